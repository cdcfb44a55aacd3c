"""成员: who speaks for the firm, who is invited, who leaves, who becomes its owner."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import INVITED_BY, Right, Role
from bot.domain.speech import Replies, View
from bot.services.firms import members as acts
from bot.services.firms.invitations import invite
from bot.services.firms.members import Members, own_members
from bot.store.firms.members import MemberCard
from bot.store.firms.people import find_person
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.notices import members as notices
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import member_views as views
from handlers.owner.home import menu_of
from handlers.owner.questions.parking import put_away
from handlers.press import Press


async def listing(event_update: Update, owner: Owner) -> None:
    """Everybody who speaks for the firm."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(edit=views.listing(who.t, own_members(uow, who.person)))

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One of them."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        members = own_members(uow, who.person)
        return Replies(edit=views.card(who.t, members, members.one(press.number())))

    await owner.act(event_update, act)


async def whom(event_update: Update, owner: Owner) -> None:
    """邀请: as what?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        members = own_members(uow, who.person, Right.INVITE)
        return Replies(edit=views.as_what(who.t, INVITED_BY[members.me.role]))

    await owner.act(event_update, act)


async def whom_named(event_update: Update, owner: Owner, name: str) -> None:
    """The name of somebody to be let in: as what? It is kept nowhere."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        members = own_members(uow, who.person, Right.INVITE)
        return Replies(say=(views.as_what(who.t, INVITED_BY[members.me.role], name),))

    await owner.act(event_update, act)


async def invited(event_update: Update, owner: Owner, press: Press) -> None:
    """As what is known: a code to hand on."""
    bot = bot_name(owner.app.turn_of(event_update))

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        members = own_members(uow, who.person, Right.INVITE)
        made = invite(uow, who.person, members.firm.id, _role(press))
        said = views.invitation(who.t, made, bot)
        return Replies(edit=views.listing(who.t, members), say=said)

    await owner.act(event_update, act)


async def ask_remove(event_update: Update, owner: Owner, press: Press) -> None:
    """移出: really?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        members = own_members(uow, who.person, Right.REMOVE)
        return Replies(edit=views.really_remove(who.t, members.one(press.number())))

    await owner.act(event_update, act)


async def remove(event_update: Update, owner: Owner, press: Press) -> None:
    """Yes, really."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        before, gone = acts.remove_member(uow, who.person, press.number())
        told = notices.removed(before, gone, uow.new_uid())
        return Replies(edit=_listed(uow, who, views.gone(who.t, gone)), also=told)

    await owner.act(event_update, act)


async def ask_leave(event_update: Update, owner: Owner) -> None:
    """退出: really?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return Replies(edit=views.really_leave(who.t, own_members(uow, who.person)))

    await owner.act(event_update, act)


async def leave(event_update: Update, owner: Owner) -> None:
    """Yes, really."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        put_away(uow, who)
        before = acts.leave_firm(uow, who.person)
        uow.firm_id = None
        person = find_person(uow.connection, who.person.chat_id)
        assert person is not None  # they have just acted
        menu = menu_of(uow, Speaker(person, who.t, who.name))
        told = notices.left(before, uow.new_uid())
        return Replies(edit=views.after_leaving(who.t, before.firm, menu), also=told)

    await owner.act(event_update, act)


async def ask_hand_over(event_update: Update, owner: Owner, press: Press) -> None:
    """交给他负责: really?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        members = own_members(uow, who.person, Right.REMOVE)
        return Replies(edit=views.really_hand_over(who.t, members.one(press.number())))

    await owner.act(event_update, act)


async def hand_over(event_update: Update, owner: Owner, press: Press) -> None:
    """Yes, really."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        before, heir = acts.hand_over(uow, who.person, press.number())
        told = notices.handed_over(before, heir, uow.new_uid())
        return Replies(edit=_listed(uow, who, views.handed_over(who.t, heir)), also=told)

    await owner.act(event_update, act)


async def change_role(event_update: Update, owner: Owner, press: Press) -> None:
    """Another role for somebody."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        role = _role(press, 1)
        before, member = acts.set_role(uow, who.person, press.number(), role)
        told = notices.role_changed(before.firm, member, role, uow.new_uid())
        return Replies(edit=_shown(uow, who, member), also=told)

    await owner.act(event_update, act)


def bot_name(turn: Turn) -> str | None:
    """What the bot calls itself, as the message under a pressed button says; for links."""
    sender = (turn.pressed or {}).get("message", {}).get("from", {})
    name: str | None = sender.get("username") if sender.get("is_bot") else None
    return name


def _role(press: Press, place: int = 0) -> Role:
    try:
        return Role(press.word(place))
    except ValueError as error:
        raise Stale(StaleCode.CHANGED) from error


def _listed(uow: UnitOfWork, who: Speaker, before: str) -> View:
    members: Members = own_members(uow, who.person)
    return views.listing(who.t, members, before=before)


def _shown(uow: UnitOfWork, who: Speaker, member: MemberCard) -> View:
    members = own_members(uow, who.person)
    return views.card(who.t, members, members.one(member.person_id))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "member:list": listing,
    "member:show": show,
    "member:whom": whom,
    "member:invite": invited,
    "member:remove": ask_remove,
    "member:removed": remove,
    "member:leave": ask_leave,
    "member:left": leave,
    "member:hand": ask_hand_over,
    "member:handed": hand_over,
    "member:role": change_role,
}
