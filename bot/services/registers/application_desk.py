"""Applications at the desk: which wait for an officer, and what they say to one.

A yes is a change of the register like any other: see `register_entries.set_value`.
"""

from bot.domain.errors import AnswerCode, BadAnswer, NotYours
from bot.domain.registers import ApplicationAct, ApplicationState
from bot.domain.texts import says_why
from bot.services.registers.applications import (
    ApplicationFile,
    application_file,
    check_undecided,
    end_pending,
    said_in,
)
from bot.services.registers.keepers import keeping_posts, keeps
from bot.store.audit import note
from bot.store.reach import firms_within
from bot.store.registers.applications import (
    ApplicationCard,
    add_step,
    applications_within,
    change_application,
)
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def waiting_applications(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard
) -> list[ApplicationCard]:
    """The applications that an officer can decide on, the oldest first."""
    found: dict[int, ApplicationCard] = {}
    for register in rulebase.registers.every:
        if register.application is not None:
            posts = keeping_posts(uow, officer, register)
            within = firms_within(posts, rulebase.regions.sector)
            waiting = applications_within(uow.connection, within, [register.fact.id])
            found |= {each.id: each for each in waiting}
    return [found[number] for number in sorted(found)]


def application_for_officer(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, application_id: int
) -> ApplicationFile:
    """An application that an officer may decide on: loading is the permission check.

    Raises:
        NotYours: None of theirs.
    """
    file = application_file(uow, rulebase, application_id)
    if not keeps(uow, officer, file.register, file.firm.region, file.sector):
        raise NotYours("application")
    return file


def ask_for_more(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, application_id: int, words: str
) -> ApplicationFile:
    """Ask the firm for what is lacking.

    Raises:
        NotYours: None of theirs.
        RegisterRefusal: It is over.
        BadAnswer: No words, or too many.
    """
    asked = ApplicationState.ASKED, ApplicationAct.ASK
    return _answered(uow, rulebase, officer, application_id, words, asked)


def refuse(
    uow: UnitOfWork, rulebase: RuleBase, officer: OfficerCard, application_id: int, words: str
) -> ApplicationFile:
    """Say no and why; the fact stands as it did before the application.

    Raises:
        NotYours: None of theirs.
        RegisterRefusal: It is over.
        BadAnswer: It does not say why, or is too long.
    """
    if not says_why(said_in(words)):
        raise BadAnswer(AnswerCode.NO_REASON)
    refused = ApplicationState.REFUSED, ApplicationAct.REFUSE
    file = _answered(uow, rulebase, officer, application_id, words, refused)
    end_pending(uow, file)
    return application_file(uow, rulebase, application_id)


def _answered(
    uow: UnitOfWork,
    rulebase: RuleBase,
    officer: OfficerCard,
    application_id: int,
    words: str,
    answer: tuple[ApplicationState, ApplicationAct],
) -> ApplicationFile:
    file, said = application_for_officer(uow, rulebase, officer, application_id), said_in(words)
    check_undecided(file)
    state, act = answer
    change_application(uow, application_id, state)
    actor = f"officer:{officer.id}"
    add_step(uow, application_id, act, actor=actor, words=said)
    note(uow, actor=actor, act=f"application:{act}", subject=f"application:{application_id}")
    return application_file(uow, rulebase, application_id)
