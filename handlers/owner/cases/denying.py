"""没解决: the firm says that a case is not solved, by a tap or in its own words."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import TEXT_MOST, CaseAct
from bot.domain.speech import Replies
from bot.services.cases.cases import deny_case
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.ratings import goes_on
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.notices import case_verdicts
from handlers.owner.answers import BOT
from handlers.owner.cases import views
from handlers.owner.cases.screens import NOTE_KIND, again
from handlers.owner.context import Owner, Speaker
from handlers.press import Press


async def deny(event_update: Update, owner: Owner, press: Press) -> None:
    """没解决: it is reopened at once; the words that are asked then go along."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        case_id = press.number()
        if over := _over(owner, uow, who, case_id):
            return over
        if before := again(owner, uow, who, case_id, CaseAct.DENY):
            return before
        card = deny_case(uow, owner.ground, who.person, case_id)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NOTE_KIND, str(card.id)))
        return Replies(
            edit=views.card(who.t, owner.rulebase, card, owner.zone),
            say=(views.reopened(who.t, card),),
            also=case_verdicts.reopened(card, by=who.person.chat_id),
        )

    await owner.act(event_update, act)


def denied(
    owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int, words: str | None
) -> Replies:
    """The same in words, which go along; without any it is asked what is missing."""
    if words is not None and len(words) > TEXT_MOST:
        return Replies(say=(views.too_long(who.t, len(words)),))
    if over := _over(owner, uow, who, case_id):
        return over
    if before := again(owner, uow, who, case_id, CaseAct.DENY):
        return before
    card = deny_case(uow, owner.ground, who.person, case_id, words)
    if words is None:
        ask(uow, BOT, who.person.chat_id, OpenQuestion(NOTE_KIND, str(card.id)))
    told = case_verdicts.reopened(card, by=who.person.chat_id)
    return Replies(say=(views.reopened(who.t, card, words),), also=told)


def _over(owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int) -> Replies | None:
    """It was closed meanwhile, maybe while they were silent: another one may go on from it."""
    case = case_for_firm(uow, who.person, case_id)
    if not goes_on(case.state.closed_at, uow.now):
        return None
    return Replies(say=(views.closed_meanwhile(who.t, card_of(uow, owner.rulebase, case)),))


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"case:deny": deny}
