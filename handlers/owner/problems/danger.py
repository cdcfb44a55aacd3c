"""Danger to life in a text or under a photo: answered before anything else, wherever they are."""

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.speech import Replies
from bot.services import problems
from bot.services.cases.opening import Matter
from bot.store.problems import ProblemCard, Told
from bot.store.questions import OpenQuestion, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.notices.private import masked
from handlers.owner.answers import BOT
from handlers.owner.cases import views as cases_views
from handlers.owner.cases.screens import TEXT_KIND, waiting_files
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import danger_views as views
from handlers.owner.problems.scene import left_of, may_open_cases
from handlers.owner.questions.parking import put_away
from policies.understanding.answers import Way
from policies.understanding.dangers import Alert, load_dangers


def alert_in(owner: Owner, said: str) -> Alert | None:
    """The danger that a text speaks of, if of any."""
    return load_dangers(owner.rulebase.root).of(said)


async def answered(owner: Owner, event_update: Update, said: str, alert: Alert) -> None:
    """The number to call, at once; a question that was open waits meanwhile."""
    await owner.act(event_update, lambda uow, who: answer(owner, uow, who, said, alert))


def answer(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    said: str,
    alert: Alert,
    files: tuple[int, ...] = (),
) -> Replies:
    """The same inside an act; words for a person that were asked for go to one at once.

    Args:
        files: Ids of what came with it.
    """
    question = open_question(uow, BOT, who.person.chat_id)
    words = masked(who.t, said)[:TEXT_MOST]
    came = (*waiting_files(question), *files)
    told = Told(text=words, files=came, urgent=(alert.words,), way=Way.BROWSE)
    problem = problems.keep_problem(uow, who.person, told)
    if question is not None and question.kind == TEXT_KIND and may_open_cases(uow, who):
        return _handed_on(owner, uow, who, (problem, alert), question)
    if who.person.firm_id is not None:
        put_away(uow, who)
    view = views.first_of_all(who.t, alert, problem, left_of(owner, uow, who))
    return Replies(say=(view,))


def _handed_on(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    said: tuple[ProblemCard, Alert],
    question: OpenQuestion,
) -> Replies:
    problem, alert = said
    matter = Matter(question.subject or None, question.context.get("category"), urgent=True)
    words = problem.told.text
    card, _ = problems.hand_on(uow, owner.ground, who.person, problem, words, matter)
    close_question(uow, BOT, who.person.chat_id)
    first = views.first_of_all(who.t, alert, problem, None, has_case=True)
    receipt = cases_views.opened(who.t, owner.rulebase, card, owner.zone)
    return Replies(say=(first, receipt), also=notices.opened(owner.rulebase, card, owner.zone))
