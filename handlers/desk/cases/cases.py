"""新诉求, 我在办的, and everything under a case."""

from collections.abc import Callable, Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import DONE, TEXT_MOST, CaseAct
from bot.domain.speech import Replies, View
from bot.services.cases import cases as acts
from bot.services.cases.cards import CaseCard
from bot.services.cases.gathering import card_of
from bot.services.cases.lists import cases_held_by, cases_to_do, unclaimed_cases
from bot.services.cases.moves import Said
from bot.services.cases.repeats import claimed_already
from bot.services.cases.taking import is_theirs_to_work
from bot.services.files import in_albums
from bot.services.staff.canned_answers import answers_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.cases import answer_views, list_views, views
from handlers.desk.cases.looks import looked_at
from handlers.desk.cases.next import ask_next
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import cases as notices
from handlers.notices.case_waiting import NEW
from handlers.press import Press

ANSWER_KIND: Final = "case_answer"
RESULT_KIND: Final = "case_result"


async def unclaimed(desk: Desk, update: Update, press: Press) -> None:
    """新诉求."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        waiting = unclaimed_cases(uow, who.officer)
        return _opened(press, list_views.unclaimed(who.t, desk.rulebase, waiting, desk.zone))

    await desk.act(update, act)


async def todo(desk: Desk, update: Update, press: Press) -> None:
    """待办: everything where this officer sits, the earliest due first."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        found = cases_to_do(uow, who.officer)
        return _opened(press, list_views.todo(who, desk.rulebase, found, desk.zone))

    await desk.act(update, act)


async def mine(desk: Desk, update: Update, _: Press) -> None:
    """我在办的."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        held = cases_held_by(uow, who.officer)
        return Replies(edit=list_views.mine(who.t, desk.rulebase, held, desk.zone))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One case; whoever was asked for a text about a case is no longer."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        read = looked_at(desk, uow, who, press.number())
        card = card_of(uow, desk.rulebase, read.case)
        works = is_theirs_to_work(uow, who.officer, card.id)
        view = views.card(who, desk.rulebase, card, desk.zone, only_read=read.only, works=works)
        return _opened(press, view)

    await desk.act(update, act)


def _opened(press: Press, view: View) -> Replies:
    """In the place of the message; of one that is deleted by itself (`NEW`) below it."""
    return Replies(say=(view,)) if press.args[-1:] == (NEW,) else Replies(edit=view)


async def firm(desk: Desk, update: Update, press: Press) -> None:
    """看企业: what is known of the firm behind a case."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        case = looked_at(desk, uow, who, press.number()).case
        card = card_of(uow, desk.rulebase, case)
        return Replies(edit=views.firm(who.t, desk.rulebase, card, desk.zone))

    await desk.act(update, act)


async def claim(desk: Desk, update: Update, press: Press) -> None:
    """我来办."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        again = claimed_already(uow, desk.rulebase, who.officer, press.number())
        if again is not None:
            over = again.status in DONE
            toast = None if over else who.t("这件已经在您手里。")
            return Replies(edit=_card(desk, who, again), toast=toast)
        card = acts.claim_case(uow, desk.ground, who.officer, press.number())
        return Replies(
            edit=_card(desk, who, card),
            toast=who.t("已由您受理，企业已收到通知。") if card.owners else None,
            also=notices.claimed(card),
        )

    await desk.act(update, act)


async def ask_answer(desk: Desk, update: Update, press: Press) -> None:
    """答复: what is the firm to be told?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = _ready(desk, uow, who, press, CaseAct.ANSWER)
        _ask(uow, who, ANSWER_KIND, card)
        canned = bool(answers_of(uow, who.officer))
        return Replies(say=(answer_views.ask_answer(who.t, card, canned=canned),))

    await desk.act(update, act)


async def ask_result(desk: Desk, update: Update, press: Press) -> None:
    """办结: what came of it?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = _ready(desk, uow, who, press, CaseAct.SOLVE)
        _ask(uow, who, RESULT_KIND, card)
        canned = bool(answers_of(uow, who.officer))
        return Replies(say=(answer_views.ask_result(who.t, card.id, card.number, canned=canned),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what was asked for last; None if nothing was asked.

    A text that is refused leaves the question open: the officer writes again.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in _WRITTEN:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(answer_views.too_long(who.t, len(text)),))
    return written_down(desk, uow, who, question, text)


def written_down(
    desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str
) -> Replies:
    """Carry out the answer or the result that was asked for."""
    close_question(uow, BOT, who.officer.chat_id)
    return _WRITTEN[question.kind](desk, uow, who, question, text)


def _answer(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    case_id, files = int(question.subject), waiting_files(question)
    card = acts.answer_case(uow, desk.ground, who.officer, case_id, Said(text, files))
    told = notices.answered(card, who.officer.id, desk.zone, files=in_albums(uow, files))
    ask_next(uow, who, card)
    return Replies(say=(answer_views.answered(who.t, card, desk.zone),), also=told)


def _solve(desk: Desk, uow: UnitOfWork, who: Clerk, question: OpenQuestion, text: str) -> Replies:
    case_id, files = int(question.subject), waiting_files(question)
    card = acts.solve_case(uow, desk.ground, who.officer, case_id, Said(text, files))
    told = notices.solved(card, files=in_albums(uow, files))
    return Replies(say=(answer_views.solved(who.t, card),), also=told)


def waiting_files(question: OpenQuestion) -> tuple[int, ...]:
    """The files that came for an answer or a result that is still being written."""
    return tuple(question.context.get("files", ()))


def _ready(desk: Desk, uow: UnitOfWork, who: Clerk, press: Press, act: CaseAct) -> CaseCard:
    return acts.case_ready_for(uow, desk.ground, who.officer, press.number(), act)


def _ask(uow: UnitOfWork, who: Clerk, kind: str, card: CaseCard) -> None:
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(kind, str(card.id)))


def _card(desk: Desk, who: Clerk, card: CaseCard) -> View:
    return views.card(who, desk.rulebase, card, desk.zone)


_WRITTEN: Mapping[str, Callable[[Desk, UnitOfWork, Clerk, OpenQuestion, str], Replies]] = {
    ANSWER_KIND: _answer,
    RESULT_KIND: _solve,
}
BUTTONS: Final[Mapping[str, HandlePress]] = {
    "case:new": unclaimed,
    "case:todo": todo,
    "case:mine": mine,
    "case:show": show,
    "case:firm": firm,
    "case:claim": claim,
    "case:answer": ask_answer,
    "case:solve": ask_result,
}
