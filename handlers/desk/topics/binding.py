"""/bind in a group, and 工作群 in private: which group belongs to which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from telegram import Update

from bot.domain.desk_groups import Sight
from bot.domain.speech import Notice, Replies, View
from bot.services.staff import desk_groups as acts
from bot.services.staff.officers import officer_of
from bot.store.staff.desk_groups import GroupCard
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.topics import binding_views as views
from handlers.press import Press, button
from handlers.tongue import Tongue


async def bind(desk: Desk, update: Update) -> None:
    """/bind in a group: an administrator is asked in private which unit it is for."""
    chat = update.effective_chat
    turn = desk.app.turn_of(update)

    def act(uow: UnitOfWork) -> Replies:
        if chat is None:
            return Replies()
        officer = officer_of(uow, int(turn.sender_id or 0))
        t = Tongue(officer.language)
        group, unit = acts.propose_group(uow, officer, chat.id, chat.title or "")
        if unit is not None:
            return Replies(say=(views.bound_already(t, unit),))
        asked = views.pick(t, group, acts.units_to_bind(uow, officer), 0)
        key = f"group:{uow.new_uid()}"
        notice = Notice(BOT, officer.chat_id, asked, key=key)
        return Replies(say=(views.look_in_private(t),), also=(notice,))

    await desk.app.act(update, act)


async def groups(desk: Desk, update: Update, _: Press) -> None:
    """工作群."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=views.groups(who.t, acts.groups_for(uow, who.officer)))

    await desk.act(update, act)


async def pick(desk: Desk, update: Update, press: Press) -> None:
    """Another page of units."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        units = acts.units_to_bind(uow, who.officer)
        group = acts.own_proposal(uow, who.officer, press.number())
        return Replies(edit=views.pick(who.t, group, units, press.number(1)))

    await desk.act(update, act)


async def check(desk: Desk, update: Update, press: Press) -> None:
    """The group is looked at: what is missing?"""
    sight = (await _look(desk, update, press)).sight

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ids = press.number(), press.number(1)
        group, unit = acts.proposed_group(uow, who.officer, *ids)
        if sight is None:
            again = button(who.t("再查一次"), "group:unit", *ids)
            return Replies(edit=views.no_line(who.t, again))
        return Replies(edit=views.confirm(who.t, group, unit, sight))

    await desk.act(update, act)


async def confirm(desk: Desk, update: Update, press: Press) -> None:
    """确认绑定."""
    seen = await _look(desk, update, press, press.number(1))

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        ids, there = (press.number(), press.number(1)), seen.members
        if seen.sight is None:
            again = button(who.t("再查一次"), "group:unit", *ids)
            return Replies(edit=views.no_line(who.t, again))
        if acts.is_bound(uow, who.officer, *ids):
            return Replies(edit=_card(desk, uow, who, ids[0]))  # tapped twice
        group, unit = acts.bind_group(uow, who.officer, *ids, seen.sight, there)
        greeting = _to_group(uow, group, views.greet(Tongue(group.language), unit))
        return Replies(edit=views.bound(who.t, group, unit, len(there)), also=(greeting,))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One group."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=_card(desk, uow, who, press.number()))

    await desk.act(update, act)


async def check_again(desk: Desk, update: Update, press: Press) -> None:
    """再查一次: is it as it should be now?"""
    seen = await _look(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if seen.sight is None:
            again = button(who.t("再查一次"), "group:check", press.number())
            return Replies(edit=views.no_line(who.t, again))
        acts.recheck_group(uow, who.officer, press.number(), seen.sight, seen.members)
        return Replies(edit=_card(desk, uow, who, press.number()), toast=who.t("查过了。"))

    await desk.act(update, act)


async def ask_drop(desk: Desk, update: Update, press: Press) -> None:
    """解除绑定: really?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        group, unit = acts.managed_group(uow, who.officer, press.number())
        return Replies(edit=views.ask_drop(who.t, group, unit))

    await desk.act(update, act)


async def drop(desk: Desk, update: Update, press: Press) -> None:
    """解除."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        group, _ = acts.unbind_group(uow, who.officer, press.number())
        said = _to_group(uow, group, views.farewell(Tongue(group.language)))
        return Replies(edit=views.dropped(who.t, group), also=(said,))

    await desk.act(update, act)


def _card(desk: Desk, uow: UnitOfWork, who: Clerk, group_id: int) -> View:
    group, unit = acts.managed_group(uow, who.officer, group_id)
    by = officer_by_id(uow, group.bound_by).name
    return views.group_card(who.t, group, unit, by, desk.zone)


def _to_group(uow: UnitOfWork, group: GroupCard, view: View) -> Notice:
    return Notice(BOT, group.chat_id, view, key=f"group:{uow.new_uid()}")


@dataclass(frozen=True)
class _Seen:
    sight: Sight | None
    members: frozenset[int]


async def _look(desk: Desk, update: Update, press: Press, unit_id: int | None = None) -> _Seen:
    """What Telegram says before the act: of the group, and of the unit's staff in it."""
    account = int(desk.app.turn_of(update).sender_id or 0)
    asked = await desk.app.read(
        lambda uow: acts.chat_to_look_at(uow, account, press.number(), unit_id)
    )
    if asked is None:
        return _Seen(None, frozenset())
    chat_id, people = asked
    sight = await desk.groups.look(chat_id)
    return _Seen(sight, await desk.groups.members(chat_id, people) if sight else frozenset())


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "group:list": groups,
    "group:pick": pick,
    "group:unit": check,
    "group:bind": confirm,
    "group:show": show,
    "group:check": check_again,
    "group:drop": ask_drop,
    "group:end": drop,
}
