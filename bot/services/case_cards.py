"""What people see of a case: gathered once, the same for both sides; views choose from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.cases import CaseAct, CaseStatus
from bot.domain.files import FileKind
from bot.services.firm_sheets import FirmSheet, first_help, sheet_of
from bot.services.firms import profile_of
from bot.store.cases import CaseRecord, CaseStep, steps_of
from bot.store.files import Taken, linked_files
from bot.store.firms import load_firm
from bot.store.officers import OfficerCard, officer_by_id, officers_of
from bot.store.people import PersonCard, members_of
from bot.store.uow import UnitOfWork
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.words import Words


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat that can be told something, and the language to do it in."""

    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Holder:
    """The officer who has the case, and since when (aware UTC); no chat if they blocked it."""

    id: int
    name: str
    since: datetime
    chat: Recipient | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case. `name` is the officer's; None for the firm's own steps."""

    act: CaseAct
    at: datetime
    text: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case with everybody whom it concerns.

    Args:
        about: The id of the policy that it is about, if it came from a verdict.
        result: What the officer wrote last when solving it.
        owners: Members of the firm who can be reached.
        officers: Whom the firm's news go to: the holder, or while there is none that can be
            reached, every officer whose region covers the firm.
        files: What either side sent, locations left out: those are in the words.
        category: The id of the kind of problem, as far as it is known.
        urgent: It cannot wait.
        helper: Who answers such a firm first, as its region has it; None if it names nobody.
    """

    id: int
    number: str
    status: CaseStatus
    text: str
    about: str | None
    firm: FirmSheet
    opened_at: datetime
    holder: Holder | None
    result: str | None
    steps: tuple[Step, ...]
    owners: tuple[Recipient, ...]
    officers: tuple[Recipient, ...]
    files: tuple[Taken, ...] = ()
    category: str | None = None
    urgent: bool = False
    helper: Words | None = None

    @property
    def last_step(self) -> int:
        """The running number of the newest step: what is said of it is said once."""
        return len(self.steps)


def card_of(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> CaseCard:
    """Gather a case that the caller was allowed to load."""
    firm, holder = load_firm(uow, case.firm_id), _holder(uow, case)
    profile = profile_of(uow, rulebase, firm)
    return CaseCard(
        id=case.id,
        number=case.number,
        status=case.state.status,
        text=case.text,
        about=case.about,
        firm=sheet_of(uow, rulebase, profile),
        opened_at=case.state.opened_at,
        holder=holder,
        result=case.state.result,
        steps=_named(uow, steps_of(uow, case.id)),
        owners=_reachable(members_of(uow.connection, firm.id)),
        officers=_working(uow, holder, firm.region),
        files=tuple(
            file
            for file in linked_files(uow, "case", case.id)
            if file.kind is not FileKind.LOCATION
        ),
        category=case.category,
        urgent=case.urgent,
        helper=first_help(rulebase, profile),
    )


def covers(officer: OfficerCard, region: str) -> bool:
    """Whether a place lies in the officer's region, or is it."""
    own, names = names_of(officer.region), names_of(region)
    return names[: len(own)] == own


def officers_for(uow: UnitOfWork, region: str) -> list[OfficerCard]:
    """Every officer whose region covers a place, the smallest region first."""
    names = names_of(region)
    paths = ("/".join(names[:length]) for length in range(len(names), 0, -1))
    return [officer for path in paths for officer in officers_of(uow, path)]


def _holder(uow: UnitOfWork, case: CaseRecord) -> Holder | None:
    state = case.state
    if state.held_by is None or state.held_since is None:
        return None
    officer = officer_by_id(uow, state.held_by)
    chat = next(iter(_reachable([officer])), None)
    return Holder(officer.id, officer.name, state.held_since, chat)


def _named(uow: UnitOfWork, steps: list[CaseStep]) -> tuple[Step, ...]:
    officers = {step.by for step in steps if step.by_officer}
    names = {officer: officer_by_id(uow, officer).name for officer in officers}
    return tuple(
        Step(step.act, step.at, step.text, names[step.by] if step.by_officer else None)
        for step in steps
    )


def _working(uow: UnitOfWork, holder: Holder | None, region: str) -> tuple[Recipient, ...]:
    if holder is not None and holder.chat is not None:
        return (holder.chat,)
    return _reachable(officers_for(uow, region))


def _reachable(cards: Iterable[PersonCard | OfficerCard]) -> tuple[Recipient, ...]:
    return tuple(Recipient(card.chat_id, card.language) for card in cards if not card.blocked)
