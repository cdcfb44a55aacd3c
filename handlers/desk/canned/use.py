"""用常用语: chosen for a case, seen filled in, sent as it is or written anew."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.canned import Filled, filled
from bot.domain.case_states import TEXT_MOST
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.staff.canned_answers import answer_of, answers_of
from bot.services.staff.staff import posts_of
from bot.services.staff.units import unit_of
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.staff.canned_answers import CannedCard
from bot.store.uow import UnitOfWork
from handlers.desk.canned import use_views as views
from handlers.desk.canned.words import values_of
from handlers.desk.cases.answer_views import too_long
from handlers.desk.cases.cases import ANSWER_KIND, RESULT_KIND, written_down
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

KINDS: Final = (ANSWER_KIND, RESULT_KIND)
DRAFT: Final = "draft"
MARK: Final = "mark"


async def choose(desk: Desk, update: Update, press: Press) -> None:
    """用常用语: which? What was asked stays open."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = _asked(uow, who, press.number())
        page = press.number(1) if press.args[1:] else 0
        found = answers_of(uow, who.officer)
        return Replies(edit=views.choose(who.t, int(question.subject), found, page))

    await desk.act(update, act)


async def preview(desk: Desk, update: Update, press: Press) -> None:
    """It is shown as it would go; nothing was sent."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = _asked(uow, who, press.number())
        answer = answer_of(uow, who.officer, press.number(1))
        case = _case(desk, uow, who, press.number())
        text = _filled(desk, uow, who, case, answer)
        if len(text.text) > TEXT_MOST:
            return Replies(edit=too_long(who.t, len(text.text)))
        mark = uow.new_uid()[:8]
        kept = {**question.context, DRAFT: None if text.lacking else text.text, MARK: mark}
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(question.kind, question.subject, kept))
        ends = question.kind == RESULT_KIND
        return Replies(edit=views.preview(who.t, case, answer, text, mark, ends=ends))

    await desk.act(update, act)


async def send(desk: Desk, update: Update, press: Press) -> None:
    """就这样发: exactly what was shown."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = _asked(uow, who, press.number())
        draft = question.context.get(DRAFT)
        if not draft or question.context.get(MARK) != press.word(1):
            raise Stale(StaleCode.CHANGED)
        return written_down(desk, uow, who, question, str(draft))

    await desk.act(update, act)


def _asked(uow: UnitOfWork, who: Clerk, case_id: int) -> OpenQuestion:
    """The answer or result that is being written for this very case.

    Raises:
        Stale: It was sent, or something else is asked now.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind not in KINDS or question.subject != str(case_id):
        raise Stale(StaleCode.CHANGED)
    return question


def _case(desk: Desk, uow: UnitOfWork, who: Clerk, case_id: int) -> CaseCard:
    return card_of(uow, desk.rulebase, case_for_officer(uow, who.officer, case_id))


def _filled(desk: Desk, uow: UnitOfWork, who: Clerk, case: CaseCard, answer: CannedCard) -> Filled:
    units = [unit_of(uow, post) for post in posts_of(uow, who.officer.id)]
    unit = next((each.name for each in units if each is not None), None)
    return filled(answer.text, values_of(who, desk.rulebase, case, unit, desk.zone))


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "canned:list": choose,
    "canned:use": preview,
    "canned:send": send,
}
