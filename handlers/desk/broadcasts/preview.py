"""A broadcast as each language gets it: sent to oneself, or to whoever approves it."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from telegram import Update

from bot.domain.broadcast_lint import faults_of
from bot.domain.broadcasts import reads
from bot.domain.speech import Button, OutFile, Replies, View
from bot.services.audiences import examples_of
from bot.services.broadcast_figures import card_of
from bot.services.broadcasts import BroadcastCard
from bot.services.files import files_of, to_send
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import card_views, compose_views
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press, button
from handlers.tongue import LANGUAGES, Html, Tongue

Mark: TypeAlias = Callable[[Tongue], Html]
"""What a text is headed with, in the language of whoever looks at it."""


async def try_out(desk: Desk, update: Update, press: Press) -> None:
    """试发给我: both texts as they will be received, to oneself only."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        card = card_of(uow, who.officer, press.number())
        if not any((card.record.content.zh, card.record.content.en)):
            faults = faults_of(card.record.content)
            return Replies(edit=compose_views.lacks(who.t, card, faults))
        sent = as_received(desk, uow, who, card, tried)
        return Replies(say=(*sent, card_views.tried(who.t, card)))

    await desk.act(update, act)


def as_received(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, mark: Mark
) -> tuple[View, ...]:
    """What firms will read, in each language that is written, under a mark."""
    content, place = card.record.content, card.record.place
    file = _file(uow, content.file_id)
    firm = _somebody(desk, uow, who, card)
    texts = {"zh": content.zh, "en": content.en}
    views = []
    for t in (Tongue(each) for each in LANGUAGES if texts[each]):
        it = reads(content, t.language, firm=firm or t("示例企业"), region=t.plain(place))
        rows = tuple((Button(words, url=url),) for words, url in it.buttons)
        menu = (button(it.menu, "desk:menu"),)
        views.append(View(Html(mark(who.t) + it.html), (*rows, menu), file=file))
    return tuple(views)


def tried(t: Tongue) -> Html:
    """Heads a text that was sent to its author only."""
    return t("【试发】")


def to_be_approved(t: Tongue) -> Html:
    """Heads a text that waits for a second person."""
    return t("【待审批】")


def just_looked_at(t: Tongue) -> Html:
    """Heads a text that somebody reads at the desk."""
    return t("【内容】")


def _somebody(desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard) -> str | None:
    """A firm of the audience, whose name stands in the text."""
    if card.audience is None or not (card.own or card.approves):
        return None
    found = examples_of(uow, desk.ground, who.officer, card.audience, card.record.id)
    return min(found, default=None)


def _file(uow: UnitOfWork, file_id: int | None) -> OutFile | None:
    found = () if file_id is None else files_of(uow, [file_id])
    return to_send(found[0]) if found else None


BUTTONS: Final[Mapping[str, HandlePress]] = {"bc:try": try_out}
