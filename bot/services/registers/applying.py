"""A firm asks for a value that staff set: it applies, supplies what is lacking, withdraws."""

from collections.abc import Collection

from bot.domain.members import Right
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import ApplicationAct, ApplicationState
from bot.services.files import link_file, whole
from bot.services.firms.firms import firm_of
from bot.services.registers.applications import (
    ApplicationFile,
    application_file,
    asking_of,
    check_may_ask,
    check_undecided,
    end_pending,
    own_application,
    said_in,
)
from bot.services.registers.settling import put_pending
from bot.store.audit import note
from bot.store.firms.people import PersonCard
from bot.store.registers.applications import (
    SUBJECT,
    ApplicationCard,
    add_application,
    add_step,
    change_application,
    undecided,
)
from bot.store.uow import UnitOfWork
from policies.fact_values import dump_value
from policies.rulebase import RuleBase


def apply_for(
    uow: UnitOfWork,
    rulebase: RuleBase,
    person: PersonCard,
    fact: str,
    words: str,
    files: Collection[int] = (),
) -> ApplicationFile:
    """Ask staff to set a value; while nobody has decided, the register's own value for it holds.

    Raises:
        NotYours: As `asking_of`, or a file is none of theirs.
        RegisterRefusal: It holds already, or the firm has asked.
        BadAnswer: No words, or too many.
    """
    asking, said = asking_of(uow, rulebase, person, fact), said_in(words)
    check_may_ask(asking)
    firm = firm_of(uow, person, Right.CASE)
    pending = asking.admission.pending is not None
    value = dump_value(asking.register.fact, asking.admission.value)
    before = asking.card.held if pending else None
    made = add_application(uow, firm.id, person.id, fact, value, before)
    if made is None:
        raise RegisterRefusal(RegisterCode.OPEN, application_id=_open_id(uow, firm.id, fact))
    put_pending(uow, asking.register, asking.card.subject)
    _step(uow, person, made, ApplicationAct.APPLY, said, files)
    return application_file(uow, rulebase, made.id)


def supply(
    uow: UnitOfWork,
    rulebase: RuleBase,
    person: PersonCard,
    application_id: int,
    words: str,
    files: Collection[int] = (),
) -> ApplicationFile:
    """Add what was lacking, or whatever else; staff have to look again.

    Raises:
        NotYours: None of theirs.
        RegisterRefusal: It is over.
        BadAnswer: No words, or too many.
    """
    file, said = own_application(uow, rulebase, person, application_id), said_in(words)
    check_undecided(file)
    change_application(uow, application_id, ApplicationState.OPEN)
    _step(uow, person, file.application, ApplicationAct.SUPPLY, said, files)
    return application_file(uow, rulebase, application_id)


def withdraw(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, application_id: int
) -> ApplicationFile:
    """Take an application back: the fact stands as it did before.

    Raises:
        NotYours: None of theirs.
        RegisterRefusal: It is over.
    """
    file = own_application(uow, rulebase, person, application_id)
    check_undecided(file)
    change_application(uow, application_id, ApplicationState.WITHDRAWN)
    end_pending(uow, file)
    _step(uow, person, file.application, ApplicationAct.WITHDRAW)
    return application_file(uow, rulebase, application_id)


def _open_id(uow: UnitOfWork, firm_id: int, fact: str) -> int | None:
    found = undecided(uow.connection, firm_id, fact)
    return None if found is None else found.id


def _step(
    uow: UnitOfWork,
    person: PersonCard,
    application: ApplicationCard,
    act: ApplicationAct,
    words: str = "",
    files: Collection[int] = (),
) -> None:
    actor = f"person:{person.id}"
    add_step(uow, application.id, act, actor=actor, words=words)
    for file in whole(uow, files, firm_id=application.firm_id) if files else ():
        link_file(uow, file.id, SUBJECT, application.id)
    note(uow, actor=actor, act=f"application:{act}", subject=f"application:{application.id}")
