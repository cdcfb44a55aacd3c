"""All that the rules may ask about some firms: read in bulk, then judged without a database."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from bot.domain.staff import places_above
from bot.services.firms.firms import Profile, extensions_of, profile_from
from bot.services.regions import nearest_first
from bot.store.duties.book import books_within
from bot.store.firms.firms import FirmCard, KnownFact, facts_of_firms
from bot.store.reach import firms_listed
from bot.store.regions import RegionValue, facts_of_regions
from bot.store.testing.judging import firms_with_groups_within
from bot.store.uow import UnitOfWork
from policies.calendar import Extension
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class Known:
    """All that the rules may ask about some firms.

    Attributes:
        own: Firm id → fact → what is known of the firm itself.
        regional: Region → fact → what holds there.
        reminded: Firms that are reminded of something by what the rules say.
    """

    firms: tuple[FirmCard, ...]
    own: Mapping[int, Mapping[str, KnownFact]]
    regional: Mapping[str, Mapping[str, RegionValue]]
    in_force: Mapping[str, Extension]
    reminded: frozenset[int] = frozenset()

    def profile(self, rulebase: RuleBase, firm: FirmCard) -> Profile:
        """One of the firms."""
        regional = nearest_first(self.regional, places_above(firm.region))
        return profile_from(rulebase, firm, self.own.get(firm.id, {}), regional, self.in_force)


def read_known(uow: UnitOfWork, which: ColumnElement[bool]) -> Known:
    """Everything about these firms, in as many statements for one as for thousands.

    Args:
        which: See `store.reach`.
    """
    firms = tuple(firms_listed(uow, which))
    places = {place for region in {f.region for f in firms} for place in places_above(region)}
    reminded = firms_with_groups_within(uow.connection, which)
    return Known(
        firms=firms,
        own=facts_of_firms(uow.connection, which),
        regional=facts_of_regions(uow.connection, places),
        in_force=extensions_of(uow),
        reminded=frozenset(reminded | books_within(uow.connection, which)),
    )
