"""Why something cannot be done to a case, and what can."""

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import FOUND_LEAST
from handlers.tongue import Html, Tongue, lines


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
        CaseCode.ELSEWHERE: _elsewhere(t, refusal),
        CaseCode.GIVEN_AWAY: _given_away(t, refusal),
        CaseCode.FOUND_SHORT: t(
            "销号 <b>{number}</b> 要写清问了谁、怎么说的，至少 {least} 个字。",
            number=number,
            least=FOUND_LEAST,
        ),
        CaseCode.NOT_SOLVED: t("<b>{number}</b> 还没有办结，不能核查。", number=number),
    }
    return next((words for code, words in said.items() if code is refusal.code), None)


def _elsewhere(t: Tongue, refusal: CaseRefusal) -> Html:
    """It left their desk: who has it, or where it lies."""
    number = refusal.params["number"]
    now = refusal.params["holder"] or refusal.params.get("places")
    if not now:
        return t("<b>{number}</b> 已经转走，不在您这里办了。", number=number)
    return t("<b>{number}</b> 已经转走，现在由{who}办，不在您这里了。", number=number, who=now)


def _given_away(t: Tongue, refusal: CaseRefusal) -> Html:
    """They had it, and a colleague has it now or is to take it."""
    number, holder = refusal.params["number"], refusal.params["holder"]
    if holder:
        said = t(
            "<b>{number}</b> 现在由 {holder} 办，这一步由他来。", number=number, holder=holder
        )
    else:
        to = refusal.params.get("places")
        said = t("<b>{number}</b> 已交给 {to}，等他受理，这一步由他来。", number=number, to=to)
    way = t("没有改动，企业也没有收到。要说的可以打开事项，写进“内部备注”。")
    return lines(said, way)
