"""The particulars of a case in one sentence: who, when, on what paper, why."""

from collections.abc import Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.cases import cases
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.notices.private import masked, masked_remark
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.cases import views as cases_views
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import particulars_views as views


async def particulars(
    owner: Owner, event_update: Update, question: OpenQuestion, text: str
) -> None:
    """Who, when, on what paper, why: to the case of it, or kept until there is one."""
    number, _, name = question.subject.partition(":")

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if len(text) > TEXT_MOST:
            return Replies(say=(cases_views.too_long(who.t, len(text)),))
        close_question(uow, BOT, who.person.chat_id)
        problem = problems.problem_of(uow, who.person, int(number))
        said, case_id = masked(who.t, text), problem.progress.cases.get(name)
        view = views.asked_all(who.t, masked_remark(who.t, text), question.subject)
        if case_id is None:
            problems.add_words(uow, problem, said)
            return Replies(say=(view,))
        card = cases.add_note(uow, owner.ground, who.person, case_id, said)
        return Replies(say=(view,), also=notices.noted(card, said))

    await owner.act(event_update, act)


def stop_asking(uow: UnitOfWork, who: Speaker) -> None:
    """跳过: the particulars are no longer asked; other questions stay open."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is not None and question.kind == views.PARTICULARS:
        close_question(uow, BOT, who.person.chat_id)


ANSWERS: Final[Mapping[str, Answer]] = {views.PARTICULARS: particulars}
