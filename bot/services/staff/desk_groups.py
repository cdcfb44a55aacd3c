"""Binding a group with topics to a unit, and what becomes of it: by whom, and with what rights."""

from collections.abc import Collection
from typing import Final

from bot.domain.desk_groups import GroupState, Sight
from bot.domain.errors import AccessCode, NotYours
from bot.domain.staff import Power
from bot.domain.staff_refusals import StaffCode, StaffRefusal
from bot.services.staff.staff import managed_regions, officers_of_unit, regions_with, require
from bot.store.audit import note
from bot.store.cases.desks import cases_at_unit
from bot.store.staff.desk_groups import (
    GroupCard,
    add_group,
    add_members,
    bound_groups,
    change_group,
    find_group,
    group_at,
    group_of_unit,
)
from bot.store.staff.officers import OfficerCard, find_officer
from bot.store.staff.units import UnitCard, find_unit, units_within
from bot.store.topic_jobs import mark_case
from bot.store.topic_letters import drop_letters, fail_group, move_chat
from bot.store.uow import UnitOfWork

SUBJECT: Final = "group"


def propose_group(
    uow: UnitOfWork, by: OfficerCard, chat_id: int, title: str
) -> tuple[GroupCard, UnitCard | None]:
    """Somebody asks in a group to bind it: the group, and the unit that it is bound to already.

    Raises:
        NotYours: They are no administrator.
    """
    managed_regions(uow, by)
    group = group_at(uow.connection, chat_id)
    if group is None:
        group = add_group(uow, chat_id, title, by.language, by.id)
        note(uow, actor=f"officer:{by.id}", act="group:propose", subject=f"group:{group.id}")
    elif group.state is GroupState.PROPOSED:
        change_group(uow.connection, group.id, bound_by=by.id, title=title)
    unit = None if group.unit_id is None else find_unit(uow.connection, group.unit_id)
    return group, unit


def units_to_bind(uow: UnitOfWork, by: OfficerCard) -> list[UnitCard]:
    """The units of an administrator's regions that have no group yet.

    Raises:
        NotYours: They are no administrator.
    """
    units = units_within(uow.connection, managed_regions(uow, by))
    taken = {each.unit_id for each in bound_groups(uow.connection, [each.id for each in units])}
    return [each for each in units if each.id not in taken]


def own_proposal(uow: UnitOfWork, by: OfficerCard, group_id: int) -> GroupCard:
    """A group that this administrator proposed.

    Raises:
        NotYours: No such group of theirs.
    """
    group = find_group(uow.connection, group_id)
    if group is None or not group.live or group.bound_by != by.id:
        raise NotYours(SUBJECT)
    return group


def chat_to_look_at(
    uow: UnitOfWork, account: int, group_id: int, unit_id: int | None = None
) -> tuple[int, list[int]] | None:
    """The chat of a group that an administrator asks about, and the accounts of a unit's staff.

    Nothing is decided by it: the act that follows checks again.

    Args:
        account: Of whoever asks; None is returned for somebody who is no administrator.
        unit_id: None for the unit that the group is bound to.
    """
    officer, group = find_officer(uow, account), find_group(uow.connection, group_id)
    if officer is None or group is None or not group.live:
        return None
    if not regions_with(uow, officer, Power.STAFF_MANAGE):
        return None
    staff = officers_of_unit(uow, unit_id or group.unit_id or 0)
    return group.chat_id, [each.chat_id for each in staff]


def proposed_group(
    uow: UnitOfWork, by: OfficerCard, group_id: int, unit_id: int
) -> tuple[GroupCard, UnitCard]:
    """A group that this administrator proposed, and a unit that it may be bound to.

    Raises:
        NotYours: No such group of theirs, or no such unit in their regions.
        StaffRefusal: One of the two is bound already.
    """
    group, unit = own_proposal(uow, by, group_id), find_unit(uow.connection, unit_id)
    if unit is None or unit.closed_at is not None:
        raise NotYours("staff")
    require(uow, by, Power.STAFF_MANAGE, unit.region, code=AccessCode.NOT_FOUND)
    if group.unit_id is not None or group_of_unit(uow.connection, unit_id) is not None:
        raise StaffRefusal(StaffCode.GROUP_TAKEN)
    return group, unit


def is_bound(uow: UnitOfWork, by: OfficerCard, group_id: int, unit_id: int) -> bool:
    """Whether this administrator has bound this group to this unit already."""
    return own_proposal(uow, by, group_id).unit_id == unit_id


