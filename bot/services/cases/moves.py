"""The one way in which a case moves: its state, its clocks, its desks and its history together."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.case_clocks import set_back, turned, wound_up
from bot.domain.case_moves import refusal as refusal_of
from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.case_states import (
    FREEING,
    UNSOLVED,
    UNTAKEN,
    VERDICTS,
    CaseAct,
    CaseStatus,
    CheckWay,
)
from bot.domain.case_terms import Clock, ClockKind, Clocks, Terms
from bot.domain.cases import advance
from bot.domain.errors import Param
from bot.domain.issues import Before
from bot.services.cases.routing import desks_from, people_at, rules_now
from bot.services.cases.rules import rules_of, terms_of
from bot.services.duties.errands import Ground
from bot.services.file_places import attach
from bot.store.audit import note
from bot.store.cases.cases import CaseRecord, save_state
from bot.store.cases.clocks import clocks_of, keep_clocks
from bot.store.cases.desks import desks_of, put_on, take_off
from bot.store.cases.steps import CaseStep, add_step, steps_of
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.topic_jobs import mark_case
from bot.store.uow import UnitOfWork

CLIMBING: Final = frozenset({CaseAct.ESCALATE, CaseAct.DENY, CaseAct.FAULT})
Actor = OfficerCard | PersonCard | None
"""Who moves a case: an officer, somebody of the firm, or a clock."""


@dataclass(frozen=True, slots=True)
class Said:
    """What comes with an act.

    Attributes:
        text: Words for the history; for SOLVE the result.
        files: Ids of what was sent with it.
        unit_id: The unit that is proposed or named.
        promised: For an answer: until when the next one is promised (aware UTC).
        to_id: For ASSIGN: the colleague who is to take it.
        way: For CHECK: how it was checked.
        missed: For a clock's own step: the clock that was over.
        back: For PART: where the case and its clocks are put back to.
    """

    text: str | None = None
    files: Collection[int] = ()
    unit_id: int | None = None
    promised: datetime | None = None
    back: Before | None = None
    to_id: int | None = None
    way: CheckWay | None = None
    missed: Clock | None = None


NOTHING: Final = Said()


def move(
    uow: UnitOfWork,
    ground: Ground,
    case: CaseRecord,
    act: CaseAct,
    by: Actor,
    said: Said = NOTHING,
) -> CaseRecord:
    """Carry out an act on a case that the caller was allowed to load.

    Raises:
        CaseRefusal: The act does not fit; see `bot.domain.cases.advance`.
    """
    moved = asked(uow, ground, case, act, by, said.text or "")
    attach(uow, said.files, case.id, firm_id=case.firm_id)
    if act in CLIMBING:
        moved = _risen(uow, ground, case, moved)
    if said.back is not None:
        moved = replace(moved, state=said.back.state)
    clocks = _turn_clocks(uow, ground, moved, act, said)
    save_state(uow, case.id, moved.state)
    if moved.state.closed_at is not None:
        take_off(uow, case.id)
    if act is CaseAct.ANSWER and moved.state.status in UNSOLVED:
        interim = clocks.get(ClockKind.INTERIM)
        said = replace(said, promised=None if interim is None else interim.due)
    note_step(uow, moved, act, by, said)
    return moved


def asked(
    uow: UnitOfWork, ground: Ground, case: CaseRecord, act: CaseAct, by: Actor, result: str = ""
) -> CaseRecord:
    """What an act would make of the case; nothing is stored.

    Raises:
        CaseRefusal: The act does not fit, with what a person needs to make sense of it.
    """
    rules = rules_of(ground.rulebase, case.region)
    if act in CLIMBING:
        rules = rules_now(uow, ground.rulebase, case)
    if act is CaseAct.DENY and is_taken_back(uow, case):
        rules = replace(rules, levels=())  # wanted again: nobody failed, nobody above hears of it
    actor = by.id if by is not None else None
    try:
        return replace(case, state=advance(case.state, act, actor, uow.now, rules, result=result))
    except CaseRefusal as refusal:
        raise _explained(uow, case, refusal) from refusal


def is_taken_back(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether the firm withdrew a case that waits for the check."""
    verdicts = [step.act for step in steps_of(uow, case.id) if step.act in VERDICTS]
    return case.state.status is CaseStatus.CONFIRMED and verdicts[-1:] == [CaseAct.WITHDRAW]


