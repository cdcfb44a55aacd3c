"""Whether a firm is what it says it is: corrected by its people, decided by an officer."""

from dataclasses import dataclass
from typing import Final

from bot.domain.errors import AnswerCode, BadAnswer, NotYours
from bot.domain.members import Right
from bot.domain.staff import Power
from bot.domain.verification import Standing
from bot.services.assignments.care import firm_in_reach
from bot.services.firms.firms import firm_of
from bot.services.staff.staff import may, powers_at, reach_of, require, sector_of
from bot.store.audit import note
from bot.store.firms import verification as store
from bot.store.firms.firms import FirmCard, change_firm, move_firm, rename_firm
from bot.store.firms.members import MemberCard, members_of_firm
from bot.store.firms.people import PersonCard
from bot.store.firms.verification import Registration
from bot.store.reach import firms_within
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.spoken.divisions import COUNTY

SHOWN: Final = 8
REASON_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class FirmFile:
    """What an officer sees of a registration.

    Args:
        others: Other firms in the officer's reach that claim the same code.
        elsewhere: How many more there are beyond it.
        decided_by: The officer who decided; None if nobody has.
        people: Who may speak for it.
        powers: What the officer may do about it.
    """

    registration: Registration
    others: tuple[FirmCard, ...]
    elsewhere: int
    decided_by: str | None
    people: tuple[MemberCard, ...]
    powers: frozenset[Power]

    @property
    def firm(self) -> FirmCard:
        """The firm itself."""
        return self.registration.firm


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of firms that nobody has checked."""

    firms: tuple[FirmCard, ...]
    page: int
    count: int


@dataclass(frozen=True, slots=True)
class Decided:
    """An officer's decision and whom it concerns.

    Args:
        losers: People of other firms that claim the code which is verified now, with their firm.
    """

    file: FirmFile
    losers: tuple[tuple[FirmCard, MemberCard], ...] = ()


def registered_by(uow: UnitOfWork, person: PersonCard) -> Registration:
    """What the firm of a person is registered with.

    Raises:
        NotYours: They speak for none, or may not read it.
    """
    return store.registration_of(uow, firm_of(uow, person, Right.READ).id)


def rename(uow: UnitOfWork, person: PersonCard, name: str) -> FirmCard:
    """Correct the firm's name; an officer has to look anew.

    Raises:
        NotYours: The person may not change it.
    """
    firm = firm_of(uow, person, Right.PROFILE)
    rename_firm(uow, firm.id, name)
    return _changed(uow, person, firm, "firm:rename")


def move(uow: UnitOfWork, person: PersonCard, region: str) -> FirmCard:
    """Correct where the firm works; an officer has to look anew if the county is another.

    Raises:
        NotYours: The person may not change it.
    """
    firm = firm_of(uow, person, Right.PROFILE)
    move_firm(uow, firm.id, region)
    same_county = names_of(firm.region)[:COUNTY] == names_of(region)[:COUNTY]
    return _changed(uow, person, firm, "firm:move", anew=not same_county)


def give_code(uow: UnitOfWork, person: PersonCard, code: str | None) -> FirmCard:
    """Keep the firm's credit code; it is public, so it opens nothing and shows nobody else's.

    Raises:
        NotYours: The person may not change it.
    """
    firm = firm_of(uow, person, Right.PROFILE)
    if store.registration_of(uow, firm.id).code == code:
        return firm
    store.put_code(uow, firm.id, code)
    return _changed(uow, person, firm, "firm:code")


def waiting_firms(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, page: int) -> Waiting:
    """Firms that nobody has checked and this officer may check, the oldest first."""
    reach = reach_of(uow, officer, Power.FIRM_VERIFY)
    within = firms_within(reach, rulebase.regions.sector)
    count = store.count_unverified(uow.connection, within)
    page = min(page, max(count - 1, 0) // SHOWN)
    found = store.unverified_firms(uow, within, offset=page * SHOWN, limit=SHOWN)
    return Waiting(tuple(found), page, count)


def firm_for_officer(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> FirmFile:
    """A firm in the officer's reach, held until the act ends: the only door for officers.

    Raises:
        NotYours: No such firm, or none of theirs.
    """
    registration = store.lock_registration(uow, firm_id)
    if registration is None:
        raise NotYours("firm")
    firm_in_reach(uow, rulebase, officer, firm_id)
    same = store.others_with_code(uow, firm_id, registration.code)
    near = tuple(firm for firm in same if _reads(uow, rulebase, officer, firm))
    by, region = registration.decided_by, registration.firm.region
    return FirmFile(
        registration=registration,
        others=near,
        elsewhere=len(same) - len(near),
        decided_by=None if by is None else officer_by_id(uow, by).name,
        people=tuple(members_of_firm(uow, firm_id)),
        powers=powers_at(uow, officer, region, sector_of(uow, rulebase, firm_id)),
    )


def firm_to_verify(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> FirmFile:
    """The same, for an officer who may decide on it and let its people in.

    Raises:
        NotYours: No such firm, none of theirs, or not theirs to verify.
    """
    file = firm_for_officer(uow, rulebase, officer, firm_id)
    sector = sector_of(uow, rulebase, firm_id)
    require(uow, officer, Power.FIRM_VERIFY, file.firm.region, sector, subject="firm")
    return file


def verify_firm(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> Decided:
    """Say that the firm is what it says it is.

    Other claims to the same code stay firms of their own: their people are told what was
    decided, and officers decide on each.

    Raises:
        NotYours: No such firm, none of theirs, or not theirs to verify.
    """
    file = firm_to_verify(uow, rulebase, officer, firm_id)
    store.put_standing(uow, firm_id, Standing.VERIFIED, by=officer.id)
    note(uow, actor=f"officer:{officer.id}", act="firm:verify", subject=f"firm:{firm_id}")
    losers = tuple(
        (other, member)
        for other in store.others_with_code(uow, firm_id, file.registration.code)
        for member in members_of_firm(uow, other.id)
    )
    return Decided(firm_for_officer(uow, rulebase, officer, firm_id), losers)


def refuse_firm(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int, reason: str
) -> Decided:
    """Say that the registration cannot stand as it is, and why; the firm sees the reason.

    Raises:
        NotYours: No such firm, none of theirs, or not theirs to verify.
        BadAnswer: No reason, or one that is too long.
    """
    firm_to_verify(uow, rulebase, officer, firm_id)
    said = reason.strip()
    if not said:
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    if len(said) > REASON_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=REASON_MOST)
    store.put_standing(uow, firm_id, Standing.REFUSED, by=officer.id, reason=said)
    note(uow, actor=f"officer:{officer.id}", act="firm:refuse", subject=f"firm:{firm_id}")
    return Decided(firm_for_officer(uow, rulebase, officer, firm_id))


def reveal_code(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm_id: int
) -> str | None:
    """The whole credit code, for an officer who compares it; every look is audited.

    Raises:
        NotYours: No such firm, none of theirs, or not theirs to verify.
    """
    file = firm_to_verify(uow, rulebase, officer, firm_id)
    note(uow, actor=f"officer:{officer.id}", act="firm:code", subject=f"firm:{firm_id}")
    return file.registration.code


def _reads(uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, firm: FirmCard) -> bool:
    sector = sector_of(uow, rulebase, firm.id)
    return may(uow, officer, Power.FIRM_READ, firm.region, sector)


def _changed(
    uow: UnitOfWork, person: PersonCard, firm: FirmCard, act: str, *, anew: bool = True
) -> FirmCard:
    if anew:
        change_firm(uow.connection, firm.id, **store.UNDECIDED)
    note(uow, actor=f"person:{person.id}", act=act, subject=f"firm:{firm.id}")
    return store.registration_of(uow, firm.id).firm
