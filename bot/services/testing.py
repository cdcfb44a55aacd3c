"""Test groups of a firm: made, sampled, reminded of. Loading a group checks who asks."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.cycles import deadlines
from bot.domain.errors import (
    AnswerCode,
    BadAnswer,
    NotYours,
    SamplingCode,
    SamplingRefusal,
    Stale,
    StaleCode,
)
from bot.domain.quiet import QuietHours
from bot.domain.reminders import snooze
from bot.domain.testing import believed, may_undo
from bot.services.replanning import local_day, replan_firm, replan_group
from bot.services.rhythms import SamplingRules
from bot.services.standing import GroupStatus, status_of
from bot.store import reminders
from bot.store import testing as store
from bot.store.audit import note
from bot.store.people import PersonCard, is_member
from bot.store.testing import GroupCard
from bot.store.uow import UnitOfWork

LARGEST_GROUP: Final = 100_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sampling that was recorded, and where the group stands with it."""

    sampling_id: int
    status: GroupStatus


def own_groups(uow: UnitOfWork, person: PersonCard, group_ids: Collection[int]) -> list[GroupCard]:
    """Load groups of firms that the person speaks for: the only door to them.

    Raises:
        NotYours: One is gone, or is another's.
    """
    found = store.lock_groups(uow.connection, group_ids)
    for group_id in group_ids:
        group = found.get(group_id)
        if group is None or not is_member(uow.connection, person.id, group.firm_id):
            raise NotYours("group")
    return [found[group_id] for group_id in group_ids]


def own_group(uow: UnitOfWork, person: PersonCard, group_id: int) -> GroupCard:
    """Load one group of a firm that the person speaks for.

    Raises:
        NotYours: It is gone, or another's.
    """
    return own_groups(uow, person, [group_id])[0]


def overview(uow: UnitOfWork, rules: SamplingRules) -> list[GroupStatus]:
    """Every group of the firm as it stands now, its plan in line with the rules."""
    return [status_of(group, uow.now, rules.zone) for group in replan_firm(uow, rules)]


def add_group(
    uow: UnitOfWork, person: PersonCard, rules: SamplingRules, post: str, size: int | None
) -> GroupStatus:
    """Make a group of people of one post; without a size it is not known.

    Raises:
        NotYours: The person does not speak for the firm.
        BadAnswer: No such post, or a size that no group has.
    """
    if not is_member(uow.connection, person.id, rules.firm_id):
        raise NotYours("firm")
    if post not in rules.posts:
        raise BadAnswer(AnswerCode.NOT_OFFERED, understood=post)
    _check_size(size)
    today = local_day(uow, rules)
    group = store.add_group(uow, rules.firm_id, post, size, judged_on=today)
    _noted(uow, person, "group:add", group.id)
    return status_of(replan_group(uow, group, rules), uow.now, rules.zone)


def set_size(uow: UnitOfWork, person: PersonCard, group_id: int, size: int | None) -> None:
    """Say how many people a group has; None: not known.

    Raises:
        NotYours: Not a group of theirs.
        BadAnswer: A size that no group has.
    """
    own_group(uow, person, group_id)
    _check_size(size)
    store.change_group(uow.connection, group_id, size=size)


def remove_group(uow: UnitOfWork, person: PersonCard, group_id: int) -> GroupCard:
    """Take a group away with all that was planned for it.

    Raises:
        NotYours: Not a group of theirs.
    """
    group = own_group(uow, person, group_id)
    reminders.cancel_plan(uow.connection, group_id)
    store.change_group(uow.connection, group_id, removed=True)
    _noted(uow, person, "group:remove", group_id)
    return group


def record_sampling(
    uow: UnitOfWork,
    person: PersonCard,
    group_ids: Collection[int],
    at: datetime,
    rules: SamplingRules,
    *,
    correct: bool = False,
) -> list[Recorded]:
    """Record that groups were sampled; it silences what it answers and plans what follows.

    Args:
        at: Aware; of the sampling, not of its result.
        rules: Of the firm whose groups these are.
        correct: The person confirmed that this older time is right and the newer one wrong.
            Deadlines move back then, to the safe side.

    Raises:
        NotYours: A group is gone or another's.
        SamplingRefusal: The time cannot be true, or a sampling as new is on record and the
            person did not say that it is wrong: no deadline moves back silently.
    """
    groups = own_groups(uow, person, group_ids)
    sampled_at = believed(at, uow.now)
    for group in groups:
        if group.firm_id != rules.firm_id:
            raise NotYours("group")
        if not correct:
            _check_newest(uow, group, sampled_at)
    return [_record(uow, person, group, sampled_at, rules) for group in groups]


