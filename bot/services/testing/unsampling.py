"""Samplings taken back within ten minutes, exactly."""

from dataclasses import dataclass, replace

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.testing import may_undo
from bot.services.testing.replanning import replan_group
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupStatus, status_of
from bot.services.testing.testing import noted, own_group, own_groups
from bot.store.firms.people import PersonCard
from bot.store.testing import samplings
from bot.store.testing.samplings import SamplingCard
from bot.store.testing.testing import GroupCard, lock_groups
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Undone:
    """Groups that are again as they were, and those to which something happened since."""

    back: tuple[GroupStatus, ...]
    kept: tuple[GroupStatus, ...]


def undo_sampling(
    uow: UnitOfWork, person: PersonCard, sampling_id: int, rules: SamplingRules
) -> Undone:
    """Take back within 10 minutes what one tap recorded; what it silenced is planned again.

    A group to which something happened since is left as it is.

    Raises:
        NotYours: Not a sampling of a group of theirs.
        Stale: Taken back already, too long ago, or nothing of it stands as it was recorded.
    """
    first, _ = own_sampling(uow, person, sampling_id)
    ids = {each.group_id for each in samplings.samplings_of(uow.connection, first.act)}
    there = lock_groups(uow.connection, ids)
    groups = {group.id: group for group in own_groups(uow, person, list(there))}
    # Read again: whoever held the groups until now may have taken it back.
    acts = samplings.samplings_of(uow.connection, first.act)
    if all(sampling.undone for sampling in acts):
        raise Stale(StaleCode.ANSWERED)
    if not may_undo(first.recorded_at, uow.now):
        raise Stale(StaleCode.EXPIRED)
    here = [(each, groups[each.group_id]) for each in acts if each.group_id in groups]
    back = [(each, group) for each, group in here if group.parts == each.after and not each.undone]
    if not back:
        raise Stale(StaleCode.CHANGED)
    restored = tuple(_undo(uow, person, sampling, group, rules) for sampling, group in back)
    changed = [group for each, group in here if (each, group) not in back]
    return Undone(restored, tuple(status_of(each, uow.now, rules.zone) for each in changed))


def own_sampling(
    uow: UnitOfWork, person: PersonCard, sampling_id: int
) -> tuple[SamplingCard, GroupCard]:
    """Load a sampling with its group.

    Raises:
        NotYours: No such sampling among the person's groups.
    """
    sampling = samplings.load_sampling(uow.connection, sampling_id)
    if sampling is None:
        raise NotYours("sampling")
    return sampling, own_group(uow, person, sampling.group_id)


def _undo(
    uow: UnitOfWork,
    person: PersonCard,
    sampling: SamplingCard,
    group: GroupCard,
    rules: SamplingRules,
) -> GroupStatus:
    samplings.undo_sampling(uow, sampling)
    noted(uow, person, "sampling:undo", group.id)
    before = replan_group(uow, replace(group, parts=sampling.before), rules)
    return status_of(before, uow.now, rules.zone)
