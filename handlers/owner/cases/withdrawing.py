"""不用办了: the firm takes a case back, after it was asked once, with a word of why or not."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.case_states import DONE, TEXT_MOST, CaseAct
from bot.domain.speech import Replies
from bot.services.cases.cases import withdraw_case
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.repeats import judged_already
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import case_verdicts
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.cases import views, withdrawing_views
from handlers.owner.context import Owner, Speaker
from handlers.press import Press
from policies.spoken.withdrawn import says_withdrawn

KIND: Final = "case_withdraw"


async def asked(event_update: Update, owner: Owner, press: Press) -> None:
    """不用办了: is it so?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        return asks(owner, uow, who, press.number())

    await owner.act(event_update, act)


def asks(owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int) -> Replies:
    """The same inside an act; a case that is over is shown instead."""
    card = card_of(uow, owner.rulebase, case_for_firm(uow, who.person, case_id))
    if card.status in DONE:
        return Replies(edit=views.card(who.t, owner.rulebase, card, owner.zone))
    ask(uow, BOT, who.person.chat_id, OpenQuestion(KIND, str(case_id)))
    return Replies(say=(withdrawing_views.sure(who.t, card),))


async def worded(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """Why: kept until the button is tapped; nothing is withdrawn by words alone."""
    words = None if says_withdrawn(text) else text

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        if len(text) > TEXT_MOST:
            return Replies(say=(views.too_long(who.t, len(text)),))
        case = case_for_firm(uow, who.person, int(question.subject))
        later = OpenQuestion(KIND, question.subject, {"words": words})
        ask(uow, BOT, who.person.chat_id, later)
        card = card_of(uow, owner.rulebase, case)
        return Replies(say=(withdrawing_views.sure(who.t, card, words),))

    await owner.act(event_update, act)


async def withdrawn(event_update: Update, owner: Owner, press: Press) -> None:
    """It is taken back; whoever had it is told."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        number, words = press.number(), _words(uow, who, press.number())
        again = judged_already(uow, owner.rulebase, who.person, number, CaseAct.WITHDRAW)
        if again is not None:
            view = views.card(who.t, owner.rulebase, again, owner.zone)
            return Replies(edit=view, toast=who.t("已经记下了，不用再点。"))
        card = withdraw_case(uow, owner.ground, who.person, number, words)
        return Replies(
            edit=withdrawing_views.withdrawn(who.t, card),
            also=case_verdicts.withdrawn(card, by=who.person.chat_id),
        )

    await owner.act(event_update, act)


def _words(uow: UnitOfWork, who: Speaker, case_id: int) -> str | None:
    """Why, if they wrote it; what was asked about it is answered with the tap."""
    question = open_question(uow, BOT, who.person.chat_id)
    if question is None or question.kind != KIND:
        return None
    close_question(uow, BOT, who.person.chat_id)
    said = question.context.get("words") if question.subject == str(case_id) else None
    return None if said is None else str(said)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "case:withdraw": asked,
    "case:withdrawn": withdrawn,
}
ANSWERS: Final[Mapping[str, Answer]] = {KIND: worded}
