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
            "办结 <b>{number}</b> 要写清办了什么、结果怎样，企业会看到。请直接写在这里，"
            "例：已联系××卡口，15:20 放行。",
            number=number,
        ),
        CaseCode.ASKED_TOO_OFTEN: t(
            "<b>{number}</b> 请企业补充的次数用完了，不能再停计时。还缺什么，请用“答复”问。",
            number=number,
        ),
        CaseCode.RETURNED_TOO_OFTEN: t(
            "<b>{number}</b> 已经裁定归属，不能再退。确实办不了，请“上报”。", number=number
        ),
        CaseCode.NOBODY_RULES: t(
            "<b>{number}</b> 已经退过，再退要上级裁定，可现在没有上级单位或调度员在岗，不能再退。"
            "请接着办；要换单位，请管理员安排一位调度员来转办。",
            number=number,
        ),
        CaseCode.PUT_OFF: t(
            "<b>{number}</b> 上次答复以后，下次答复的时间已经改过一次，不能再往后推。"
            "请先答复企业，再定时间。",
            number=number,
        ),
        CaseCode.TOO_FAR: t(
            "<b>{number}</b> 离上次答复太远：最多 {most} 天。请先答复企业，再定时间。",
            number=number,
            most=refusal.params.get("most"),
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
        CaseCode.HANDED_UP: _handed_up(t, refusal),
        CaseCode.NOT_REACHED: t(
            "<b>{number}</b> 企业没有在聊天里确认：要电话或现场问到企业的人、他说已经解决，"
            "才能销号。没问到请点“没打通”，没解决请点“没解决，重开”。",
            number=number,
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


def _handed_up(t: Tongue, refusal: CaseRefusal) -> Html:
    """It went up by their own word or the firm's: who takes it now, and what they can do."""
    who = refusal.params.get("places") or t("上级")
    return t(
        "<b>{number}</b> 已上报，由{who}接手。您可以看、可以答复企业、写内部备注；"
        "要接回来，请他们转给您。",
        number=refusal.params["number"],
        who=who,
    )


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