def is_answered(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether somebody spoke with the firm since it lay on these desks, and nobody took it.

    Its bell is then that of what can wait: somebody sees to it.
    """
    if case.state.status not in UNTAKEN:
        return False
    steps = steps_of(uow, case.id)
    moved = [number for number, step in enumerate(steps) if step.act in FREEING and step.by != 0]
    since = steps[moved[-1] :] if moved else steps
    return any(step.act is CaseAct.ANSWER and step.by_officer for step in since)


def refused(uow: UnitOfWork, case: CaseRecord, code: CaseCode, **more: Param) -> CaseRefusal:
    """Why an act is not taken that the status alone would allow."""
    refusal = _explained(uow, case, refusal_of(case.state, code))
    return CaseRefusal(code, **{**refusal.params, **more})


def note_step(
    uow: UnitOfWork, case: CaseRecord, act: CaseAct, by: Actor, said: Said = NOTHING
) -> None:
    """Write a step into the history and into the audit."""
    by_officer, missed = isinstance(by, OfficerCard), said.missed
    step = CaseStep(
        act=act,
        by=by.id if by is not None else 0,
        by_officer=by_officer,
        at=uow.now,
        text=said.text,
        unit_id=said.unit_id,
        level=case.state.level,
        until=said.promised if missed is None else missed.missed_at(uow.now),
        clock=None if missed is None else missed.kind,
        way=said.way,
        to_id=said.to_id,
    )
    add_step(uow, case.id, step)
    mark_case(uow.connection, case.id)
    actor = "system" if by is None else f"{'officer' if by_officer else 'person'}:{by.id}"
    note(uow, actor=actor, act=f"case:{act}", subject=f"case:{case.id}")


def wind_up(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> None:
    """The clocks of a case that has none begin now."""
    terms = terms_of(ground.rulebase, ground.zone, case.region, urgent=case.urgent)
    keep_clocks(uow, case.id, {}, wound_up(case.state, uow.now, terms))


def _risen(uow: UnitOfWork, ground: Ground, before: CaseRecord, case: CaseRecord) -> CaseRecord:
    """Put it on the desks of its new rung; where nobody is above it stays on those it has."""
    there = desks_of(uow.connection, case.id)
    if case.state.level == before.state.level and any(people_at(uow, desk) for desk in there):
        return case
    routed = desks_from(uow, ground.rulebase, case, case.state.level)
    put_on(uow, case.id, routed.desks)
    status = case.state.status if there or routed.desks else CaseStatus.OPEN
    return replace(case, state=replace(case.state, status=status, level=routed.level))


def _turn_clocks(
    uow: UnitOfWork, ground: Ground, case: CaseRecord, act: CaseAct, said: Said
) -> Clocks:
    before = clocks_of(uow.connection, case.id)
    terms = terms_of(ground.rulebase, ground.zone, case.region, urgent=case.urgent)
    if case.urgent and act is CaseAct.REPEAT and is_answered(uow, case):
        terms = _calm_bell(ground, case, terms)
    if said.back is not None:
        after = set_back(said.back.clocks, case.state, uow.now, terms)
    else:
        after = turned(before, case.state, act, uow.now, terms, said.promised)
    keep_clocks(uow, case.id, before, after)
    return after


def _calm_bell(ground: Ground, case: CaseRecord, terms: Terms) -> Terms:
    """Only the bell for whoever takes it is that of what can wait."""
    calm, take = terms_of(ground.rulebase, ground.zone, case.region, urgent=False), ClockKind.TAKE
    again = calm.again.get(take, calm.terms[take])
    return replace(terms, again={**terms.again, take: again})


def _explained(uow: UnitOfWork, case: CaseRecord, refusal: CaseRefusal) -> CaseRefusal:
    held_by = case.state.held_by
    name = None if held_by is None else officer_by_id(uow, held_by).name
    known = {**refusal.params, "case_id": case.id, "number": case.number, "holder": name}
    return CaseRefusal(CaseCode(refusal.code), **known)
