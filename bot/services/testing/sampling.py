"""Samplings of test groups: recorded, of everybody or of some."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.parts import Parts, all_sampled, newest, part_at, rest_sampled, some_sampled, total
from bot.domain.sampling_refusals import SamplingCode, SamplingRefusal
from bot.domain.testing import believed
from bot.services.testing.replanning import replan_group
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupStatus, status_of
from bot.services.testing.testing import noted, own_groups
from bot.store.firms.people import PersonCard
from bot.store.testing import samplings
from bot.store.testing.testing import GroupCard
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sampling that was recorded, and where the group stands with it.

    Attributes:
        at: Of the sampling (aware UTC).
        people: How many were sampled; None: everybody, or a number that is not known.
        whole: Everybody was.
    """

    sampling_id: int
    status: GroupStatus
    at: datetime
    people: int | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Several:
    """What one tap recorded of several groups, and which had a sampling as new already."""

    recorded: tuple[Recorded, ...]
    left: tuple[GroupStatus, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Some people of a group.

    Attributes:
        clock: Of the part they belong to (aware UTC); None: of which nobody knew.
        count: How many of it; None: all of it.
    """

    clock: datetime | None
    count: int | None


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
    groups = _groups_of_firm(uow, person, group_ids, rules)
    sampled_at = believed(at, uow.now)
    if not correct:
        for group in groups:
            _check_newest(uow, group, newest(group.parts), sampled_at)
    return _record(uow, person, groups, sampled_at, rules)


def record_several(
    uow: UnitOfWork,
    person: PersonCard,
    group_ids: Collection[int],
    at: datetime,
    rules: SamplingRules,
) -> Several:
    """Record one sampling for several groups; those with one as new already are left alone.

    Raises:
        NotYours: A group is gone or another's.
        SamplingRefusal: The time cannot be true, or it is new to none of them.
    """
    groups = _groups_of_firm(uow, person, group_ids, rules)
    sampled_at = believed(at, uow.now)
    older = [
        each for each in groups if (known := newest(each.parts)) is None or known < sampled_at
    ]
    if groups and not older:
        _check_newest(uow, groups[0], newest(groups[0].parts), sampled_at)
    left = (status_of(each, uow.now, rules.zone) for each in groups if each not in older)
    return Several(tuple(_record(uow, person, older, sampled_at, rules)), tuple(left))


def record_some(
    uow: UnitOfWork,
    person: PersonCard,
    group_id: int,
    some: Some,
    at: datetime,
    rules: SamplingRules,
) -> Recorded:
    """Record that some people of a group were sampled; the others keep their clocks.

    Raises:
        NotYours: The group is gone or another's.
        Stale: No part has this clock any more.
        BadAnswer: More people than the part has.
        SamplingRefusal: The time cannot be true, or is not after the part's own.
    """
    [group] = _groups_of_firm(uow, person, [group_id], rules)
    chosen, sampled_at = part_at(group.parts, some.clock), believed(at, uow.now)
    _check_newest(uow, group, chosen.sampled_at, sampled_at)
    after = some_sampled(group.parts, chosen, some.count, sampled_at)
    people = chosen.size if some.count is None else some.count
    made = _add(uow, person, group, after, sampled_at, uow.new_uid(), rules)
    return replace(made, people=people)


def record_rest(
    uow: UnitOfWork, person: PersonCard, group_id: int, rules: SamplingRules
) -> Recorded:
    """Record that all who were not sampled last are sampled now as well.

    Raises:
        NotYours: The group is gone or another's.
        Stale: Nobody is left.
    """
    [group] = _groups_of_firm(uow, person, [group_id], rules)
    if len(group.parts) == 1:
        raise Stale(StaleCode.CHANGED)
    after, last = rest_sampled(group.parts, uow.now), newest(group.parts)
    made = _add(uow, person, group, after, uow.now, uow.new_uid(), rules)
    rest = tuple(part for part in group.parts if part.sampled_at != last)
    return replace(made, people=total(rest))


def _groups_of_firm(
    uow: UnitOfWork, person: PersonCard, group_ids: Collection[int], rules: SamplingRules
) -> list[GroupCard]:
    groups = own_groups(uow, person, group_ids)
    if any(group.firm_id != rules.firm_id for group in groups):
        raise NotYours("group")
    return groups


def _record(
    uow: UnitOfWork,
    person: PersonCard,
    groups: Sequence[GroupCard],
    at: datetime,
    rules: SamplingRules,
) -> list[Recorded]:
    act = uow.new_uid()
    return [
        _add(uow, person, group, all_sampled(group.parts, at), at, act, rules) for group in groups
    ]


def _add(
    uow: UnitOfWork,
    person: PersonCard,
    group: GroupCard,
    after: Parts,
    at: datetime,
    act: str,
    rules: SamplingRules,
) -> Recorded:
    sampling_id = samplings.add_sampling(uow, group, after, at, act, person.id)
    noted(uow, person, "sampling:record", group.id)
    sampled = replan_group(uow, replace(group, parts=after), rules)
    status = status_of(sampled, uow.now, rules.zone)
    return Recorded(sampling_id, status, at, people=None, whole=len(after) == 1)


def _check_newest(
    uow: UnitOfWork, group: GroupCard, known: datetime | None, sampled_at: datetime
) -> None:
    if known is not None and sampled_at <= known:
        raise SamplingRefusal(
            SamplingCode.NOT_NEWEST, stated=sampled_at, now=uow.now, known=known, group=group.id
        )