def undo_sampling(
    uow: UnitOfWork, person: PersonCard, sampling_id: int, rules: SamplingRules
) -> GroupStatus:
    """Take a sampling back within 10 minutes; what it silenced is planned again.

    Raises:
        NotYours: Not a sampling of a group of theirs.
        Stale: Taken back already, too long ago, or followed by a newer one.
    """
    sampling, group = own_sampling(uow, person, sampling_id)
    if sampling.undone:
        raise Stale(StaleCode.ANSWERED)
    if not may_undo(sampling.recorded_at, uow.now):
        raise Stale(StaleCode.EXPIRED)
    if group.sampled_at != sampling.sampled_at:
        raise Stale(StaleCode.CHANGED)
    store.undo_sampling(uow, sampling)
    _noted(uow, person, "sampling:undo", group.id)
    before = replace(group, sampled_at=sampling.before)
    return status_of(replan_group(uow, before, rules), uow.now, rules.zone)


def own_sampling(
    uow: UnitOfWork, person: PersonCard, sampling_id: int
) -> tuple[store.SamplingCard, GroupCard]:
    """Load a sampling with its group.

    Raises:
        NotYours: No such sampling among the person's groups.
    """
    sampling = store.load_sampling(uow.connection, sampling_id)
    if sampling is None:
        raise NotYours("sampling")
    return sampling, own_group(uow, person, sampling.group_id)


def put_off(uow: UnitOfWork, person: PersonCard, group_id: int, quiet: QuietHours) -> datetime:
    """Remind of a group's duty an hour later, or earlier if the deadline is near.

    Returns:
        When (aware UTC).

    Raises:
        NotYours: Not a group of theirs.
        Stale: No duty with a deadline is in force any more.
        SnoozeRefusal: The deadline is over or too near.
    """
    group = own_group(uow, person, group_id)
    dues = deadlines(group.cycle, group.sampled_at, quiet.zone)
    if not dues:
        raise Stale(StaleCode.CHANGED)
    due = next((each.at for each in dues if each.at > uow.now), dues[0].at)
    planned = reminders.planned_for(uow.connection, group_id, offer=False)
    pending = [each.stage for each in planned if each.deadline == due]
    others = [(each.stage, each.deadline) for each in planned if each.deadline != due]
    stages = snooze(pending, uow.now, due, quiet)
    renewed = [*others, *((stage, due) for stage in stages)]
    reminders.replace_plan(uow.connection, group_id, renewed, offer=False)
    return stages[0].fire_on


def _record(
    uow: UnitOfWork,
    person: PersonCard,
    group: GroupCard,
    sampled_at: datetime,
    rules: SamplingRules,
) -> Recorded:
    sampling_id = store.add_sampling(uow, group, sampled_at, person.id)
    _noted(uow, person, "sampling:record", group.id)
    sampled = replan_group(uow, replace(group, sampled_at=sampled_at), rules)
    return Recorded(sampling_id, status_of(sampled, uow.now, rules.zone))


def _check_newest(uow: UnitOfWork, group: GroupCard, sampled_at: datetime) -> None:
    if group.sampled_at is not None and sampled_at <= group.sampled_at:
        raise SamplingRefusal(
            SamplingCode.NOT_NEWEST,
            stated=sampled_at,
            now=uow.now,
            known=group.sampled_at,
            group=group.id,
        )


def _check_size(size: int | None) -> None:
    if size is not None and not 1 <= size <= LARGEST_GROUP:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, understood=size, least=1, most=LARGEST_GROUP)


def _noted(uow: UnitOfWork, person: PersonCard, act: str, group_id: int) -> None:
    note(uow, actor=f"person:{person.id}", act=act, subject=f"group:{group_id}")
