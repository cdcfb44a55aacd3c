"""Joining a firm by its invitation: in, or why not."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.member_refusals import InviteCode
from bot.domain.members import Role
from bot.domain.speech import Button, View
from bot.services.firms.invitations import Joined
from handlers.notices.member_words import role_words
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from handlers.wrong_codes import WAITS, wait_first


def how(t: Tongue) -> View:
    """Where a code comes from, and what to do with it."""
    return View(
        lines(
            t("把邀请码直接发给我就行，样子是 ABCDE-FGHJK。"),
            t("没有邀请码？请企业的负责人在“我的企业 → 成员”里邀请您，或请工作人员给您一个。"),
        ),
        ((button(t("开始登记"), "start:begin"),), navigation(t)),
    )


def no_code(t: Tongue) -> View:
    """What they wrote is no code; what one looks like."""
    return View(
        lines(
            t("邀请码不对，样子是 ABCDE-FGHJK：前后各五个字母或数字。"),
            t("请对一对再发一次；也可以请给您码的人重新发一个。"),
        ),
        ((button(t("没有邀请码"), "join:none"),), navigation(t)),
    )


def without(t: Tongue, back: Sequence[Button] = ()) -> View:
    """There is no code: nothing is lost, and there are other ways.

    Args:
        back: The way to what they left in the middle; it stands where others begin.
    """
    begin = back or (button(t("开始登记"), "start:begin"),)
    return View(
        lines(
            t("没有邀请码也不要紧，什么都没丢。您可以自己登记企业，也可以先看看政策。"),
            t("以后拿到了码，直接发给我就行。"),
        ),
        ((*begin, button(t("先随便看看"), "home:look")), navigation(t)),
    )


def joined(t: Tongue, came: Joined, menu: View) -> View:
    """They are in, and what they may do."""
    role = role_words(t, came.role)
    text = t("✅ 您已加入“{firm}”，身份：{role}。", firm=came.firm.name, role=role)
    if came.was_member:
        text = t("✅ “{firm}”：记下了。", firm=came.firm.name)
    care = t("有一个采样组归您负责：到期前我只提醒您。") if came.group_id else None
    only = t("您可以记采样、收提醒。") if came.role is Role.TEST_CONTACT else None
    groups = ((button(t("采样总览"), "test:list"),),) if came.group_id else ()
    return View(lines(text, care, only), (*groups, *menu.rows))


def not_opened(t: Tongue, code: InviteCode, menu: View) -> View:
    """The code did not open; what can be done meanwhile."""
    return replace(menu, html=lines(_why_not(t, code)))


def _why_not(t: Tongue, code: InviteCode) -> Html:
    if code in WAITS:
        return wait_first(t, code)
    match code:
        case InviteCode.EXPIRED:
            return t("这个邀请码过期了（72 小时有效）。请让邀请您的人再发一个。")
        case InviteCode.USED:
            return t("这个邀请码已经有人用过了，一个码只能用一次。请让邀请您的人再发一个。")
        case InviteCode.REVOKED:
            return t("这个邀请码作废了：发码的人已不在这家企业。请向企业的负责人要一个新的。")
        case InviteCode.ALREADY_MEMBER:
            return t("您已经在这家企业里了，这个邀请码没有用掉，可以给别人。")
        case _:
            return t("这个邀请码不对。请照着再发一次，样子是 ABCDE-FGHJK，大小写和横线都没关系。")
