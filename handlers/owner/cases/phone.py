"""留手机号: shared as the own card by a tap, or typed; it goes to the case, hidden there."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiogram.types import Update

from bot.domain.markup import unmarked
from bot.domain.phones import mobiles_in
from bot.domain.speech import Replies
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import add_note
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.notices import cases as notices
from handlers.owner.answers import BOT, Answer
from handlers.owner.cases import phone_views as views
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems.scene import open_lines
from handlers.press import Press
from handlers.tongue import LANGUAGES, Tongue

KIND: Final = "case_phone"
OFFERED: Final = 4
"""So many open cases are offered for a number that nobody asked for."""
_DECLINES: Final = frozenset(str(views.never(Tongue(each))) for each in LANGUAGES)


async def wanted(event_update: Update, owner: Owner, press: Press) -> None:
    """留手机号: by which number?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        card = _card(owner, uow, who, press.number())
        ask(uow, BOT, who.person.chat_id, OpenQuestion(KIND, str(card.id)))
        return Replies(say=(views.ask(who.t, card),))

    await owner.act(event_update, act)


async def shared(event_update: Update, owner: Owner) -> None:
    """A card: only one's own counts, whoever it names."""
    message: Mapping[str, Any] = owner.app.turn_of(event_update).event
    card: Mapping[str, Any] = message["contact"]
    is_own = card.get("user_id") == message.get("from", {}).get("id")

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        question = open_question(uow, BOT, who.person.chat_id)
        asked = question is not None and question.kind == KIND
        if not is_own:
            return Replies(say=(views.anothers(who.t, asked=asked),))
        if question is None or not asked:
            return Replies(say=(views.unasked(who.t, _open(owner, uow, who)),))
        return _kept(owner, uow, who, question, str(card.get("phone_number") or ""))

    await owner.act(event_update, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A number that was typed, or 不留了."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if text.strip() in _DECLINES:
            close_question(uow, BOT, who.person.chat_id)
            return Replies(say=(views.never_mind(who.t),))
        return _kept(owner, uow, who, question, text)

    await owner.act(event_update, act)


def _kept(
    owner: Owner, uow: UnitOfWork, who: Speaker, question: OpenQuestion, said: str
) -> Replies:
    numbers = mobiles_in(said)
    if not numbers:
        return Replies(say=(views.no_number(who.t),))
    words = unmarked(who.t("联系电话 {number}", number=numbers[0]))
    card = add_note(uow, owner.ground, who.person, int(question.subject), words)
    close_question(uow, BOT, who.person.chat_id)
    said_both = (views.taken(who.t, numbers[0]), views.with_case(who.t, card))
    return Replies(say=said_both, also=notices.noted(card, words))


def _card(owner: Owner, uow: UnitOfWork, who: Speaker, case_id: int) -> CaseCard:
    return card_of(uow, owner.rulebase, case_for_firm(uow, who.person, case_id))


def _open(owner: Owner, uow: UnitOfWork, who: Speaker) -> tuple[CaseCard, ...]:
    return tuple(_card(owner, uow, who, line.id) for line in open_lines(uow, who)[:OFFERED])


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {"case:tel": wanted}
ANSWERS: Final[Mapping[str, Answer]] = {KIND: typed}
