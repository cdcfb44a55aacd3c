"""Who stands on a register, who only says so, and how much of a region it covers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.services.registers.keepers import keeping_posts
from bot.services.registers.registers import typed
from bot.store.firms.firms import FirmCard, KnownFact, facts_of_firms
from bot.store.reach import firms_listed, firms_within
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.facts import FactType, FactValue
from policies.registers import Register
from policies.rulebase import RuleBase

SHOWN: Final = 8


class Shelf(StrEnum):
    """How firms stand to a register that is a list."""

    LISTED = "listed"  # staff set it
    REPORTED = "reported"  # only the firm says so
    OTHERS = "others"  # staff set another value, such as 已移出
    NOT = "not"  # nothing, or that it does not stand on it


@dataclass(frozen=True, slots=True)
class Roll:
    """The firms within an officer's reach, by how they stand to a register.

    Attributes:
        firms: Every firm, the first to register first.
        sectors: Firm id → its sector; those of which nobody knows it are left out.
        lists: Of a set: each of its lists → who stands on it by staff's word.
    """

    register: Register
    firms: Mapping[Shelf, tuple[FirmCard, ...]]
    values: Mapping[int, FactValue]
    sectors: Mapping[int, str]
    lists: Mapping[str, tuple[FirmCard, ...]]

    def count(self, shelf: Shelf) -> int:
        """How many stand so."""
        return len(self.firms[shelf])

    @property
    def everybody(self) -> int:
        """How many firms are registered here in all."""
        return sum(len(each) for each in self.firms.values())


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the firms of a sector stand on the register, by staff's word.

    Attributes:
        sector: None: nobody knows it.
    """

    sector: str | None
    listed: int
    firms: int


def roll_of(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register) -> Roll:
    """Everybody whom an officer keeps a register for."""
    posts = keeping_posts(uow, officer, register)
    within = firms_within(posts, rulebase.regions.sector)
    sector, fact = rulebase.regions.sector, register.fact
    wanted = [fact.id] if sector is None else [fact.id, sector]
    known = facts_of_firms(uow.connection, within, wanted)
    firms = [each for each in firms_listed(uow, within) if register.reaches(each.region)]
    values = {
        firm.id: value
        for firm in firms
        if (value := _value(register, known.get(firm.id, {}))) is not None
    }
    shelves: dict[Shelf, list[FirmCard]] = {shelf: [] for shelf in Shelf}
    for firm in firms:
        own = known.get(firm.id, {}).get(fact.id)
        shelves[_shelf(register, values.get(firm.id), own)].append(firm)
    return Roll(
        register=register,
        firms={shelf: tuple(each) for shelf, each in shelves.items()},
        values=values,
        sectors={
            firm.id: str(said.value)
            for firm in firms
            if sector is not None
            and (said := known.get(firm.id, {}).get(sector)) is not None
            and said.value is not None
        },
        lists=_on_lists(register, firms, values, known),
    )


def coverage_of(rulebase: RuleBase, roll: Roll) -> tuple[Covered, ...]:
    """Sector by sector in their order, then those of which nobody knows it."""
    fact = rulebase.facts.get(rulebase.regions.sector or "")
    sectors: list[str | None] = [*(fact.options if fact else ()), None]
    listed = {firm.id for firm in roll.firms[Shelf.LISTED]}
    everybody = [firm.id for each in roll.firms.values() for firm in each]
    found = []
    for sector in sectors:
        own = {number for number in everybody if roll.sectors.get(number) == sector}
        if own:
            found.append(Covered(sector, len(own & listed), len(own)))
    return tuple(found)


def _on_lists(
    register: Register,
    firms: Sequence[FirmCard],
    values: Mapping[int, FactValue],
    known: Mapping[int, Mapping[str, KnownFact]],
) -> Mapping[str, tuple[FirmCard, ...]]:
    """Only what staff set counts."""
    if register.fact.type is not FactType.SET:
        return {}
    held = {
        firm: value
        for firm in firms
        if isinstance(value := values.get(firm.id), frozenset)
        and known[firm.id][register.fact.id].by_staff
    }
    return {
        option: tuple(firm for firm, value in held.items() if option in value)
        for option in register.lists
    }


def _value(register: Register, known: Mapping[str, KnownFact]) -> FactValue | None:
    own = known.get(register.fact.id)
    return None if own is None else typed(register.fact, own.value)


def _shelf(register: Register, value: FactValue | None, own: KnownFact | None) -> Shelf:
    if value is None or own is None:
        return Shelf.NOT
    if value == register.listed:
        return Shelf.LISTED if own.by_staff else Shelf.REPORTED
    return Shelf.OTHERS if own.by_staff else Shelf.NOT
