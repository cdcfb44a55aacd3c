"""批处理: one answer reaches every firm of a common issue, in its own case.

A tick walks over the cases in batches. What became of an answer in a case stands in a row of the
same transaction as the case's own step and message, so that a process that dies in between loses
none and repeats none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.case_states import CaseAct
from bot.domain.issues import (
    AnswerFate,
    Before,
    act_of,
    fate_of,
    is_taken_by,
    put_back,
)
from bot.domain.speech import Notice
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, move, note_step
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord, load_case, save_state
from bot.store.cases.clocks import clocks_of
from bot.store.issues.answers import AnswerRecord, finish_answer, hold_answer
from bot.store.issues.deliveries import (
    Delivery,
    add_delivery,
    cases_without,
    deliveries_of,
    last_delivery,
)
from bot.store.issues.issues import IssueRecord, issue_by_id
from bot.store.issues.links import is_linked, numbers_of
from bot.store.outbox import queue_letters
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.uow import UnitOfWork
from bot.telegram import notify


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that all have.

    Attributes:
        lead: Who gave it.
        opener: The dispatcher who made the issue.
        sent: How many cases got it.
        left: Numbers of those that did not, with why.
        others: Who had some of the cases in hand, with the ids and numbers of those.
    """

    issue: IssueRecord
    answer: AnswerRecord
    lead: OfficerCard
    opener: OfficerCard
    sent: int
    left: tuple[tuple[str, AnswerFate], ...]
    others: tuple[tuple[OfficerCard, Mapping[int, str]], ...]


@dataclass(frozen=True)
class IssueAnswering:
    """How answers to all are carried out and worded.

    Attributes:
        tell: To the firm of one case.
        report: To the desk, when all have it.
    """

    ground: Ground
    tell: Callable[[CaseCard, AnswerRecord], Iterable[Notice]]
    report: Callable[[Answered], Iterable[Notice]]


def carry_out_answers(uow: UnitOfWork, answering: IssueAnswering, limit: int) -> int:
    """Give the first answer that not all have in the next cases.

    Safe in several processes at once: the answer is held, and so is each case.

    Returns:
        How many steps were done; 0 when nothing is left that is not in another's hand.
    """
    answer = hold_answer(uow)
    if answer is None:
        return 0
    lead = officer_by_id(uow, answer.by)
    case_ids = cases_without(uow.connection, answer, limit=limit)
    notices = [each for one in case_ids for each in _give(uow, answering, answer, lead, one)]
    if len(case_ids) < limit:
        finish_answer(uow.connection, answer.id)
        notices += answering.report(_answered(uow, answer, lead))
    letters = [notify(uow.new_uid(), notice) for notice in notices]
    queue_letters(uow.connection, uow.vault, letters)
    return max(len(case_ids), 1)


def _give(
    uow: UnitOfWork,
    answering: IssueAnswering,
    answer: AnswerRecord,
    lead: OfficerCard,
    case_id: int,
) -> Iterable[Notice]:
    case = load_case(uow, case_id)
    if case is None or not is_linked(uow.connection, answer.issue_id, case_id):
        return ()  # its firm was faster
    fate = fate_of(case.state, result=answer.result)
    before = _before(uow, answer, case)
    state = before.state
    delivery = Delivery(
        answer_id=answer.id,
        case_id=case.id,
        fate=fate,
        at=uow.now,
        status=state.status,
        held_by=state.held_by,
        held_since=state.held_since,
        clocks=before.clocks,
    )
    add_delivery(uow, delivery)
    if fate is not AnswerFate.SENT:
        return ()
    ground = answering.ground
    said = Said(answer.text, promised=answer.until)
    taken = _taken(uow, ground, case, lead, result=answer.result)
    moved = move(uow, ground, taken, act_of(result=answer.result), lead, said)
    return answering.tell(card_of(uow, ground.rulebase, moved), answer)


def _before(uow: UnitOfWork, answer: AnswerRecord, case: CaseRecord) -> Before:
    """How the case would stand if nothing had been said to all so far."""
    clocks = clocks_of(uow.connection, case.id)
    last = last_delivery(uow.connection, answer.issue_id, case.id)
    if last is None:
        return Before(case.state, clocks)
    return put_back(case.state, clocks, before_of(case, last), last.at)


def before_of(case: CaseRecord, delivery: Delivery) -> Before:
    """How a case stood when an answer came into it."""
    was = replace(
        case.state,
        status=delivery.status,
        held_by=delivery.held_by,
        held_since=delivery.held_since,
    )
    return Before(was, delivery.clocks)


def _taken(
    uow: UnitOfWork, ground: Ground, case: CaseRecord, lead: OfficerCard, *, result: bool
) -> CaseRecord:
    """The case in the hand in which it has to be: see `is_taken_by`."""
    if not is_taken_by(case.state, lead.id, result=result):
        return case
    if case.state.held_by is None:
        return move(uow, ground, case, CaseAct.CLAIM, lead)
    worked = case.state.worked_by | {lead.id}
    state = replace(case.state, held_by=lead.id, held_since=uow.now, worked_by=worked)
    taken = replace(case, state=state)
    save_state(uow, case.id, state)
    note_step(uow, taken, CaseAct.CLAIM, lead)
    return taken


def _answered(uow: UnitOfWork, answer: AnswerRecord, lead: OfficerCard) -> Answered:
    issue = issue_by_id(uow, answer.issue_id)
    deliveries = deliveries_of(uow.connection, answer.id)
    numbers = numbers_of(uow.connection, [each.case_id for each in deliveries])
    left = [each for each in deliveries if each.fate is not AnswerFate.SENT]
    return Answered(
        issue=issue,
        answer=answer,
        lead=lead,
        opener=officer_by_id(uow, issue.opened_by),
        sent=len(deliveries) - len(left),
        left=tuple((numbers[each.case_id], each.fate) for each in left),
        others=tuple(_others(uow, lead, deliveries, numbers)),
    )


def _others(
    uow: UnitOfWork, lead: OfficerCard, deliveries: Sequence[Delivery], numbers: dict[int, str]
) -> Iterable[tuple[OfficerCard, Mapping[int, str]]]:
    held: dict[int, dict[int, str]] = {}
    for each in deliveries:
        if each.fate is AnswerFate.SENT and each.held_by not in {None, lead.id}:
            held.setdefault(each.held_by or 0, {})[each.case_id] = numbers[each.case_id]
    return ((officer_by_id(uow, officer), own) for officer, own in held.items())
