"""The credit code of a firm: for a new one, and corrected; its name is next door."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import Update

from bot.domain.credit_codes import CodeFault, WrongCode, masked_code, read_credit_code
from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of, profile_of
from bot.services.firms.verification import give_code
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.owner.answers import Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import form_views as views
from handlers.owner.firm import naming
from handlers.owner.firm.counted_early import counted_early, is_count
from handlers.owner.firm.registering import (
    BOT,
    CODE,
    Draft,
    ask_step,
    code_view,
    draft_in,
    step,
    step_view,
)
from handlers.owner.questions.asked import Asking
from handlers.owner.questions.questionnaire import go_on
from handlers.owner.scene import Scene
from handlers.tongue import Html, lines
from policies.spoken.greetings import only_greets
from policies.spoken.measures import counts_people
from policies.spoken.puzzled import asks_meaning

_SKIPPED: Final = frozenset(
    ("没有", "无", "跳过", "不填", "不知道", "不清楚", "没", "skip", "none", "no")
)
SHORTEST_ATTEMPT: Final = 5
"""A shorter number is no attempt at a credit code, but an answer that comes too early.

So is one that names people: 12000人.
"""


async def correct_code(event_update: Update, owner: Owner) -> None:
    """改代码, or 补上代码."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        firm_of(uow, who.person, Right.PROFILE)
        return Replies(edit=ask_step(owner, uow, who, step(CODE, "", Draft(change=True))))

    await owner.act(event_update, act)


async def coded(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A credit code was typed."""
    read = read_credit_code(text)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        draft = draft_in(question)
        if isinstance(read, str):
            return Replies(say=(_coded(owner, uow, who, draft, read),))
        if only_greets(text):
            return Replies(say=(step_view(owner, uow, who, question, views.greeted(who.t)),))
        if asks_meaning(text):
            return Replies(say=(step_view(owner, uow, who, question, views.why_code(who.t)),))
        if not draft.change and text.strip().lower() in _SKIPPED:
            return Replies(say=(_first_question(owner, uow, who, draft),))
        return Replies(say=(_wrong(owner, uow, who, draft, (read, text)),))

    await owner.act(event_update, act)


async def meant(event_update: Update, owner: Owner) -> None:
    """就是…: the code that was probably meant."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _asked_for_code(uow, who)
        if not draft.meant:
            raise Stale(StaleCode.CHANGED)
        return Replies(edit=_coded(owner, uow, who, draft, draft.meant))

    await owner.act(event_update, act)


async def skip(event_update: Update, owner: Owner) -> None:
    """跳过: it may be added later."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        draft = _asked_for_code(uow, who)
        return Replies(edit=_first_question(owner, uow, who, draft))

    await owner.act(event_update, act)


async def no_code(event_update: Update, owner: Owner) -> None:
    """删掉代码."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        before = firm_of(uow, who.person, Right.PROFILE)
        firm = give_code(uow, who.person, None)
        close_question(uow, BOT, who.person.chat_id)
        anew = before.standing != firm.standing
        return Replies(edit=views.changed(who.t, who.t("代码已删掉。"), anew=anew))

    await owner.act(event_update, act)


def _coded(owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, code: str) -> View:
    before = firm_of(uow, who.person, Right.PROFILE)
    firm = give_code(uow, who.person, code)
    said = views.code_kept(who.t, masked_code(code))
    if not draft.change:
        return _first_question(owner, uow, who, draft, said)
    close_question(uow, BOT, who.person.chat_id)
    return views.changed(who.t, said, anew=before.standing != firm.standing)


def _wrong(
    owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, read: tuple[WrongCode, str]
) -> View:
    """What is wrong with it; a small number is kept for where it is asked."""
    wrong, text = read
    is_short = wrong.length < SHORTEST_ATTEMPT or counts_people(text)
    if wrong.fault is CodeFault.LENGTH and is_short and is_count(text):
        return counted_early(owner, uow, who, step(CODE, "", draft), text)
    kept = replace(draft, meant=wrong.meant or draft.meant)
    ask(uow, BOT, who.person.chat_id, step(CODE, "", kept))
    why = views.wrong_code(who.t, wrong, text)
    return code_view(uow, who, draft, why, wrong.meant or "")


def _asked_for_code(uow: UnitOfWork, who: Speaker) -> Draft:
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None or question.kind != CODE:
        raise Stale(StaleCode.CHANGED)
    return draft_in(question)


def _first_question(
    owner: Owner, uow: UnitOfWork, who: Speaker, draft: Draft, before: Html | None = None
) -> View:
    """An empty profile is cheap to plan: nothing has been read that could be out of date."""
    profile = profile_of(uow, owner.rulebase, firm_of(uow, who.person, Right.ANSWER))
    today = uow.now.astimezone(owner.zone).date()
    scene = Scene(owner, who, profile, None, today, pressed=False)
    asking = Asking(early=draft.early)
    first = go_on(scene, profile, asking, before)
    if first.question is not None:
        first = go_on(scene, profile, asking, lines(before, views.basics_first(who.t)))
    if first.question is None:
        close_question(uow, BOT, who.person.chat_id)
    else:
        ask(uow, BOT, who.person.chat_id, first.question)
    return first.view


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    **naming.BUTTONS,
    "firm:code": correct_code,
    "code:meant": meant,
    "code:skip": skip,
    "code:none": no_code,
}
ANSWERS: Final[Mapping[str, Answer]] = {**naming.ANSWERS, CODE: coded}
