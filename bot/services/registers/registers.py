"""Registers as an officer opens them: of a place, of a document, of a firm."""

from bot.domain.errors import AccessCode, NotYours
from bot.domain.registers import holding
from bot.domain.staff import places_above
from bot.services.assignments.care import firm_in_reach
from bot.services.regions import facts_of_region
from bot.services.registers.cards import RegisterCard, Subject
from bot.services.registers.documents import held_document, stated
from bot.services.registers.keepers import keeps
from bot.services.staff.staff import sector_of
from bot.store.firms.firms import facts_of, load_firm
from bot.store.registers.registers import EntryCard, Held, entries_of
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.document_registers import UNCONFIRMED
from policies.errors import FactError
from policies.fact_values import parse_value
from policies.facts import Fact, FactValue
from policies.registers import Register
from policies.rulebase import RuleBase


def register_of_place(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    fact: str,
    place: str,
    *,
    lock: bool = False,
) -> RegisterCard:
    """A register of a place, for somebody who keeps it.

    Args:
        lock: Hold its entries until the act ends.

    Raises:
        NotYours: No such register there, or not theirs to keep.
    """
    register = rulebase.registers.find(fact, place)
    if register is None or not register.of_places:
        raise NotYours("register")
    if not keeps(uow, officer, register, place):
        raise NotYours("register", AccessCode.ROLE)
    return card_of(uow, register, Subject(place), mine=True, lock=lock)


def register_of_firm(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    fact: str,
    firm_id: int,
    *,
    lock: bool = False,
) -> RegisterCard:
    """What a register says of a firm, for whoever may look at the firm.

    Raises:
        NotYours: No such firm or register, or none of theirs.
    """
    firm = firm_in_reach(uow, rulebase, officer, firm_id)
    register = rulebase.registers.find(fact, firm.region)
    if register is None or register.of_places:
        raise NotYours("register")
    sector = sector_of(uow, rulebase, firm_id)
    mine = keeps(uow, officer, register, firm.region, sector)
    return card_of(uow, register, Subject(firm.region, firm), mine=mine, lock=lock)


def registers_of_firm(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> tuple[RegisterCard, ...]:
    """What every register says of a firm.

    Raises:
        NotYours: No such firm, or none of theirs.
    """
    firm = firm_in_reach(uow, rulebase, officer, firm_id)
    kept = rulebase.registers.of_firms(firm.region)
    sector = sector_of(uow, rulebase, firm_id)
    subject = Subject(firm.region, firm)
    return tuple(
        card_of(uow, each, subject, mine=keeps(uow, officer, each, firm.region, sector))
        for each in kept
    )


def to_keep(card: RegisterCard) -> RegisterCard:
    """The same, for somebody who wants to set it.

    Raises:
        NotYours: Theirs to see, not theirs to keep.
    """
    if not card.mine:
        raise NotYours("register", AccessCode.ROLE)
    return card


def card_of(
    uow: UnitOfWork, register: Register, subject: Subject, *, mine: bool, lock: bool = False
) -> RegisterCard:
    """What stands in a register about a subject."""
    fact = register.fact
    entries = tuple(entries_of(uow, subject.key, fact.id, lock=lock))
    if register.document is not None:
        return _of_document(uow, register, subject, entries, mine=mine)
    now = holding(entries, uow.now)
    regional = facts_of_region(uow, places_above(subject.place)).get(fact.id)
    known = None
    if subject.firm is not None:
        known = facts_of(uow.connection, subject.firm.id).get(fact.id)
    raw = known.value if known else regional.value if regional else None
    since = now.starts_at if now else regional.since if regional and not known else None
    by_staff = known.by_staff if known else regional is not None
    held = held_now(uow, register, subject)
    return RegisterCard(register, subject, typed(fact, raw), since, by_staff, held, entries, mine)


def _of_document(
    uow: UnitOfWork,
    register: Register,
    subject: Subject,
    entries: tuple[EntryCard, ...],
    *,
    mine: bool,
) -> RegisterCard:
    assert register.document is not None  # the caller has asked
    stands = stated(uow, register.document.id)
    value = UNCONFIRMED if stands is None else stands.until.isoformat()
    since = None if stands is None else stands.recorded_at
    held = held_now(uow, register, subject)
    by_staff = stands is not None
    return RegisterCard(register, subject, value, since, by_staff, held, entries, mine)


def held_now(uow: UnitOfWork, register: Register, subject: Subject) -> Held | None:
    """How a fact stands in the row where the rules look for it; None if there is none."""
    if register.document is not None:
        return held_document(uow, register.document.id)
    if subject.firm is not None:
        known = facts_of(uow.connection, subject.firm.id).get(register.fact.id)
        if known is None:
            return None
        return {
            "value": known.value,
            "by_staff": known.by_staff,
            "approximate": known.approximate,
        }
    value = facts_of_region(uow, [subject.place]).get(register.fact.id)
    if value is None:
        return None
    return {"value": value.value, "since": value.since.isoformat()}


def subject_of(uow: UnitOfWork, entry: EntryCard) -> Subject:
    """Whose value an entry is."""
    if entry.firm_id is None:
        return Subject(entry.subject)
    firm = load_firm(uow, entry.firm_id)
    return Subject(firm.region, firm)


def typed(fact: Fact, raw: object) -> FactValue | None:
    """A value as it was kept; None if there is none, or none that the rules still take."""
    if raw is None:
        return None
    try:
        return parse_value(fact, raw)
    except FactError:
        return None
