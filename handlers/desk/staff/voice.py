"""What somebody hears who is not at work at the desk, or whose change of staff cannot stand."""

from bot.domain.errors import AccessCode, NotYours
from bot.domain.speech import View
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from handlers.desk import home_views
from handlers.tongue import Html, Tongue


def not_at_work(t: Tongue, refusal: NotYours) -> View:
    """They never joined, wait to be confirmed, or have left."""
    match refusal.code:
        case AccessCode.UNCONFIRMED:
            return home_views.unconfirmed(t)
        case AccessCode.LEFT:
            return home_views.left(t)
        case _:
            return home_views.stranger(t)


def staff_refused(t: Tongue, refusal: StaffRefusal) -> Html:
    """Why not, and what can be done instead."""
    words = {
        StaffCode.OWN_INVITATION: t("这是您给的岗位，要由另一位管理员确认。"),
        StaffCode.SELF: t("这一步不能给自己办，请另一位管理员来办。"),
        StaffCode.LAST_ADMINISTRATOR: t("他是这里唯一的管理员。请先请第二位管理员，再办这一步。"),
        StaffCode.ELSEWHERE: t("他在别处还有岗位，不能整个停用。这里可以一个一个撤下本地的岗位。"),
        StaffCode.OVERLAP: t("和已经登记的请假重叠了。请先取消那一次，或者换个日期。"),
        StaffCode.DEPUTY: t("这位同事那时也不在岗，或者接不了这些事。请换一位。"),
        StaffCode.CIRCLE: t(
            "{name} 这段时间自己也请假，事情又会转回请假的人，就没有人办了。"
            "请换一位同事，或者换个日期。",
            name=refusal.params.get("name"),
        ),
        StaffCode.HAS_POST: t("他已经有这个岗位了。"),
        StaffCode.LAST_POST: t("这是他唯一的岗位。要让他离岗请点“停用”，好把企业和事项交给别人。"),
        StaffCode.HOLDS_SLOT: t("这家企业现在就由他负责，没有变动。"),
        StaffCode.GROUP_TAKEN: t("这个群或者这个单位已经绑定了。请先解除，再重新绑定。"),
        StaffCode.GROUP_UNFIT: t("这个群现在还不能用。请按上一条补齐，再点“再查一次”。"),
        StaffCode.SLOT: t("本地没有这个包保岗位。"),
        StaffCode.UNIT_NAMED: t("这个地方已经有一个单位叫这个名字。请换一个名字。"),
        StaffCode.PHONE: t(
            "没看懂这个电话。请写带区号的座机，例如 0377-67221234；也可以写 12345 这样的热线。"
        ),
        StaffCode.PHONE_PERSONAL: t(
            "手机号是个人信息，不发给企业。请写单位的座机（带区号），或者热线。"
        ),
        StaffCode.UNIT_IN_USE: t(
            "还有 {people} 人在这个单位，不能关。先到“人员”里撤下或改他们的岗位。",
            people=refusal.params.get("people"),
        ),
        StaffCode.UNIT_HAS_CASES: t(
            "还有 {cases} 件事项只在这个单位，不能关。先请调度员转办到别的单位。",
            cases=refusal.params.get("cases"),
        ),
    }
    if refusal.code is StaffCode.STILL_NEEDED:
        firms = refusal.params["firms"]
        return t("他有 {firms} 家企业要靠这个岗位。请先给这些企业换人。", firms=firms)
    unit = t("没有这个单位，或者名称不合适（2 到 30 个字）。请重选或重写。")
    return words.get(StaffCode(refusal.code), unit)
