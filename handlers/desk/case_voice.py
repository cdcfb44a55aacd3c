"""Why something cannot be done to a case, and what can."""

from bot.domain.case_refusals import CaseCode, CaseRefusal
from handlers.tongue import Html, Tongue


def case_refused(t: Tongue, refusal: CaseRefusal) -> Html | None:
    """The reason in a sentence; None if it simply is not open any more."""
    number, holder = refusal.params["number"], refusal.params["holder"]
    said = {
        CaseCode.NOT_HOLDER: t(
            "<b>{number}</b> 由 {holder} 办理，这一步由他来。您可以答复企业。",
            number=number,
            holder=holder or "",
        ),
        CaseCode.NOT_CLAIMED: t("<b>{number}</b> 还没有人受理。请先点“我来办”。", number=number),
        CaseCode.RESULT_MISSING: t(
            "办结 <b>{number}</b> 要写明结果。例：已联系××卡口，15:20 放行。", number=number
        ),
        CaseCode.ASKED_TOO_OFTEN: t(
            "<b>{number}</b> 请企业补充的次数用完了，不能再停计时。还缺什么，请用“答复”问。",
            number=number,
        ),
        CaseCode.RETURNED_TOO_OFTEN: t(
            "<b>{number}</b> 已经裁定归属，不能再退。确实办不了，请“上报”。", number=number
        ),
        CaseCode.AT_TOP: t("<b>{number}</b> 上面没有别的单位在岗，报不上去了。", number=number),
        CaseCode.OWN_WORK: t(
            "<b>{number}</b> 您自己经手过，要由没有经手的督导人员核查。", number=number
        ),
        CaseCode.ELSEWHERE: t("<b>{number}</b> 已经转走，不在您这里办了。", number=number),
        CaseCode.NOT_SOLVED: t("<b>{number}</b> 还没有办结，不能核查。", number=number),
    }
    return next((words for code, words in said.items() if code is refusal.code), None)
