"""What people of a firm are told of its members without having asked.

`mark` is a random id of the act: the same news is never queued twice, and news of another day
is not taken for it.
"""

from collections.abc import Callable, Iterable

from bot.domain.members import Role
from bot.domain.speech import Notice, View
from bot.services.firms.invitations import Joined
from bot.services.firms.members import Members, reachable
from bot.store.firms.firms import FirmCard
from bot.store.firms.members import MemberCard
from handlers.notices.member_words import member_name, role_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines

Say = Callable[[Tongue], View]


def joined(came: Joined, name: str, mark: str) -> tuple[Notice, ...]:
    """To the others: somebody came in."""

    def say(t: Tongue) -> View:
        who = Html(escaped(name)) if name else t("（没有留名字）")
        role = role_words(t, came.role)
        return _about(t, came.firm, t("👤 {name} 已加入，身份：{role}。", name=who, role=role))

    told = (each for each in came.others if each.role is not Role.TEST_CONTACT)
    return _to(told, f"join:{mark}", say)


def removed(before: Members, gone: MemberCard, mark: str) -> tuple[Notice, ...]:
    """To who was removed, and to the other owners."""
    firm = before.firm

    def to_gone(t: Tongue) -> View:
        text = t("您已被移出“{firm}”。有疑问请问企业的负责人。", firm=firm.name)
        return View(text, ((button(t("返回"), "home:show"),),))

    def to_owners(t: Tongue) -> View:
        return _about(t, firm, t("👤 {name} 已被移出。", name=member_name(t, gone)))

    own = {before.me.person_id, gone.person_id}
    owners = (each for each in before.owners if each.person_id not in own)
    return (*_to((gone,), f"gone:{mark}", to_gone), *_to(owners, f"removed:{mark}", to_owners))


def left(before: Members, mark: str) -> tuple[Notice, ...]:
    """To the owners: somebody left."""
    me = before.me

    def say(t: Tongue) -> View:
        return _about(t, before.firm, t("👤 {name} 退出了。", name=member_name(t, me)))

    owners = (each for each in before.owners if each.person_id != me.person_id)
    return _to(owners, f"left:{mark}", say)


def handed_over(before: Members, heir: MemberCard, mark: str) -> tuple[Notice, ...]:
    """To the new owner."""

    def say(t: Tongue) -> View:
        name = member_name(t, before.me)
        return _about(t, before.firm, t("👤 {name} 把这家企业交给您负责了。", name=name))

    return _to((heir,), f"heir:{mark}", say)


def role_changed(firm: FirmCard, member: MemberCard, role: Role, mark: str) -> tuple[Notice, ...]:
    """To whom it concerns."""

    def say(t: Tongue) -> View:
        return _about(t, firm, t("👤 您现在的身份是：{role}。", role=role_words(t, role)))

    return _to((member,), f"role:{mark}", say)


def _about(t: Tongue, firm: FirmCard, text: Html) -> View:
    rows = ((button(t("成员"), "member:list"), button(t("返回"), "home:show")),)
    return View(lines(Html(f"<b>{escaped(firm.name)}</b>"), text), rows)


def _to(members: Iterable[MemberCard], key: str, say: Say) -> tuple[Notice, ...]:
    return tuple(
        Notice("owner", each.chat_id, say(Tongue(each.language)), f"{key}:{each.person_id}")
        for each in reachable(list(members))
    )
