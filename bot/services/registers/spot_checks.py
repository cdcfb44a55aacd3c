"""抽查: firms of a register are drawn at random, and what was found is recorded."""

from dataclasses import dataclass
from random import Random
from typing import Final

from bot.domain.errors import AccessCode, NotYours, Stale, StaleCode
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import CheckResult
from bot.services.assignments.care import concerned
from bot.services.cases.circle import Recipient
from bot.services.registers.applications import said_in
from bot.services.registers.keepers import keeping_posts, keeps
from bot.services.registers.lists import Shelf, roll_of
from bot.services.staff.staff import sector_of
from bot.store.audit import note
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.reach import firms_within
from bot.store.registers import spot_checks as store
from bot.store.registers.spot_checks import CheckCard
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.registers import Register
from policies.rulebase import RuleBase

MOST: Final = 30
"""So many are drawn at once: what one office checks in a round."""
SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class CheckFile:
    """A spot check with the firm it is of, and who of the firm can be told."""

    check: CheckCard
    register: Register
    firm: FirmCard
    drawn_by: str
    recorded_by: str | None
    people: tuple[Recipient, ...]


def to_draw_from(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> list[FirmCard]:
    """Whom a draw can hit: those on the register by staff's word who are not drawn already.

    Raises:
        NotYours: The register is not theirs to keep.
    """
    if not keeping_posts(uow, officer, register):
        raise NotYours("register", AccessCode.ROLE)
    drawn = store.drawn_firms(uow.connection, register.fact.id)
    listed = roll_of(uow, rulebase, officer, register).firms[Shelf.LISTED]
    return [firm for firm in listed if firm.id not in drawn]


def some_to_draw_from(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> list[FirmCard]:
    """The same, where somebody is left.

    Raises:
        NotYours: The register is not theirs to keep.
        RegisterRefusal: Nobody is: all on the list are drawn already, or nobody is on it.
    """
    left = to_draw_from(uow, rulebase, officer, register)
    if not left:
        listed = roll_of(uow, rulebase, officer, register).firms[Shelf.LISTED]
        raise RegisterRefusal(RegisterCode.NOBODY, listed=len(listed))
    return left


def draw(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    register: Register,
    count: int,
    reason: str,
) -> list[CheckFile]:
    """Draw firms at random; each has the same chance, and nobody chooses.

    Args:
        count: At most `MOST`; all of them if there are fewer.

    Raises:
        NotYours: The register is not theirs to keep.
        RegisterRefusal: None or too many are to be drawn, or nobody is left.
        BadAnswer: No reason, or one that is too long.
    """
    said = said_in(reason)
    if not 1 <= count <= MOST:
        raise RegisterRefusal(RegisterCode.NO_NUMBER, most=MOST)
    firms = some_to_draw_from(uow, rulebase, officer, register)
    batch = uow.new_uid()
    chosen = Random(batch).sample(firms, min(count, len(firms)))
    for firm in sorted(chosen, key=lambda each: each.id):
        store.add_check(uow, batch, firm.id, register.fact.id, said, drawn_by=officer.id)
    note(
        uow,
        actor=f"officer:{officer.id}",
        act=f"spot_check:{register.fact.id}:{len(chosen)}",
        subject=f"batch:{batch}",
    )
    ids = {firm.id for firm in chosen}
    found = checks_of(uow, rulebase, officer, register)
    return [each for each in found if each.firm.id in ids and each.check.result is None]


def checks_of(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, register: Register
) -> list[CheckFile]:
    """The spot checks within an officer's reach: those without a result first."""
    posts = keeping_posts(uow, officer, register)
    within = firms_within(posts, rulebase.regions.sector)
    found = store.checks_within(uow, within, register.fact.id, limit=SHOWN)
    return [_file(uow, register, each) for each in found]


def check_for_officer(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, check_id: int
) -> CheckFile:
    """A spot check of a firm whose register an officer keeps.

    Raises:
        NotYours: None of theirs.
    """
    check = store.lock_check(uow, check_id)
    if check is None:
        raise NotYours("register")
    firm = load_firm(uow, check.firm_id)
    register = rulebase.registers.find(check.fact, firm.region)
    sector = sector_of(uow, rulebase, firm.id)
    if register is None or not keeps(uow, officer, register, firm.region, sector):
        raise NotYours("register")
    return _file(uow, register, check)


def record(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    check_id: int,
    result: CheckResult,
    found: str = "",
) -> CheckFile:
    """Keep what a spot check found; a failure says what is to be put right.

    Raises:
        NotYours: None of theirs.
        Stale: Somebody has recorded it.
        BadAnswer: A failure without words, or too many of them.
    """
    file = check_for_officer(uow, rulebase, officer, check_id)
    if file.check.result is not None:
        raise Stale(StaleCode.ANSWERED)
    said = said_in(found) if result is CheckResult.FAILED else found.strip()
    store.record_check(uow, check_id, result, said, by=officer.id)
    note(
        uow,
        actor=f"officer:{officer.id}",
        act=f"spot_check:{result}",
        subject=f"firm:{file.firm.id}",
    )
    return check_for_officer(uow, rulebase, officer, check_id)


def _file(uow: UnitOfWork, register: Register, check: CheckCard) -> CheckFile:
    recorded = None if check.recorded_by is None else officer_by_id(uow, check.recorded_by).name
    return CheckFile(
        check=check,
        register=register,
        firm=load_firm(uow, check.firm_id),
        drawn_by=officer_by_id(uow, check.drawn_by).name,
        recorded_by=recorded,
        people=tuple(
            Recipient(each.chat_id, each.language) for each in concerned(uow, check.firm_id)
        ),
    )
