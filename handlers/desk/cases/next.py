"""一跟到底: the date of the next answer, typed as people write it."""

from datetime import date
from typing import Final

from bot.domain.case_terms import ClockKind
from bot.domain.errors import AnswerCode, BadAnswer
from bot.domain.next_days import means_day, read_next_day
from bot.domain.speech import Replies
from bot.domain.texts import has_word
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.cases.promises import promise, promised_until
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.cases import next_views as views
from handlers.desk.context import BOT, Clerk, Desk
from handlers.notices import case_handling as notices

NEXT_KIND: Final = "case_next"


def ask_next(uow: UnitOfWork, who: Clerk, card: CaseCard) -> None:
    """After an answer: a day that is typed now is that of the next one.

    In a group others write as well: there it is chosen by its buttons.
    """
    if card.due(ClockKind.INTERIM) is not None and not who.in_topic:
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(NEXT_KIND, str(card.id)))


def takes_day(question: OpenQuestion | None, text: str) -> bool:
    """Whether a day is asked for and the text means one; any other text is for somebody else."""
    return question is not None and question.kind == NEXT_KIND and means_day(text)


def is_passed_over(question: OpenQuestion | None, text: str) -> bool:
    """Whether a day was asked for and they went on to something else instead: not a lone 。."""
    asked = question is not None and question.kind == NEXT_KIND
    return asked and has_word(text) and not means_day(text)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A typed day; None if none was asked for.

    Raises:
        BadAnswer: One was, and there is no word in the text; it is still asked for.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind == NEXT_KIND and not has_word(text):
        raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    if question is None or not takes_day(question, text):
        return None
    day = read_next_day(text, uow.now.astimezone(desk.zone).date())
    case_id = int(question.subject)
    if day is None or promised_until(uow.now, day, desk.zone) is None:
        record = case_for_officer(uow, who.officer, case_id)
        card = card_of(uow, desk.rulebase, record)
        return Replies(say=(views.no_such_day(who.t, card, day, desk.zone),))
    close_question(uow, BOT, who.officer.chat_id)
    return promised(desk, uow, who, case_id, day)


def promised(desk: Desk, uow: UnitOfWork, who: Clerk, case_id: int, day: date) -> Replies:
    """The firm is told of the day."""
    card, due = promise(uow, desk.ground, who.officer, case_id, day)
    told = tuple(notices.promised(card, due, desk.zone))
    return Replies(say=(views.promised(who.t, card, due, desk.zone),), also=told)
