"""答复各家, 给出结果: written once, looked at, then sent to every firm of an issue."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.cases.promises import next_dates
from bot.services.cases.texts import reason_text, result_text
from bot.services.issues import answers as acts
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.cases.answer_views import too_long
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.issues import answer_views as views
from handlers.press import Press

ANSWER_KIND: Final = "issue_answer"
RESULT_KIND: Final = "issue_result"
READY_KIND: Final = "issue_ready"
"""A text that was looked at and waits to be sent; not a question that takes words."""


async def ask_answer(desk: Desk, update: Update, press: Press) -> None:
    """答复各家: what are they to be told?"""
    await _ask(desk, update, press, ANSWER_KIND)


async def ask_result(desk: Desk, update: Update, press: Press) -> None:
    """给出结果: what came of it?"""
    await _ask(desk, update, press, RESULT_KIND)


async def _ask(desk: Desk, update: Update, press: Press, kind: str) -> None:
    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue, count = acts.ready_to_answer(uow, who.officer, press.number())
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(kind, str(issue.id)))
        return Replies(say=(views.ask_text(who.t, issue, count, result=kind == RESULT_KIND),))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as what all are to be told: shown once more before it goes; None if not asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in {ANSWER_KIND, RESULT_KIND}:
        return None
    if len(text) > TEXT_MOST:
        return Replies(say=(too_long(who.t, len(text)),))
    result = question.kind == RESULT_KIND
    said = result_text(text) if result else reason_text(text)
    issue, count = acts.ready_to_answer(uow, who.officer, int(question.subject))
    context = {"text": said, "result": result}
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(READY_KIND, str(issue.id), context))
    days = () if result else next_dates(uow.now, desk.zone)
    return Replies(say=(views.look(who.t, issue, count, said, days, desk.zone),))


async def send(desk: Desk, update: Update, press: Press) -> None:
    """Send the answer, with the day of the next one."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        text = _ready(uow, who, press, result=False)
        day = press.day(1)
        issue, count = acts.answer_issue(uow, desk.ground, who.officer, press.number(), text, day)
        return Replies(edit=views.sending(who.t, issue, count, result=False))

    await desk.act(update, act)


async def give(desk: Desk, update: Update, press: Press) -> None:
    """Send the result."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        text = _ready(uow, who, press, result=True)
        issue, count = acts.solve_issue(uow, who.officer, press.number(), text)
        return Replies(edit=views.sending(who.t, issue, count, result=True))

    await desk.act(update, act)


async def repeat(desk: Desk, update: Update, press: Press) -> None:
    """补发: what was said last reaches those that came later."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        issue, count = acts.repeat_answer(uow, who.officer, press.number())
        return Replies(edit=views.sending(who.t, issue, count, result=False))

    await desk.act(update, act)


def _ready(uow: UnitOfWork, who: Clerk, press: Press, *, result: bool) -> str:
    """The text that waits to be sent; it waits no more.

    Raises:
        Stale: It was sent or dropped, or was written for another issue.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None:
        raise Stale(StaleCode.ANSWERED)
    if question.kind != READY_KIND:
        raise Stale(StaleCode.CHANGED)
    if question.subject != press.word() or question.context["result"] is not result:
        raise Stale(StaleCode.CHANGED)
    close_question(uow, BOT, who.officer.chat_id)
    return str(question.context["text"])


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "issue:answer": ask_answer,
    "issue:solve": ask_result,
    "issue:send": send,
    "issue:give": give,
    "issue:repeat": repeat,
}
