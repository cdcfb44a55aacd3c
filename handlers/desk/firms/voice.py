"""What an officer hears of a thing that is not theirs, or not theirs to give."""

from bot.domain.errors import AccessCode, NotYours
from bot.domain.member_refusals import MemberRefusal
from bot.domain.staff_refusals import StaffRefusal
from handlers.desk.staff.voice import staff_refused
from handlers.tongue import Html, Tongue


def not_theirs(t: Tongue, refusal: NotYours | MemberRefusal | StaffRefusal) -> Html:
    """It does not exist, lies elsewhere, or is more than an officer may do."""
    if isinstance(refusal, StaffRefusal):
        return staff_refused(t, refusal)
    if isinstance(refusal, MemberRefusal):
        return t("您不能给这种身份的邀请码。")
    if refusal.code is AccessCode.ROLE:
        return t("这一步不在您的岗位职责里。确实要您来办的，请管理员调整岗位。")
    words = {
        "firm": t("没有找到这家企业，或者不在您负责的地方。"),
        "officer": t("没有找到这位同事，或者不归您管。"),
        "register": t("没有找到这项登记，或者不归您登记。"),
        "application": t("没有找到这件申请，或者不归您审。"),
        "unit": t("没有找到这个单位，或者不归您管。"),
        "group": t("没有找到这个群，或者不归您管。"),
        "bulk": t("没有找到这张表，或者不是您发的。"),
        "route": t("没有找到这一行，或者这里的分派表不归您管。"),
        "canned": t("没有找到这条常用语，或者不归您维护。"),
        "broadcast": t("没有找到这条群发，或者不归您写、不归您审批。"),
        "invitation": t("没有找到这个邀请码，或者不归您管。"),
    }
    case = t("没有找到这件事项，或者不在您负责的地方。")
    return words.get(str(refusal.params["subject"]), case)
