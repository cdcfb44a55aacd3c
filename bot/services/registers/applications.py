"""Applications: what a firm may ask staff to set, and how far what it asked for has come."""

from dataclasses import dataclass

from bot.domain.errors import AnswerCode, BadAnswer, NotYours
from bot.domain.members import Right
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import UNDECIDED
from bot.services.assignments.care import concerned
from bot.services.cases.circle import Recipient, reachable
from bot.services.files import linked_files
from bot.services.firms.firms import firm_of
from bot.services.firms.rights import speak_for
from bot.services.registers.cards import RegisterCard, Subject
from bot.services.registers.keepers import keepers
from bot.services.registers.registers import card_of
from bot.services.registers.settling import restore, settle
from bot.services.staff.staff import sector_of
from bot.store.files.files import Taken
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.firms.people import PersonCard
from bot.store.registers.applications import (
    SUBJECT,
    ApplicationCard,
    StepCard,
    applications_of,
    lock_application,
    steps_of,
)
from bot.store.uow import UnitOfWork
from policies.registers import Admission, Register
from policies.rulebase import RuleBase

WORDS_MOST = 1000


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """An application with all that either side sees of it.

    Attributes:
        card: What stands in the register about the firm now.
        sector: Of the firm; None if nobody knows.
        officers: Who can decide on it and can be told.
        people: Of the firm, who can be told.
    """

    application: ApplicationCard
    card: RegisterCard
    firm: FirmCard
    sector: str | None
    steps: tuple[StepCard, ...]
    files: tuple[Taken, ...]
    officers: tuple[Recipient, ...]
    people: tuple[Recipient, ...]

    @property
    def register(self) -> Register:
        """The register that it is about."""
        return self.card.register

    @property
    def admission(self) -> Admission:
        """On what terms a firm may ask."""
        admission = self.register.application
        assert admission is not None  # an application is loaded only where firms may ask
        return admission

    @property
    def statement(self) -> str:
        """What the firm said first."""
        return self.steps[0].words


@dataclass(frozen=True, slots=True)
class Asking:
    """What a firm may ask for in one register, and how far it has come.

    Attributes:
        last: Its newest application, decided or not; None if there was none.
        sector: Of the firm; None if nobody knows.
    """

    register: Register
    admission: Admission
    card: RegisterCard
    last: ApplicationCard | None
    sector: str | None

    @property
    def is_open(self) -> bool:
        """Nobody has decided on it yet."""
        return self.last is not None and self.last.state in UNDECIDED

    @property
    def holds(self) -> bool:
        """What could be asked for holds already, by staff's word."""
        return self.card.by_staff and self.says_so

    @property
    def says_so(self) -> bool:
        """What could be asked for holds, by staff's word or by the firm's own."""
        return self.card.value == self.admission.value


def askings(uow: UnitOfWork, rulebase: RuleBase, firm: FirmCard) -> tuple[Asking, ...]:
    """All that a firm may ask for."""
    kept = rulebase.registers.of_firms(firm.region)
    found = (_asking(uow, rulebase, firm, register) for register in kept)
    return tuple(each for each in found if each is not None)


def asking_of(uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, fact: str) -> Asking:
    """What the firm of a person may ask for in one register.

    Raises:
        NotYours: They may not ask for the firm, or there is nothing such to ask for.
    """
    firm = firm_of(uow, person, Right.CASE)
    register = rulebase.registers.find(fact, firm.region)
    asking = None if register is None else _asking(uow, rulebase, firm, register)
    if asking is None:
        raise NotYours("register")
    return asking


def check_may_ask(asking: Asking) -> None:
    """Make sure that there is something to ask for.

    Raises:
        RegisterRefusal: It holds already, or the firm has asked.
    """
    if asking.is_open and asking.last is not None:
        raise RegisterRefusal(RegisterCode.OPEN, application_id=asking.last.id)
    if asking.holds:
        raise RegisterRefusal(RegisterCode.SAME)


def own_application(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, application_id: int
) -> ApplicationFile:
    """An application of a firm that the person speaks for.

    Raises:
        NotYours: None of theirs.
    """
    application = lock_application(uow.connection, application_id)
    if application is None:
        raise NotYours("application")
    speak_for(uow, person, application.firm_id, Right.CASE, "application")
    return application_file(uow, rulebase, application_id)


def application_file(uow: UnitOfWork, rulebase: RuleBase, application_id: int) -> ApplicationFile:
    """An application with everything around it.

    Raises:
        NotYours: There is none, or the rules of its place no longer know such.
    """
    application = lock_application(uow.connection, application_id)
    if application is None:
        raise NotYours("application")
    firm = load_firm(uow, application.firm_id)
    register = rulebase.registers.find(application.fact, firm.region)
    if register is None or register.application is None:
        raise NotYours("application")
    sector = sector_of(uow, rulebase, firm.id)
    return ApplicationFile(
        application=application,
        card=card_of(uow, register, Subject(firm.region, firm), mine=False),
        firm=firm,
        sector=sector,
        steps=steps_of(uow, application_id),
        files=linked_files(uow, SUBJECT, application_id),
        officers=reachable(keepers(uow, register, firm.region, sector)),
        people=tuple(Recipient(each.chat_id, each.language) for each in concerned(uow, firm.id)),
    )


def check_undecided(file: ApplicationFile) -> None:
    """Make sure that an application is not over.

    Raises:
        RegisterRefusal: It is.
    """
    if file.application.state not in UNDECIDED:
        state, last = file.application.state, file.steps[-1]
        raise RegisterRefusal(
            RegisterCode.NOT_OPEN, application_id=file.application.id, state=state, by=last.actor
        )


def end_pending(uow: UnitOfWork, file: ApplicationFile) -> None:
    """What held only while nobody had decided holds no longer."""
    if file.admission.pending is None:
        return
    if file.card.holding(uow.now) is None:
        restore(uow, file.register, file.card.subject, file.application.before)
    else:
        settle(uow, file.register, file.card.subject)


def said_in(words: str) -> str:
    """What somebody wrote, if it says anything.

    Raises:
        BadAnswer: It does not, or it is too long.
    """
    said = words.strip()
    if not any(character.isalnum() for character in said):
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    if len(said) > WORDS_MOST:
        raise BadAnswer(AnswerCode.TOO_LONG, most=WORDS_MOST)
    return said


def _asking(
    uow: UnitOfWork, rulebase: RuleBase, firm: FirmCard, register: Register
) -> Asking | None:
    admission = register.application
    if admission is None:
        return None
    sent = applications_of(uow.connection, firm.id, register.fact.id)
    return Asking(
        register=register,
        admission=admission,
        card=card_of(uow, register, Subject(firm.region, firm), mine=False),
        last=sent[-1] if sent else None,
        sector=sector_of(uow, rulebase, firm.id),
    )
