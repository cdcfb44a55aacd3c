"""What verdict rules say of an audience's firms: judged in batches, kept for a broadcast.

A database cannot judge a firm. So whoever counts or sends first has the firms judged for which
all other rules hold, batch by batch, and keeps those that are left in `audience_firm`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select

from bot.domain.audiences import Audience
from bot.domain.staff import places_above
from bot.services.audiences import condition_of
from bot.services.errands import Ground
from bot.services.firms import Profile, extensions_of, judge, profile_from
from bot.services.regions import nearest_first
from bot.store.firms import FIRM, FirmCard, KnownFact, facts_of_firms
from bot.store.reach import firms_listed
from bot.store.regions import RegionValue, facts_of_regions
from bot.store.saved_audiences import forget_audience_firms, put_audience_firms
from bot.store.uow import UnitOfWork
from policies.calendar import Extension
from policies.rulebase import RuleBase

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class ToJudge:
    """Firms, with all that the rules may ask about them.

    Attributes:
        last: The highest id among them: the next batch comes after it.
        day: On which they are judged, in the zone of the product.
    """

    firms: tuple[FirmCard, ...]
    own: Mapping[int, Mapping[str, KnownFact]]
    regional: Mapping[str, Mapping[str, RegionValue]]
    in_force: Mapping[str, Extension]
    day: date

    @property
    def last(self) -> int:
        """See above."""
        return self.firms[-1].id

    def profile(self, rulebase: RuleBase, firm: FirmCard) -> Profile:
        """One of the firms."""
        regional = nearest_first(self.regional, places_above(firm.region))
        return profile_from(rulebase, firm, self.own.get(firm.id, {}), regional, self.in_force)


def read_batch(
    uow: UnitOfWork, ground: Ground, audience: Audience, *, after: int = 0, most: int = BATCH
) -> ToJudge | None:
    """The next firms, by id, for which all other rules of an audience hold; None: no more."""
    plain = condition_of(uow, ground, audience)
    wanted = select(FIRM.c.id).where(plain, FIRM.c.id > after).order_by(FIRM.c.id).limit(most)
    found = list(uow.connection.execute(wanted).scalars())
    return _read(uow, ground, FIRM.c.id.in_(found)) if found else None


def judged(rulebase: RuleBase, audience: Audience, batch: ToJudge) -> frozenset[int]:
    """Those for which every verdict rule holds and no excluded one does; needs no database."""
    records = frozenset(rule.record for rule, _ in audience.verdicts)
    return frozenset(
        firm.id
        for firm in batch.firms
        if _agrees(rulebase, audience, batch.profile(rulebase, firm), batch.day, records)
    )


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
    keep_judged(uow, broadcast_id, judged(ground.rulebase, audience, batch))
    return batch.last


def keep_judged(uow: UnitOfWork, broadcast_id: int, firms: frozenset[int]) -> None:
    """Add firms to those of a broadcast for which its verdict rules hold."""
    put_audience_firms(uow.connection, broadcast_id, firms)


def _agrees(
    rulebase: RuleBase,
    audience: Audience,
    profile: Profile,
    day: date,
    records: frozenset[str],
) -> bool:
    said = {each.policy: each.outcome for each in judge(rulebase, profile, day, only=records)}
    return all(
        (said.get(rule.record) in rule.outcomes) is wanted for rule, wanted in audience.verdicts
    )


def _read(uow: UnitOfWork, ground: Ground, which: ColumnElement[bool]) -> ToJudge:
    firms = tuple(firms_listed(uow, which))
    places = {place for region in {f.region for f in firms} for place in places_above(region)}
    return ToJudge(
        firms=firms,
        own=facts_of_firms(uow.connection, which),
        regional=facts_of_regions(uow.connection, places),
        in_force=extensions_of(uow),
        day=uow.now.astimezone(ground.zone).date(),
    )
