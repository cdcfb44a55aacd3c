"""Test groups of a firm: made, changed, reminded of. Loading a group checks who asks."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain.cycles import deadlines
from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.parts import Part, Parts, grown, of_size, part_at, shrunk
from bot.domain.pauses import pause_at
from bot.domain.quiet import QuietHours
from bot.domain.reminders import snooze
from bot.services.firms.rights import speak_for
from bot.services.testing.replanning import lay_out, local_day, replan_firm, replan_group
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupStatus, status_of
from bot.store.audit import note
from bot.store.firms.people import PersonCard
from bot.store.reminders import reminders
from bot.store.testing import testing as store
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork

LARGEST_GROUP: Final = 100_000


def own_groups(uow: UnitOfWork, person: PersonCard, group_ids: Collection[int]) -> list[GroupCard]:
    """Load groups of firms that the person speaks for: the only door to them.

    Raises:
        NotYours: One is gone, or is another's.
    """
    found = store.lock_groups(uow.connection, group_ids)
    for group_id in group_ids:
        group = found.get(group_id)
        if group is None:
            raise NotYours("group")
    for firm_id in {group.firm_id for group in found.values()}:
        speak_for(uow, person, firm_id, Right.SAMPLE, "group")
    return [found[group_id] for group_id in group_ids]


def own_group(uow: UnitOfWork, person: PersonCard, group_id: int) -> GroupCard:
    """Load one group of a firm that the person speaks for.

    Raises:
        NotYours: It is gone, or another's.
    """
    return own_groups(uow, person, [group_id])[0]


def overview(uow: UnitOfWork, rules: SamplingRules) -> list[GroupStatus]:
    """Every group of the firm as it stands now, its plan in line with the rules.

    The most urgent group comes first.
    """
    statuses = (status_of(group, uow.now, rules.zone) for group in replan_firm(uow, rules))
    return sorted(statuses, key=lambda status: status.urgency)


def add_group(
    uow: UnitOfWork,
    person: PersonCard,
    rules: SamplingRules,
    post: str,
    size: int | None,
    name: str = "",
) -> GroupStatus:
    """Make a group of people of one post; without a size it is not known.

    Args:
        name: What the firm calls it; empty to call it by its post.

    Raises:
        NotYours: The person does not speak for the firm.
        BadAnswer: No such post, or a size that no group has.
    """
    speak_for(uow, person, rules.firm_id, Right.SAMPLE)
    if post not in rules.posts:
        raise BadAnswer(AnswerCode.NOT_OFFERED, understood=post)
    _check_size(size)
    today = local_day(uow, rules)
    group = store.add_group(uow, rules.firm_id, post, size, judged_on=today, name=name)
    noted(uow, person, "group:add", group.id)
    return status_of(replan_group(uow, group, rules), uow.now, rules.zone)


def set_size(
    uow: UnitOfWork, person: PersonCard, group_id: int, size: int | None, quiet: QuietHours
) -> int:
    """Say how many people a group has; None: not known.

    People who are new to a group that was sampled get a part of their own, without a clock:
    nobody said when they were sampled.

    Returns:
        How many people fewer they are, if it must still be said which part they leave.

    Raises:
        NotYours: Not a group of theirs.
        BadAnswer: A size that no group has.
    """
    group = own_group(uow, person, group_id)
    _check_size(size)
    known = group.size
    if size is None or known is None:
        _put_parts(uow, person, group, of_size(group.parts, size), quiet)
    elif size > known and group.sampled_at is not None:
        _put_parts(uow, person, group, grown(group.parts, size - known), quiet)
    elif len(group.parts) == 1:
        _put_parts(uow, person, group, (Part(group.sampled_at, size),), quiet)
    elif size < known:
        return known - size
    return 0


def people_left(
    uow: UnitOfWork,
    person: PersonCard,
    group_id: int,
    sampled_at: datetime | None,
    count: int,
    quiet: QuietHours,
) -> None:
    """So many people of the part with this clock are no longer in the group.

    Raises:
        NotYours: Not a group of theirs.
        Stale: No part has this clock any more.
        BadAnswer: More people than the part has, or everybody.
    """
    group = own_group(uow, person, group_id)
    chosen = part_at(group.parts, sampled_at)
    _put_parts(uow, person, group, shrunk(group.parts, chosen, count), quiet)


def switch_offers(
    uow: UnitOfWork, person: PersonCard, group_id: int, quiet: QuietHours, *, on: bool
) -> GroupStatus:
    """Say whether a group wants to hear of free tests; duties are not touched.

    Raises:
        NotYours: Not a group of theirs.
    """
    group = replace(own_group(uow, person, group_id), offers=on)
    store.change_group(uow.connection, group_id, offers=on)
    lay_out(uow, group, quiet)
    noted(uow, person, f"group:offers:{'on' if on else 'off'}", group_id)
    return status_of(group, uow.now, quiet.zone)


def remove_group(uow: UnitOfWork, person: PersonCard, group_id: int) -> GroupCard:
    """Take a group away with all that was planned for it.

    Raises:
        NotYours: Not a group of theirs.
    """
    group = own_group(uow, person, group_id)
    reminders.cancel_plan(uow.connection, group_id)
    store.change_group(uow.connection, group_id, removed=True)
    noted(uow, person, "group:remove", group_id)
    return group


def put_off(uow: UnitOfWork, person: PersonCard, group_id: int, quiet: QuietHours) -> datetime:
    """Remind of a group's duty an hour later, or earlier if the deadline is near.

    Returns:
        When (aware UTC).

    Raises:
        NotYours: Not a group of theirs.
        Stale: No duty with a deadline is in force any more, or nobody works now.
        SnoozeRefusal: The deadline is over or too near.
    """
    group = own_group(uow, person, group_id)
    dues = deadlines(group.course, quiet.zone)
    if not dues or pause_at(group.pauses, uow.now) is not None:
        raise Stale(StaleCode.CHANGED)
    due = next((each.at for each in dues if each.at > uow.now), dues[0].at)
    planned = reminders.planned_for(uow.connection, group_id, offer=False)
    pending = [each.stage for each in planned if each.deadline == due]
    others = [(each.stage, each.deadline) for each in planned if each.deadline != due]
    stages = snooze(pending, uow.now, due, quiet)
    renewed = [*others, *((stage, due) for stage in stages)]
    reminders.replace_plan(uow.connection, group_id, renewed, offer=False)
    return stages[0].fire_on


def noted(uow: UnitOfWork, person: PersonCard, act: str, group_id: int) -> None:
    """Note what a person did with a group."""
    note(uow, actor=f"person:{person.id}", act=act, subject=f"group:{group_id}")


def _put_parts(
    uow: UnitOfWork, person: PersonCard, group: GroupCard, parts: Parts, quiet: QuietHours
) -> None:
    store.put_parts(uow.connection, group.id, parts)
    lay_out(uow, replace(group, parts=parts), quiet)
    noted(uow, person, "group:size", group.id)


def _check_size(size: int | None) -> None:
    if size is not None and not 1 <= size <= LARGEST_GROUP:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, understood=size, least=1, most=LARGEST_GROUP)
