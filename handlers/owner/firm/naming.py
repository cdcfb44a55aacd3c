"""The name of a firm: for a new one, and corrected; what is hardly a name is asked about."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of, found_firm
from bot.services.firms.verification import rename
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import form_views as views
from handlers.owner.firm.counted_early import counted_early, is_count
from handlers.owner.firm.names import bare_name, no_name
from handlers.owner.firm.registering import (
    BOT,
    CODE,
    NAME,
    PLACE,
    Draft,
    ask_step,
    draft_in,
    step,
    step_view,
)
from handlers.owner.firm.start_typed import name_kept
from handlers.owner.problems.unheard import offered_again
from handlers.owner.questions.parking import waiting, ways_back
from handlers.tongue import Html
from policies.spoken.firm_names import is_like_a_firm
from policies.spoken.puzzled import asks_meaning


async def correct_name(event_update: Update, owner: Owner) -> None:
    """改名称."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_of(uow, who.person, Right.PROFILE)
        return Replies(edit=ask_step(owner, uow, who, step(NAME, "", Draft(change=True))))

    await owner.act(event_update, act)


async def named(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """The name was typed: keep the firm, or its new name."""
    name = bare_name(" ".join(text.split()))

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if asks_meaning(text):
            return Replies(say=(step_view(owner, uow, who, question, views.why_name(who.t)),))
        if is_count(name):
            return Replies(say=(counted_early(owner, uow, who, question, name),))
        why = _no_words(who, name)
        if why is not None:
            return Replies(say=(step_view(owner, uow, who, question, why),))
        doubt = no_name(owner, uow, who, name)
        if doubt is not None:
            return Replies(say=(_doubted(owner, uow, who, question, (name, *doubt)),))
        if draft_in(question).change and not is_like_a_firm(name):
            return Replies(say=(offered(owner, uow, who, draft_in(question), name),))
        return Replies(say=_called(owner, uow, who, question, name))

    await owner.act(event_update, act)


def _no_words(who: Speaker, name: str) -> Html | None:
    """Why something is no name, whatever it may mean: too long, or signs alone."""
    if not 1 <= len(name) <= views.NAME_LENGTH:
        return views.name_length(who.t, len(name))
    return None if any(sign.isalpha() for sign in name) else views.no_words(who.t, name)


async def called(event_update: Update, owner: Owner) -> None:
    """就叫…: what looked like a place or a sentence is the name."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        if question is None or question.kind != NAME or not draft_in(question).said:
            raise Stale(StaleCode.CHANGED)
        name = draft_in(question).said
        return Replies(say=_called(owner, uow, who, question, name))

    await owner.act(event_update, act)


async def introduced(owner: Owner, event_update: Update, name: str) -> None:
    """俺厂叫…, of somebody who has no firm yet: taken where a registration stands."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        left = waiting(uow, who, None)
        unpark(uow, who.person.id, None)
        if left is not None and left.kind == NAME:
            ask(uow, BOT, who.person.chat_id, left)
            return Replies(say=_called(owner, uow, who, left, name))
        begun = left if left is not None and left.kind == PLACE else step(PLACE, "", Draft())
        return Replies(say=(name_kept(owner, uow, who, begun, name),))

    await owner.act(event_update, act)


def offered(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, name: str) -> View:
    """A new name that was said by the way, or hardly looks like one: one tap confirms it."""
    name, question = " ".join(name.split()), step(NAME, "", draft)
    if not 1 <= len(name) <= views.NAME_LENGTH:
        return ask_step(owner, uow, who, question, views.name_length(who.t, len(name)))
    doubt = no_name(owner, uow, who, name)
    if doubt is not None:
        return _doubted(owner, uow, who, question, (name, *doubt))
    ask(uow, BOT, who.person.chat_id, step(NAME, "", replace(draft, said=name)))
    firm = firm_of(uow, who.person, Right.PROFILE)
    return views.confirm_name(who.t, name, firm.name, onwards=draft.onwards)


def _called(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, name: str
) -> tuple[View, ...]:
    """Keep the firm under this name, or rename it."""
    if draft_in(question).change:
        return (_renamed(owner, uow, who, draft_in(question), name),)
    founded = _founded(owner, uow, who, question, name)
    return (founded, *offered_again(owner, uow, who, question.subject))


def _doubted(
    owner: Owner,
    uow: UnitOfWork,
    who: Speaker,
    question: OpenQuestion,
    doubt: tuple[str, Html, bool],
) -> View:
    """Ask again what is hardly a name; if it may be one, one tap insists on it."""
    name, why, may_be = doubt
    draft = replace(draft_in(question), said=name if may_be else "")
    return ask_step(owner, uow, who, step(NAME, question.subject, draft), why)


def _founded(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, name: str
) -> View:
    """Keep the firm, and ask for its code."""
    draft = draft_in(question)
    firm = found_firm(uow, who.person, name, question.subject, who.name)
    unpark(uow, who.person.id, None)
    said = views.named(who.t, firm.name)
    return ask_step(owner, uow, who, step(CODE, "", Draft(early=draft.early)), said)


def _renamed(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, name: str) -> View:
    before = firm_of(uow, who.person, Right.PROFILE)
    firm = before if before.name == name else rename(uow, who.person, name)
    said = who.t("已改：名称 {name}。", name=name)
    if firm is before:
        said = who.t("名称还是 {name}，没有改动。", name=name)
    if draft.onwards:
        return ask_step(owner, uow, who, step(CODE, "", Draft(early=draft.early)), said)
    close_question(uow, BOT, who.person.chat_id)
    anew = before.standing != firm.standing
    return views.changed(who.t, said, anew=anew, back=ways_back(uow, who))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "firm:name": correct_name,
    "firm:called": called,
}
ANSWERS: Final[Mapping[str, Answer]] = {NAME: named}
