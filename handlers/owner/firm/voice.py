"""Refusals about firms and their people, as sentences with a way on."""

from bot.domain.errors import NotYours
from bot.domain.member_refusals import MemberCode, MemberRefusal
from bot.domain.members import Right
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.speech import View
from handlers.owner.home_views import back, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue


def not_your_role(t: Tongue, refusal: NotYours) -> View:
    """Theirs to see, not theirs to do: who can."""
    rows = ((button(t("看谁是负责人"), "member:list"), back(t)),)
    return View(_who_may(t, str(refusal.params["subject"])), rows)


def not_so(t: Tongue, refusal: MemberRefusal) -> View:
    """A change of members that the firm cannot stand."""
    rows = ((button(t("成员"), "member:list"),), navigation(t))
    return View(_why_not(t, refusal), rows)


def not_applied(t: Tongue, refusal: RegisterRefusal) -> View:
    """There is nothing to ask for, or it was asked, or it is over."""
    number = refusal.params.get("application_id")
    show = () if number is None else (button(t("看申请"), "apply:show", number),)
    words = {
        RegisterCode.SAME: t("工作人员已经这样核定了，不用再申请。"),
        RegisterCode.OPEN: t("您已经申请过了，正在审核；一次只能有一件。"),
    }
    said = words.get(RegisterCode(refusal.code), t("这件申请已经办完了，请看最新情况。"))
    ways = (*show, button(t("我的企业"), "firm:show"))
    return View(said, (ways, navigation(t)))


def _who_may(t: Tongue, right: str) -> Html:
    match right:
        case Right.REMOVE:
            return t("这一步只有负责人能做。请联系他，或请他把企业交给您负责。")
        case Right.CASE:
            return t("您是采样联系人，提诉求请让负责人或管理员来。急事请直接联系当地政府。")
        case _:
            return t("您是采样联系人，只管采样和提醒；这一步请负责人或管理员来做。")


def _why_not(t: Tongue, refusal: MemberRefusal) -> Html:
    match refusal.code:
        case MemberCode.LAST_OWNER:
            return t("企业至少要有一位负责人。请先在“成员”里交给别人负责，再退出。")
        case MemberCode.NOT_A_MEMBER:
            return t("他已经不在这家企业里了，或者您不在了。请看最新的名单。")
        case _:
            return t("您不能邀请这种身份的人。")