def bind_group(
    uow: UnitOfWork,
    by: OfficerCard,
    group_id: int,
    unit_id: int,
    sight: Sight,
    members: Collection[int],
) -> tuple[GroupCard, UnitCard]:
    """Bind a group to a unit: each of its cases gets a topic there from now on.

    Args:
        sight: What Telegram says of the group just now.
        members: Those of the unit's staff who are in it.

    Raises:
        NotYours: See `proposed_group`.
        StaffRefusal: One of the two is bound already, or the bot cannot work there.
    """
    group, unit = proposed_group(uow, by, group_id, unit_id)
    if sight.state is not GroupState.WORKING:
        raise StaffRefusal(StaffCode.GROUP_UNFIT, state=sight.state)
    working = {"state": GroupState.WORKING, "told": GroupState.WORKING, "title": sight.title}
    change_group(uow.connection, group.id, unit_id=unit.id, since=uow.now, **working)
    add_members(uow.connection, group.id, members)
    note(uow, actor=f"officer:{by.id}", act="group:bind", subject=f"group:{group.id}")
    _mark_all(uow, unit.id)
    return group, unit


def groups_for(uow: UnitOfWork, by: OfficerCard) -> list[tuple[GroupCard, UnitCard]]:
    """The groups of the units in an administrator's regions.

    Raises:
        NotYours: They are no administrator.
    """
    units = {each.id: each for each in units_within(uow.connection, managed_regions(uow, by))}
    found = bound_groups(uow.connection, list(units))
    return [(group, units[group.unit_id]) for group in found if group.unit_id is not None]


def managed_group(uow: UnitOfWork, by: OfficerCard, group_id: int) -> tuple[GroupCard, UnitCard]:
    """A bound group of a unit in an administrator's regions.

    Raises:
        NotYours: No such group.
    """
    group = find_group(uow.connection, group_id)
    if group is None or not group.live or group.unit_id is None:
        raise NotYours(SUBJECT)
    unit = find_unit(uow.connection, group.unit_id)
    if unit is None:
        raise NotYours(SUBJECT)
    require(uow, by, Power.STAFF_MANAGE, unit.region, subject=SUBJECT, code=AccessCode.NOT_FOUND)
    return group, unit


def unbind_group(uow: UnitOfWork, by: OfficerCard, group_id: int) -> tuple[GroupCard, UnitCard]:
    """End a binding: everything goes to private chats again; the topics stay as they are.

    Raises:
        NotYours: No such group.
    """
    group, unit = managed_group(uow, by, group_id)
    drop_letters(uow.connection, group.chat_id)
    change_group(uow.connection, group.id, live=False, state=GroupState.ENDED)
    note(uow, actor=f"officer:{by.id}", act="group:unbind", subject=f"group:{group.id}")
    return group, unit


def recheck_group(
    uow: UnitOfWork, by: OfficerCard, group_id: int, sight: Sight, members: Collection[int]
) -> tuple[GroupCard, UnitCard]:
    """Take what Telegram says of a bound group now; what was unsaid is said if it works again.

    Raises:
        NotYours: No such group.
    """
    group, _ = managed_group(uow, by, group_id)
    add_members(uow.connection, group.id, members)
    note_state(uow, group, sight.state)
    return managed_group(uow, by, group_id)


def note_state(uow: UnitOfWork, group: GroupCard, state: GroupState) -> None:
    """A bound group stands so now: the bot's rights there changed, or somebody looked."""
    if group.unit_id is None or group.state is state:
        return
    note(uow, actor="system", act=f"group:{state}", subject=f"group:{group.id}")
    if state is GroupState.WORKING:
        change_group(uow.connection, group.id, state=state)
        _mark_all(uow, group.unit_id)
    else:
        fail_group(uow.connection, group.chat_id, state)


def group_moved(uow: UnitOfWork, bot: str, old: int, new: int) -> None:
    """A group became a supergroup: its id changed."""
    group = group_at(uow.connection, old)
    if group is not None:
        move_chat(uow.connection, bot, old, new)
        note(uow, actor="system", act="group:move", subject=f"group:{group.id}")


def _mark_all(uow: UnitOfWork, unit_id: int) -> None:
    for case_id in cases_at_unit(uow.connection, unit_id):
        mark_case(uow.connection, case_id)
