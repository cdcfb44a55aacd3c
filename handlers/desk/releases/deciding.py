"""批准, 退回: a second person reads what was checked before it comes into force."""

from collections.abc import Mapping
from typing import Final

from telegram import Update

from bot.domain.case_states import TEXT_MOST
from bot.domain.errors import Stale
from bot.domain.releases import ReleaseState
from bot.domain.speech import Replies
from bot.services.releases import approving as acts
from bot.services.releases.figures import figures_of
from bot.services.releases.releases import card_of
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.releases import card_views as views
from handlers.desk.releases import decision_views
from handlers.notices import releases as notices
from handlers.press import Press

BACK: Final = "release_back"


async def approve(desk: Desk, update: Update, press: Press) -> None:
    """批准 exactly what was shown: the button carries its fingerprint."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        number = press.number()
        try:
            card = acts.approve(uow, who.officer, number, press.word(1))
        except Stale:
            return Replies(edit=decision_views.changed(who.t, card_of(uow, who.officer, number)))
        if card.record.state is ReleaseState.CHECKING:
            told = notices.outdated(card, uow.new_uid())
            return Replies(edit=decision_views.outdated(who.t, card), also=told)
        shown = views.card(who.t, card, figures_of(uow, card), desk.zone)
        return Replies(edit=shown)

    await desk.act(update, act)


async def ask_reason(desk: Desk, update: Update, press: Press) -> None:
    """退回: why?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        if not card.approves or card.record.state is not ReleaseState.SUBMITTED:
            return Replies(edit=views.card(who.t, card, figures_of(uow, card), desk.zone))
        ask(uow, BOT, who.officer.chat_id, OpenQuestion(BACK, str(card.record.id)))
        return Replies(edit=decision_views.ask_reason(who.t, card))

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the reason; None if none was asked for."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != BACK:
        return None
    number = int(question.subject)
    if len(text) > TEXT_MOST:
        return Replies(say=(decision_views.too_long(who.t, len(text), TEXT_MOST),))
    close_question(uow, BOT, who.officer.chat_id)
    card = acts.send_back(uow, who.officer, number, text.strip())
    told = notices.sent_back(card, who.officer, uow.new_uid())
    return Replies(say=(decision_views.sent_back(who.t, card),), also=told)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "pol:ok": approve,
    "pol:back": ask_reason,
}
