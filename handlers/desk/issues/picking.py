"""并成共性问题: cases are ticked, and the text that follows is the title."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.issues import TITLE_MOST
from bot.domain.speech import Replies
from bot.domain.staff import covers
from bot.services.cases.doors import case_for_officer
from bot.services.issues.cards import card_of_issue
from bot.services.issues.doors import dispatching_post
from bot.services.issues.linking import open_issue
from bot.store.cases.cases import CaseRecord
from bot.store.issues.candidates import Candidate
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.issues import card_views
from handlers.desk.issues import picking_views as views
from handlers.desk.issues.comparing import Compared, compare
from handlers.press import Press

TITLE_KIND: Final = "issue_title"
MOST: Final = 40
"""So many are offered at once; others can be added to the issue later."""


async def pick(desk: Desk, update: Update, press: Press) -> None:
    """Which of the cases that are like this one belong together, and what is it called?"""
    compared, case_id = await compare(desk, update), press.number()
    others: list[Candidate] = []
    if isinstance(compared, Compared):
        others, _ = await asyncio.to_thread(compared.beside, case_id)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(compared, Refusal):
            raise compared
        case = case_for_officer(uow, who.officer, case_id)
        post = dispatching_post(uow, who.officer, case)
        near = [each for each in others if covers(post.region, each.place)]
        offered = [case.id, *(each.id for each in near[: MOST - 1])]
        question = OpenQuestion(TITLE_KIND, str(case.id), {"offered": offered, "off": []})
        ask(uow, BOT, who.officer.chat_id, question)
        return Replies(say=(views.pick(who.t, _choice(uow, who, question, 0)),))

    await desk.act(update, act)


async def tick(desk: Desk, update: Update, press: Press) -> None:
    """One of them belongs to it, or does not."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        question, case_id = _asked(uow, who), press.number()
        off = set(question.context["off"]) ^ {case_id}
        if case_id not in question.context["offered"] or str(case_id) == question.subject:
            raise Stale(StaleCode.CHANGED)
        ticked = replace(question, context={**question.context, "off": sorted(off)})
        ask(uow, BOT, who.officer.chat_id, ticked)
        return Replies(edit=views.pick(who.t, _choice(uow, who, ticked, press.number(1))))

    await desk.act(update, act)


async def turn(desk: Desk, update: Update, press: Press) -> None:
    """Another page of them."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=views.pick(who.t, _choice(uow, who, _asked(uow, who), press.number())))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the title of what was ticked; None if nothing was asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != TITLE_KIND:
        return None
    if len(text.strip()) > TITLE_MOST:
        return Replies(say=(card_views.too_long(who.t, len(text.strip())),))
    close_question(uow, BOT, who.officer.chat_id)
    issue = open_issue(uow, desk.ground, who.officer, _picked(question), text)
    card = card_of_issue(uow, who.officer, issue)
    return Replies(say=(card_views.opened(who.t, desk.rulebase, card, desk.zone),))


def _asked(uow: UnitOfWork, who: Clerk) -> OpenQuestion:
    """What is being picked.

    Raises:
        Stale: Nothing is, any more.
    """
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != TITLE_KIND:
        raise Stale(StaleCode.CHANGED)
    return question


def _picked(question: OpenQuestion) -> list[int]:
    off = set(question.context["off"])
    return [each for each in question.context["offered"] if each not in off]


def _choice(uow: UnitOfWork, who: Clerk, question: OpenQuestion, page: int) -> views.Choice:
    offered, picked = question.context["offered"], set(_picked(question))
    shown = offered[page * views.A_PAGE : (page + 1) * views.A_PAGE]
    cases: list[CaseRecord] = [case_for_officer(uow, who.officer, each) for each in shown]
    return views.Choice(
        cases=tuple(cases),
        picked=frozenset(picked),
        first=int(question.subject),
        count=len(offered),
        page=page,
    )


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "issue:pick": pick,
    "issue:tick": tick,
    "issue:turn": turn,
}
