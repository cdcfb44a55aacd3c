"""Who looks after a test group, on screen and as news."""

from collections.abc import Mapping
from typing import Final

from bot.domain.speech import Notice, View
from bot.services.testing.responsible import GroupCare
from bot.store.firms.members import MemberCard
from handlers.notices.member_words import member_name
from handlers.notices.sampling_words import group_name
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.words import Words

SHOWN: Final = 8

Posts = Mapping[str, Words]


def choice(t: Tongue, posts: Posts, care: GroupCare, *, done: bool = False) -> View:
    """Who does, and who might.

    Args:
        done: It was chosen just now.
    """
    group = group_name(t, posts.get(care.group.post), care.group)
    text = lines(
        t("✅ 改好了。") if done else None,
        _now(t, group, care.person),
        t("超过期限没采，负责人也会收到提醒。") if care.person else None,
        None if done else t("换成谁？"),
    )
    chosen = None if care.person is None else care.person.person_id
    people = [
        (button(_label(t, each), "care:to", care.group.id, each.person_id),)
        for each in care.people[:SHOWN]
        if each.person_id != chosen
    ]
    new = button(t("请新的人（发邀请码）"), "care:invite", care.group.id)
    invite = ((new,),) if care.may_invite else ()
    everybody = ((button(t("还是大家一起"), "care:to", care.group.id, 0),),) if chosen else ()
    show = (button(t("看这一组"), "test:show", care.group.id),)
    if done:
        return View(
            text, ((button(t("换人负责"), "care:who", care.group.id), *show), navigation(t))
        )
    return View(text, (*people, *invite, *everybody, show, navigation(t)))


def told(posts: Posts, care: GroupCare, by: int, mark: str) -> tuple[Notice, ...]:
    """To who looks after it now, unless they chose themselves.

    Args:
        by: The chat that chose.
        mark: A random id of the act.
    """
    member = care.person
    if member is None or member.blocked or member.chat_id == by:
        return ()
    t = Tongue(member.language)
    group = group_name(t, posts.get(care.group.post), care.group)
    text = t("👤 {group}现在由您负责采样：到期前我只提醒您。", group=group)
    rows = ((button(t("看这一组"), "test:show", care.group.id),), navigation(t))
    return (Notice("owner", member.chat_id, View(text, rows), f"care:{mark}"),)


def _now(t: Tongue, group: Html, member: MemberCard | None) -> Html:
    if member is None:
        return t("{group}现在没有专人负责，到期前提醒企业里的每个人。", group=group)
    name = member_name(t, member)
    return t("{group}现在由 {name} 负责，到期前只提醒他。", group=group, name=name)


def _label(t: Tongue, member: MemberCard) -> str:
    return member.name or t("（没有留名字）")
