"""What a spreadsheet of assignments is judged by: firms, officers and slots in reach."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

from bot.domain.bulk import SIMILAR, Away
from bot.domain.errors import AccessCode, NotYours
from bot.domain.searching import plain
from bot.domain.staff import POWERS, Power
from bot.services.assignments.care import slots_of
from bot.services.staff.away import who_is_away
from bot.services.staff.staff import officers_with, reach_of
from bot.store.assignments import lasting_slots
from bot.store.firms.firms import FirmCard, facts_of_firms
from bot.store.firms.verification import firms_by_code
from bot.store.reach import firms_listed, firms_within
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.staff import posts_below
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase
from policies.words import Words

ALIKE: Final = 0.5
"""Names that share so much of their pairs of characters may be meant for each other."""


@dataclass(frozen=True)
class Held:
    """Who has a slot: the assignment, its officer, and since when (aware UTC)."""

    id: int
    officer_id: int
    since: datetime


@dataclass(frozen=True)
class KnownFirm:
    """A firm that somebody may assign.

    Attributes:
        able: Who may be given it, by id.
        slots: What its region's slots are called, by id.
    """

    card: FirmCard
    able: Mapping[int, str]
    slots: Mapping[str, Words]


@dataclass(frozen=True)
class Known:
    """All of it.

    Attributes:
        codes: Ids of firms by the credit codes that were asked for.
        staff: Everybody who works on cases in reach, by id.
        away: Those of them who are not there now, by id.
    """

    firms: Mapping[int, KnownFirm]
    codes: Mapping[str, list[int]]
    held: Mapping[tuple[int, str], Held]
    staff: Mapping[int, str]
    away: Mapping[int, Away] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, list[int]]:
        """Ids of firms by their names, without spaces and case."""
        names: dict[str, list[int]] = {}
        for number, firm in self.firms.items():
            names.setdefault(plain(firm.card.name), []).append(number)
        return names

    @cached_property
    def firms_like(self) -> "Names":
        """Their names, to find one that may have been meant."""
        return Names(firm.card.name for firm in self.firms.values())

    @cached_property
    def staff_like(self) -> "Names":
        """The same for officers."""
        return Names(self.staff.values())


def read_known(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, codes: Collection[str]
) -> Known:
    """Look all of it up, in a few statements however many firms there are.

    Raises:
        NotYours: They assign no firm at all.
    """
    reach = reach_of(uow, by, Power.FIRM_ASSIGN)
    if not reach:
        raise NotYours("firm", AccessCode.ROLE)
    within = firms_within(reach, rulebase.regions.sector)
    cards = firms_listed(uow, within)
    look = _Look(uow, rulebase)
    fact = rulebase.regions.sector
    sectors = facts_of_firms(uow.connection, within, [fact]) if fact else {}
    firms = {}
    for card in cards:
        known = sectors.get(card.id, {}).get(fact or "")
        firms[card.id] = look.firm(card, None if known is None else known.value)
    staff = _staff(uow, [post.region for post in reach]) | look.everybody
    return Known(
        firms=firms,
        codes=firms_by_code(uow, within, codes) if codes else {},
        held=held_slots(uow, firms),
        staff=staff,
        away=who_is_away(uow, staff),
    )


def held_slots(
    uow: UnitOfWork, firms: Iterable[int], *, lock: bool = False
) -> dict[tuple[int, str], Held]:
    """Who has which slot of these firms now."""
    found = lasting_slots(uow.connection, list(firms), lock=lock)
    return {key: Held(*value) for key, value in found.items()}


class Names:
    """Names by what they share with others, so that none has to be compared with all."""

    def __init__(self, names: Iterable[str]) -> None:
        self._sizes: dict[str, int] = {}
        self._having: dict[str, set[str]] = {}
        for name in names:
            pairs = _pairs(plain(name))
            self._sizes[name] = len(pairs)
            for pair in pairs:
                self._having.setdefault(pair, set()).add(name)

    def like(self, said: str) -> tuple[str, ...]:
        """Those that are most like what was written, the likest first."""
        wanted = _pairs(plain(said))
        common = Counter(name for pair in wanted for name in self._having.get(pair, ()))
        # Dice: twice what both have, of all that they have.
        scores = {n: 2 * both / (len(wanted) + self._sizes[n]) for n, both in common.items()}
        likest = sorted(scores, key=lambda name: (-scores[name], name))[:SIMILAR]
        return tuple(name for name in likest if scores[name] >= ALIKE)


class _Look:
    """Remembers who may be given what where: firms of one place and sector share it."""

    def __init__(self, uow: UnitOfWork, rulebase: RuleBase) -> None:
        self._uow, self._rulebase = uow, rulebase
        self._able: dict[tuple[str, str | None], dict[int, str]] = {}
        self._slots: dict[str, dict[str, Words]] = {}
        self.everybody: dict[int, str] = {}

    def firm(self, card: FirmCard, sector: str | None) -> KnownFirm:
        """A firm with what may be done with it."""
        key = (card.region, sector)
        if key not in self._able:
            officers = officers_with(self._uow, Power.CASE_WORK, *key)
            self._able[key] = {each.id: each.name for each in officers}
            self.everybody |= self._able[key]
        return KnownFirm(card, self._able[key], self._named(card.region))

    def _named(self, region: str) -> dict[str, Words]:
        if region not in self._slots:
            place = self._rulebase.regions.nearest(region)
            roles = place.roles if place else {}
            slots = slots_of(self._rulebase, region)
            self._slots[region] = {slot: roles.get(slot, Words(slot, slot)) for slot in slots}
        return self._slots[region]


def _staff(uow: UnitOfWork, regions: list[str]) -> dict[int, str]:
    posts = posts_below(uow.connection, regions)
    working = {
        post.officer_id
        for post in posts
        if post.confirmed and Power.CASE_WORK in POWERS[post.appointment.kind]
    }
    return {each: officer_by_id(uow, each).name for each in sorted(working)}


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text})
