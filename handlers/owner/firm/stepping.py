"""返回 while a firm is registered: one step back, with what was given; at the first one, out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of
from bot.services.firms.places import asks_town
from bot.store.questions import OpenQuestion, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm.registering import (
    BOT,
    CODE,
    NAME,
    PLACE,
    STEPS,
    Draft,
    ask_step,
    correction_within,
    draft_in,
    step,
)
from handlers.owner.firm.start import step_back_to_name
from handlers.owner.home import menu_of
from handlers.owner.questions.parking import put_away
from policies.regions import names_of
from policies.spoken.divisions import COUNTY


async def back(event_update: Update, owner: Owner) -> None:
    """返回, 上一步."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        earlier = None if question is None else _earlier(owner, uow, who, question)
        if earlier is None:
            put_away(uow, who)
            return Replies(edit=menu_of(uow, who))
        return Replies(edit=earlier)

    await owner.act(event_update, act)


async def on(event_update: Update, owner: Owner) -> None:
    """还是…: the name stays, and the registration goes on."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.kind != NAME or not draft_in(question).onwards:
            raise Stale(StaleCode.CHANGED)
        draft = Draft(early=draft_in(question).early)
        return Replies(edit=ask_step(owner, uow, who, step(CODE, "", draft)))

    await owner.act(event_update, act)


def _earlier(owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion) -> View | None:
    """The step before; None at the first one."""
    if question.kind not in STEPS:
        return None
    draft = draft_in(question)
    if question.kind == PLACE and question.subject:
        return ask_step(owner, uow, who, step(PLACE, "", draft))
    if question.kind == CODE and not draft.change:
        return step_back_to_name(owner, uow, who, correction_within(question, NAME))
    if question.kind == NAME and (draft.onwards or not draft.change):
        path = question.subject or firm_of(uow, who.person, Right.PROFILE).region
        return _place_again(owner, uow, who, draft, path)
    return None


def _place_again(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, path: str) -> View:
    """Where it is: the town, if one was asked."""
    county = "/".join(names_of(path)[:COUNTY])
    subject = county if asks_town(owner.rulebase, county) else ""
    return ask_step(owner, uow, who, step(PLACE, subject, replace(draft, said=path)))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "start:back": back,
    "start:on": on,
}
