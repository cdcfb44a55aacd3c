"""我联系的企业: the firms that an officer looks after, and firms found by a part of their name."""

from dataclasses import dataclass
from typing import Final

from bot.domain.credit_codes import read_credit_code
from bot.domain.searching import plain, words_of
from bot.domain.staff import Power
from bot.services.staff.absences import acting_for
from bot.services.staff.staff import reach_of
from bot.store.assignments import AssignmentCard, assignments_of_officer
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.verification import firms_with_code
from bot.store.reach import firms_within, names_within
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class OwnFirm:
    """A firm of an officer.

    Args:
        slot: In which slot it is theirs.
        instead_of: Whose it is, if they only stand in.
    """

    firm: FirmCard
    slot: str
    instead_of: OfficerCard | None


@dataclass(frozen=True, slots=True)
class OwnFirms:
    """A page of them."""

    firms: tuple[OwnFirm, ...]
    page: int
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """Firms whose names have the words; `more` if there are others."""

    firms: tuple[FirmCard, ...]
    more: bool


def own_firms(uow: UnitOfWork, officer: OfficerCard, page: int) -> OwnFirms:
    """The firms that are an officer's to look after now, also for colleagues who are away."""
    acting = assignments_of_officer(uow, acting_for(uow, officer.id))
    page = min(page, max(len(acting) - 1, 0) // SHOWN)
    shown = acting[page * SHOWN : (page + 1) * SHOWN]
    return OwnFirms(tuple(_own(uow, officer, each) for each in shown), page, len(acting))


def find_firms(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, words: str) -> Found:
    """Firms in an officer's reach, or their own, whose names have all these words.

    Names are sealed, so every name in reach is opened: see
    docs/decisions/0012-search-opens-texts.md. A whole credit code finds who claims it.
    """
    wanted, code = words_of(words), read_credit_code(words)
    within = firms_within(reach_of(uow, officer, Power.FIRM_READ), rulebase.regions.sector)
    if isinstance(code, str):
        return Found(tuple(firms_with_code(uow, within, code)[:SHOWN]), more=False)
    if not wanted:
        return Found((), more=False)
    found = [number for number, name in names_within(uow, within) if _has(name, wanted)]
    own = {each.firm_id for each in assignments_of_officer(uow, acting_for(uow, officer.id))}
    more = (load_firm(uow, each) for each in sorted(own.difference(found)))
    found += [firm.id for firm in more if _has(firm.name, wanted)]
    shown = tuple(load_firm(uow, each) for each in found[:SHOWN])
    return Found(shown, more=len(found) > SHOWN)


def _own(uow: UnitOfWork, officer: OfficerCard, assigned: AssignmentCard) -> OwnFirm:
    own = assigned.officer_id == officer.id
    whose = None if own else officer_by_id(uow, assigned.officer_id)
    return OwnFirm(load_firm(uow, assigned.firm_id), assigned.slot, whose)


def _has(name: str, words: tuple[str, ...]) -> bool:
    said = plain(name)
    return all(word in said for word in words)
