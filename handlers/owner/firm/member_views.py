"""The people of a firm on screen, and the invitation that is handed on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.members import Right, Role, may
from bot.domain.speech import Button, View, rows_of
from bot.services.firms.invitations import LASTS, Invited
from bot.services.firms.members import Members
from bot.store.firms.firms import FirmCard
from bot.store.firms.members import MemberCard
from handlers.notices.member_words import member_name, role_words
from handlers.owner.home_views import human, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines

SHOWN: Final = 8
HOURS: Final = int(LASTS.total_seconds()) // 3600


def listing(t: Tongue, members: Members, before: str | None = None) -> View:
    """Everybody, with what they are; those who may decide open one of them."""
    shown = members.everybody[:SHOWN]
    mine = members.me.person_id
    more = len(members.everybody) - len(shown)
    rows = [
        (button(_label(t, each), "member:show", each.person_id),)
        for each in shown
        if each.person_id != mine and may(members.me.role, Right.REMOVE)
    ]
    invite = (button(t("邀请新成员"), "member:whom"),)
    may_invite = may(members.me.role, Right.INVITE)
    own = (button(t("退出这家企业"), "member:leave"), button(t("我的企业"), "firm:show"))
    text = lines(
        before,
        t("<b>成员（{count} 人）</b>", count=len(members.everybody)),
        *(_line(t, each, is_me=each.person_id == mine) for each in shown),
        t("另有 {count} 人。", count=more) if more > 0 else None,
    )
    return View(text, (*rows, *((invite,) if may_invite else ()), own, navigation(t)))


def card(t: Tongue, members: Members, member: MemberCard) -> View:
    """One of them, and what an owner can do."""
    text = lines(
        t("<b>{name}</b> · {role}", name=member_name(t, member), role=role_words(t, member.role)),
        _rights(t, member.role),
    )
    back = (button(t("成员"), "member:list"),)
    is_other = member.person_id != members.me.person_id
    if not is_other or not may(members.me.role, Right.REMOVE):
        return View(text, (back, navigation(t)))
    return View(text, (*rows_of(*_acts(t, member)), back, navigation(t)))


def as_what(t: Tongue, roles: Sequence[Role], name: str = "") -> View:
    """What will the new one be allowed to do?

    Args:
        name: Of the new one, if it was written; empty if not.
    """
    head = t("请“{name}”进来做什么？选好我给您一个邀请码，转给对方就行。", name=name)
    text = lines(
        head if name else t("请谁进来？"),
        *(
            t("· {role}：{rights}", role=role_words(t, role), rights=_rights(t, role))
            for role in roles
        ),
    )
    choices = [button(role_words(t, role), "member:invite", role) for role in roles]
    back = (button(t("成员"), "member:list"),)
    before = (button(t("返回"), "member:list"), human(t))
    return View(text, (*rows_of(*choices), back, before))


def invitation(t: Tongue, made: Invited, bot: str | None) -> tuple[View, ...]:
    """What to do with the code, and the message to hand on, which stands by itself.

    Args:
        bot: The bot's name in Telegram; without it there is no link.
    """
    told = View(
        lines(
            t("把下面这条转发给对方。码只能用一次，{hours} 小时内有效。", hours=HOURS),
            t("不要发到群里：谁先用，谁就进来了。"),
        ),
        ((button(t("成员"), "member:list"),), navigation(t)),
    )
    return told, View(handed_on(t, made, bot))


def handed_on(t: Tongue, made: Invited, bot: str | None) -> Html:
    """The invitation as the other side reads it."""
    role = role_words(t, made.role)
    link = None
    if bot is not None:
        url = Html(f"https://t.me/{bot}?start={made.code}")
        link = t("点这个链接：{url}", url=url)
    return lines(
        t("请您加入“{firm}”，身份：{role}。", firm=made.firm.name, role=role),
        link,
        t("或者打开“助企通”机器人，把这个码发给它：<code>{code}</code>", code=made.code),
    )


def really_remove(t: Tongue, member: MemberCard) -> View:
    """Ask before somebody goes."""
    text = t(
        "把 {name} 移出？移出后他看不到企业的情况，也不再收提醒。", name=member_name(t, member)
    )
    yes = button(t("移出"), "member:removed", member.person_id)
    return View(text, ((yes, button(t("不移"), "member:show", member.person_id)), navigation(t)))


def really_leave(t: Tongue, members: Members) -> View:
    """Ask before they go."""
    text = t(
        "退出“{firm}”？退出后看不到它的情况，也不再收提醒；要再进来得请人邀请。",
        firm=members.firm.name,
    )
    return View(
        text,
        ((button(t("退出"), "member:left"), button(t("不退"), "member:list")), navigation(t)),
    )


def really_hand_over(t: Tongue, member: MemberCard) -> View:
    """Ask before the owner changes."""
    text = t("交给 {name} 负责？交了以后您是管理员，由他来管成员。", name=member_name(t, member))
    yes = button(t("交给他"), "member:handed", member.person_id)
    return View(text, ((yes, button(t("不交"), "member:show", member.person_id)), navigation(t)))


def gone(t: Tongue, member: MemberCard) -> Html:
    """Somebody was removed."""
    return t("已移出：{name}。", name=member_name(t, member))


def handed_over(t: Tongue, member: MemberCard) -> Html:
    """The owner is another."""
    return t("已交给 {name} 负责，您现在是管理员。", name=member_name(t, member))


def after_leaving(t: Tongue, firm: FirmCard, menu: View) -> View:
    """They belong to it no longer; what can be done now."""
    return replace(menu, html=lines(t("您已退出“{firm}”。", firm=firm.name), menu.html))


def _acts(t: Tongue, member: MemberCard) -> list[Button]:
    others = [role for role in (Role.MANAGER, Role.TEST_CONTACT) if role is not member.role]
    remove = button(t("移出"), "member:remove", member.person_id)
    if member.role is Role.OWNER:
        return [remove]
    changes = [
        button(t("改成{role}", role=role_words(t, role)), "member:role", member.person_id, role)
        for role in others
    ]
    return [*changes, button(t("交给他负责"), "member:hand", member.person_id), remove]


def _line(t: Tongue, member: MemberCard, *, is_me: bool) -> Html:
    name, role = member_name(t, member), role_words(t, member.role)
    line = t("· {name}：{role}", name=name, role=role)
    if is_me:
        return Html(line + t("（您）"))
    return Html(line + t("（已屏蔽机器人，收不到消息）")) if member.blocked else line


def _label(t: Tongue, member: MemberCard) -> str:
    return member.name or t("（没有留名字）")


def _rights(t: Tongue, role: Role) -> Html:
    match role:
        case Role.OWNER:
            return t("什么都可以，还管成员")
        case Role.MANAGER:
            return t("看政策、改资料、提诉求、记采样、邀请人，但不能移出人")
        case Role.TEST_CONTACT:
            return t("只记采样、收提醒，看不到企业的其他情况")
