"""Why a common issue or a policy proposal cannot be dealt with so, and what to do."""

from bot.domain.case_refusals import IssueCode, IssueRefusal
from bot.domain.speech import View
from handlers.desk.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue


def issue_refused(t: Tongue, refusal: IssueRefusal) -> View:
    """A sentence with a way on."""
    proposal, issue = refusal.params.get("proposal_id"), refusal.params.get("issue_id")
    if proposal is not None:
        way = button(t("看政策建议"), "prop:show", proposal)
    elif issue is not None:
        way = button(t("看共性问题"), "issue:show", issue)
    else:
        way = button(t("共性问题"), "issue:menu")
    return View(_why(t, refusal), ((way, back(t)),))


def _why(t: Tongue, refusal: IssueRefusal) -> Html:
    number, by = refusal.params.get("number"), refusal.params.get("by")
    return {
        IssueCode.LINKED: t(
            "刚才已经并进了共性问题 <b>{number}</b>，没有重复操作。", number=number
        ),
        IssueCode.NOT_OPEN: t("<b>{number}</b> 已经给出结果或解散，不能再改。", number=number),
        IssueCode.ANSWERING: t(
            "<b>{number}</b> 的答复正在发给各家，发完再点一次。", number=number
        ),
        IssueCode.NO_LEAD: t("<b>{number}</b> 还没有人牵头，先请调度员定牵头人。", number=number),
        IssueCode.NO_CASE: t("没有还能并、还能答复的事项了：都已办结或移出。"),
        IssueCode.TOO_FEW: t(
            "共性问题至少要两件还没办结的事项：只剩一件，就在那一件里答复。没有改动。"
        ),
        IssueCode.PROPOSED: t(
            "<b>{number}</b> 已有一条政策建议在等研究，有了结果再提。", number=number
        ),
        IssueCode.DECIDED: t("这条建议 {name} 已经处理了，没有重复操作。", name=by),
    }[IssueCode(refusal.code)]
