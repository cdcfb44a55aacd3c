"""群发: the list, and one of them as whoever looks at it may deal with it."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import Update

from bot.domain.broadcasts import BroadcastState
from bot.domain.speech import Replies, View
from bot.domain.staff import Power
from bot.services.audiences.audiences import count_of, examples_of
from bot.services.broadcasts.broadcasts import BroadcastCard, recounted
from bot.services.broadcasts.figures import broadcasts_of, card_of
from bot.services.files import Taken, files_of
from bot.services.packages.counts import count_known
from bot.services.staff.staff import regions_with
from bot.store.questions import close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import card_views as views
from handlers.desk.broadcasts import progress_views
from handlers.desk.broadcasts.audience_words import words_of
from handlers.desk.broadcasts.card_views import Reach
from handlers.desk.broadcasts.plans import plan_of
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.press import Press

ASKED: Final = frozenset({"broadcast", "broadcast_back", "broadcast_time", "broadcast_lasts"})
"""Kinds of questions that belong to broadcasts."""
WRITTEN: Final = frozenset({BroadcastState.DRAFT, BroadcastState.SUBMITTED})


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """群发: what waits, what is under way, what is one's own.

    Under the message that follows a sending it is another message: that one is edited again.
    """

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        writes = bool(regions_with(uow, who.officer, Power.POLICY_EDIT))
        found = broadcasts_of(uow, who.officer)
        view = views.listing(who.t, found, desk.zone, writes=writes)
        return Replies(say=(view,)) if press.args else Replies(edit=view)

    await desk.act(update, act)


async def past(desk: Desk, update: Update, press: Press) -> None:
    """以前的: what is over."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        page = press.number() if press.args else 0
        found = broadcasts_of(uow, who.officer).past
        return Replies(edit=views.past(who.t, found, desk.zone, page))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One of them, as it stands now."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        leave(uow, who)
        card = card_of(uow, who.officer, press.number())
        return Replies(edit=screen(desk, uow, who, card))

    await desk.act(update, act)


def screen(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, before: str | None = None
) -> View:
    """As it stands: written, to be approved, under way or over.

    Args:
        before: What happened just now.
    """
    if card.record.state not in WRITTEN:
        reach = reach_of(desk, uow, who, card, examples=False)
        return progress_views.screen(who.t, card, reach, desk.zone, before)
    reach = reach_of(desk, uow, who, card)
    plan = plan_of(desk, uow, card.record, None if reach is None else reach.persons)
    return views.card(who.t, card, reach, plan, file_of(uow, card), before)


def reach_of(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, *, examples: bool = True
) -> Reach | None:
    """Whom it is for, in words and numbers; None before that was chosen."""
    it, audience = card.record, card.audience
    if card.before is not None:
        words = who.t("收到过 #{number} 的人", number=card.before.id)
        persons = it.count if it.state not in WRITTEN else recounted(uow, desk.ground, it)
        return Reach(words, None, persons or 0, ())
    if audience is None:
        return None
    words = words_of(who.t, desk.rulebase, audience)
    lists: Any = {"lists": count_known(uow, it), "nothing": it.content.package}
    if not (examples and (card.own or card.approves)):
        return Reach(words, None, it.count or 0, (), **lists)
    count = count_of(uow, desk.ground, audience, it.id)
    found = examples_of(uow, desk.ground, who.officer, audience, it.id)
    return Reach(words, count.firms, it.count or 0, tuple(sorted(found)), **lists)


def file_of(uow: UnitOfWork, card: BroadcastCard) -> Taken | None:
    """The photo or document that goes with it."""
    number = card.record.content.file_id
    found = () if number is None else files_of(uow, [number])
    return found[0] if found else None


def leave(uow: UnitOfWork, who: Clerk) -> None:
    """What was asked of a broadcast is not asked any more; other questions stay open."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is not None and question.kind in ASKED:
        close_question(uow, BOT, who.officer.chat_id)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "bc:list": listing,
    "bc:past": past,
    "bc:show": show,
}
