"""What verdict rules say of an audience's firms: judged in batches, kept for a broadcast.

A database cannot judge a firm. So whoever counts or sends first has the firms judged for which
all other rules hold, batch by batch, and keeps those that are left in `audience_firm`. Only what
the records weigh is read of a firm, only the outcome is asked, and firms that a record cannot
tell apart are judged once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select

from bot.domain.audiences import Audience
from bot.domain.staff import places_above
from bot.services.audiences.audiences import condition_of
from bot.services.duties.errands import Ground
from bot.services.firms.firms import extensions_of, facts_from
from bot.services.regions import nearest_first
from bot.store.firms.firms import FIRM, KnownFact, facts_of_some
from bot.store.regions import RegionValue, facts_of_regions
from bot.store.saved_audiences import forget_audience_firms, put_audience_firms
from bot.store.uow import UnitOfWork
from policies.calendar import Extension
from policies.facts import Facts
from policies.needs import facts_weighed
from policies.outcomes import Outcomes
from policies.rulebase import RuleBase

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class ToJudge:
    """Firms, with what the verdict rules of an audience may ask about them.

    Attributes:
        places: Where each works, by its id, in the order of the ids.
        day: On which they are judged, in the zone of the product.
    """

    places: Mapping[int, str]
    own: Mapping[int, Mapping[str, KnownFact]]
    regional: Mapping[str, Mapping[str, RegionValue]]
    in_force: Mapping[str, Extension]
    day: date

    @property
    def last(self) -> int:
        """The highest id among them: the next batch comes after it."""
        return max(self.places)

    def facts(self, rulebase: RuleBase, firm_id: int) -> Facts:
        """What is known of one of the firms."""
        place = self.places[firm_id]
        regional = nearest_first(self.regional, places_above(place))
        return facts_from(rulebase, place, self.own.get(firm_id, {}), regional)


class Judging:
    """Says of firms whether an audience's verdict rules hold for them; needs no database.

    Used for all batches of an audience: what was answered once is not worked out again, unless
    the day or what staff recorded of a document is another.
    """

    def __init__(self, rulebase: RuleBase, audience: Audience) -> None:
        self._rulebase = rulebase
        self._audience = audience
        self._asked = frozenset(rule.record for rule, _ in audience.verdicts)
        self._outcomes: Outcomes | None = None
        self._of: tuple[date, Mapping[str, Extension]] | None = None

    def of(self, batch: ToJudge) -> frozenset[int]:
        """Those for which every verdict rule holds and no excluded one does."""
        outcomes = self._outcomes_of(batch)
        return frozenset(
            firm_id
            for firm_id, place in batch.places.items()
            if self._agrees(outcomes, place, batch.facts(self._rulebase, firm_id))
        )

    def _agrees(self, outcomes: Outcomes, place: str, facts: Facts) -> bool:
        said = outcomes.of(place, facts)
        return all(
            (said[rule.record] in rule.outcomes) is wanted
            for rule, wanted in self._audience.verdicts
        )

    def _outcomes_of(self, batch: ToJudge) -> Outcomes:
        of = (batch.day, batch.in_force)
        if self._outcomes is None or self._of != of:
            self._outcomes = Outcomes(self._rulebase, self._asked, batch.day, batch.in_force)
            self._of = of
        return self._outcomes


def read_batch(
    uow: UnitOfWork, ground: Ground, audience: Audience, *, after: int = 0, most: int = BATCH
) -> ToJudge | None:
    """The next firms, by id, for which all other rules of an audience hold; None: no more."""
    asked = {rule.record for rule, _ in audience.verdicts}
    return read_firms(uow, ground, condition_of(uow, ground, audience), asked, after, most)


def read_firms(
    uow: UnitOfWork,
    ground: Ground,
    chosen: ColumnElement[bool],
    asked: Collection[str],
    after: int,
    most: int,
) -> ToJudge | None:
    """The next firms, by id, with all that some records weigh; None: no more.

    Args:
        chosen: A condition on FIRM.
        asked: Ids of those records.
        after: The highest id that was read.
    """
    wanted = select(FIRM.c.id, FIRM.c.region).where(chosen, FIRM.c.id > after)
    rows = uow.connection.execute(wanted.order_by(FIRM.c.id).limit(most))
    places = {row.id: row.region for row in rows}
    return _read(uow, ground, asked, places) if places else None


def judge_batch(
    uow: UnitOfWork,
    ground: Ground,
    audience: Audience,
    broadcast_id: int,
    *,
    after: int = 0,
    most: int = BATCH,
) -> int | None:
    """Read, judge and keep the next firms in this act; the first batch forgets what was kept.

    Returns:
        After which id the next batch begins; None: all are judged.
    """
    if after == 0:
        forget_audience_firms(uow.connection, broadcast_id)
    batch = read_batch(uow, ground, audience, after=after, most=most)
    if batch is None:
        return None
    keep_judged(uow, broadcast_id, Judging(ground.rulebase, audience).of(batch))
    return batch.last


def keep_judged(uow: UnitOfWork, broadcast_id: int, firms: frozenset[int]) -> None:
    """Add firms to those of a broadcast for which its verdict rules hold."""
    put_audience_firms(uow.connection, broadcast_id, firms)


def _read(
    uow: UnitOfWork, ground: Ground, asked: Collection[str], places: Mapping[int, str]
) -> ToJudge:
    known = ground.rulebase.records
    weighed = {name for record in asked for name in facts_weighed(known[record])}
    around = {place for region in set(places.values()) for place in places_above(region)}
    return ToJudge(
        places=places,
        own=facts_of_some(uow.connection, places, weighed),
        regional=facts_of_regions(uow.connection, around),
        in_force=extensions_of(uow),
        day=uow.now.astimezone(ground.zone).date(),
    )
