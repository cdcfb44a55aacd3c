"""Before a package is approved: who may read one, and to how many firms nothing applies."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.audience_reading import read_audience
from bot.domain.audiences import Audience
from bot.domain.broadcast_refusals import BroadcastCode, BroadcastRefusal
from bot.domain.packages import READERS
from bot.services.audiences.audiences import condition_of
from bot.services.audiences.choices import records_judged
from bot.services.audiences.verdicts import ToJudge, read_firms
from bot.services.duties.errands import Ground
from bot.services.packages.packages import is_near
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.broadcasts.packages import change_course, course_of
from bot.store.uow import UnitOfWork
from policies.matching import match
from policies.outcomes import Outcomes
from policies.rulebase import RuleBase
from policies.verdicts import Outcome

APPLIES = frozenset({Outcome.MATCH, Outcome.OBLIGATION, Outcome.CONFIRM})


@dataclass(frozen=True, slots=True)
class PackageCount:
    """How many firms a package is for, and to how many of them nothing applies."""

    firms: int = 0
    empty: int = 0

    def __add__(self, other: "PackageCount") -> "PackageCount":
        return PackageCount(self.firms + other.firms, self.empty + other.empty)


class Counting:
    """Counts batch after batch of one region's firms, all on one day; needs no database."""

    def __init__(self, rulebase: RuleBase, region: str) -> None:
        self._rulebase = rulebase
        self._records = tuple(each.id for each in records_judged(rulebase, region))
        self._outcomes: Outcomes | None = None
        self._of: tuple[Any, ...] = ()

    def of(self, batch: ToJudge) -> PackageCount:
        """How many there are, and of how many the list is empty."""
        if self._outcomes is None or self._of != (batch.day, batch.in_force):
            self._of = (batch.day, batch.in_force)
            self._outcomes = Outcomes(self._rulebase, self._records, batch.day, batch.in_force)
        outcomes = self._outcomes
        empty = sum(self._is_empty(outcomes, batch, firm_id) for firm_id in batch.places)
        return PackageCount(len(batch.places), empty)

    def _is_empty(self, outcomes: Outcomes, batch: ToJudge, firm_id: int) -> bool:
        place, facts = batch.places[firm_id], batch.facts(self._rulebase, firm_id)
        if outcomes.any_in(place, facts, APPLIES):
            return False
        said = match(
            self._rulebase,
            region=place,
            as_of=batch.day,
            facts=facts,
            only=self._records,
            in_force=batch.in_force,
        )
        return not any(is_near(each) for each in said)


def read_package_batch(
    uow: UnitOfWork, ground: Ground, broadcast: BroadcastRecord, *, after: int, most: int
) -> ToJudge | None:
    """The next firms of a package's audience, by id; None: no more, or none was chosen."""
    if broadcast.audience is None:
        return None
    audience = read_audience(broadcast.audience)
    judged_for = broadcast.id if audience.verdicts else None
    chosen = condition_of(uow, ground, audience, judged_for)
    asked = [each.id for each in records_judged(ground.rulebase, audience.region)]
    return read_firms(uow, ground, chosen, asked, after, most)


def keep_count(uow: UnitOfWork, broadcast: BroadcastRecord, count: PackageCount) -> None:
    """Keep what was counted for the audience that a package has."""
    counted = {"counted_for": _mark(broadcast.audience), "counted_at": uow.now}
    change_course(uow.connection, broadcast.id, firms=count.firms, empty=count.empty, **counted)


def count_known(uow: UnitOfWork, broadcast: BroadcastRecord) -> PackageCount | None:
    """What was counted for the audience as it is; None if it was not."""
    course = course_of(uow.connection, broadcast.id)
    if course.firms is None or course.empty is None:
        return None
    same = course.counted_for == _mark(broadcast.audience)
    return PackageCount(course.firms, course.empty) if same else None


def for_readers(audience: Audience) -> Audience:
    """The same for those only who may read what the rules say to their firm.

    Raises:
        BroadcastRefusal: None of the people whom it names may.
    """
    roles = audience.roles & READERS if audience.roles else READERS
    if not roles:
        raise BroadcastRefusal(BroadcastCode.READERS)
    return replace(audience, roles=roles)


def require_counted(uow: UnitOfWork, draft: BroadcastRecord) -> None:
    """Make sure that of a package it is known to whom nothing applies, and nobody else reads it.

    Raises:
        BroadcastRefusal: It is not.
    """
    if draft.content.package is None or draft.audience is None or draft.change is not None:
        return
    audience = read_audience(draft.audience)
    if not audience.roles or not audience.roles <= READERS:
        raise BroadcastRefusal(BroadcastCode.READERS)
    if count_known(uow, draft) is None:
        raise BroadcastRefusal(BroadcastCode.UNCOUNTED)


def _mark(audience: Mapping[str, Any] | None) -> str:
    whom = "" if audience is None else read_audience(audience).dumps()
    return hashlib.sha256(whom.encode()).hexdigest()
