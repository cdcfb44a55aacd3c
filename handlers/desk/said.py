"""A text of an officer: what it answers, what was asked for, else which case it is for."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST, CaseAct
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.texts import has_word
from bot.services.cases import cases as acts
from bot.services.cases.lists import cases_held_by
from bot.services.cases.moves import Said
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk import home_views
from handlers.desk.assignments import care, care_giving
from handlers.desk.broadcasts import approving, audience_screens, scheduling, terms
from handlers.desk.canned import keep as canned_keep
from handlers.desk.cases import answer_views, cases, list_views
from handlers.desk.cases import closing as case_closing
from handlers.desk.cases import handling as case_handling
from handlers.desk.cases import next as case_next
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.firms import firms
from handlers.desk.held_back import holds_back
from handlers.desk.issues import screens as issues
from handlers.desk.ledger import screens as ledger
from handlers.desk.registers import screens as registers
from handlers.desk.releases import screens as releases
from handlers.desk.routing_table import screens as routing_table
from handlers.desk.staff import invite as staff_invite
from handlers.desk.staff import leave, units
from handlers.notices import cases as notices
from handlers.press import Press
from handlers.routing import Asked, Goes, Heard, goes
from handlers.subjects import CASE, Subject

SAID_KIND: Final = "said"
"""A text that waits to be told which case it is for; not a question that takes words."""


WRITTEN: Final = (
    cases.written,
    case_handling.written,
    case_closing.written,
    case_next.written,
    canned_keep.written,
    routing_table.written,
    firms.written,
    care.written,
    care_giving.written,
    leave.written,
    staff_invite.written,
    units.written,
    *registers.WRITTEN,
    *issues.WRITTEN,
    *releases.WRITTEN,
    ledger.written,
    approving.written,
    terms.written,
    scheduling.written,
    audience_screens.written,
)
"""Who may have asked for words."""


def placed(desk: Desk, uow: UnitOfWork, who: Clerk, text: str, subject: Subject | None) -> Replies:
    """Where a text goes: the table of both bots decides."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if case_next.is_passed_over(question, text):
        close_question(uow, BOT, who.officer.chat_id)
        question = None
    composing = question is not None and question.kind != SAID_KIND
    about = subject.id if subject is not None and subject.kind == CASE else None
    if question is not None and question.subject == str(about):
        about = None  # it answers the very message that asked for it
    held = len(cases_held_by(uow, who.officer).lines)
    heard = Heard(
        replied=about is not None,
        asked=Asked.WORDS if composing else Asked.NOTHING,
        cases=held,
        related=held > 0,  # whatever they write may be for a firm
    )
    match goes(heard):
        case Goes.REPLIED if about is not None:
            return answered(desk, uow, who, about, text)
        case Goes.ANSWER:
            if (doubt := holds_back(desk, uow, who, question, text)) is not None:
                return doubt
            answers = (each(desk, uow, who, text) for each in WRITTEN)
            answer = next((each for each in answers if each is not None), None)
            return answer or Replies(say=(home_views.unasked(who),))
        case Goes.CASE:
            return _which(desk, uow, who, text)
    return Replies(say=(home_views.unasked(who),))


def answered(desk: Desk, uow: UnitOfWork, who: Clerk, case_id: int, text: str) -> Replies:
    """It is an answer to the firm of a case."""
    if len(text) > TEXT_MOST:
        return Replies(say=(answer_views.too_long(who.t, len(text)),))
    if not has_word(text) and not who.in_topic:
        return _asked_again(desk, uow, who, case_id)
    card = acts.answer_case(uow, desk.ground, who.officer, case_id, Said(text))
    told = notices.answered(card, who.officer.id, desk.zone)
    case_next.ask_next(uow, who, card)
    return Replies(say=(answer_views.answered(who.t, card, desk.zone),), also=told)


def _asked_again(desk: Desk, uow: UnitOfWork, who: Clerk, case_id: int) -> Replies:
    """A lone 。 says nothing: what they write next is the answer to this case."""
    card = acts.case_ready_for(uow, desk.ground, who.officer, case_id, CaseAct.ANSWER)
    question = OpenQuestion(cases.ANSWER_KIND, str(card.id))
    ask(uow, BOT, who.officer.chat_id, question)
    return Replies(say=(answer_views.no_words(who.t, card),))


async def to_case(desk: Desk, update: Update, press: Press) -> None:
    """The text that was just written is for this case."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question = open_question(uow, BOT, who.officer.chat_id)
        if question is None or question.kind != SAID_KIND:
            raise Stale(StaleCode.CHANGED)
        close_question(uow, BOT, who.officer.chat_id)
        return answered(desk, uow, who, press.number(), str(question.context["text"]))

    await desk.act(update, act)


def _which(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies:
    if len(text) > TEXT_MOST:
        return Replies(say=(answer_views.too_long(who.t, len(text)),))
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(SAID_KIND, context={"text": text}))
    held = cases_held_by(uow, who.officer)
    return Replies(say=(list_views.which(who.t, desk.rulebase, text, held),))


BUTTONS: Final[Mapping[str, HandlePress]] = {"said:to": to_case}
