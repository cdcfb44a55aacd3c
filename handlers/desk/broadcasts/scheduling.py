"""定时: the moment at which a broadcast begins, by a button or as people write it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final

from telegram import Update

from bot.domain.broadcast_times import offered_times
from bot.domain.broadcasts import BroadcastAct, BroadcastState
from bot.domain.coming import Coming, on_day, read_coming
from bot.domain.hours_said import clock_in
from bot.domain.speech import Replies, View
from bot.services.broadcasts.broadcasts import BroadcastCard
from bot.services.broadcasts.doors import own_broadcast
from bot.services.broadcasts.figures import card_of
from bot.services.broadcasts.scheduling import put_time
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts import plan_views as views
from handlers.desk.broadcasts.plans import plan_of
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.notices import broadcast_changes as notices
from handlers.press import Press

KIND: Final = "broadcast_time"
_BY_CLOCK: Final = re.compile(r"\d[:：]\d\d")
HOURS: Final = (time(9), time(15))


async def when(desk: Desk, update: Update, press: Press) -> None:
    """定时…, 改时间…."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        own_broadcast(uow, who.officer, press.number(), BroadcastAct.SCHEDULE)
        card = card_of(uow, who.officer, press.number())
        _ask(uow, who, card)
        plan = plan_of(desk, uow, card.record)
        return Replies(edit=views.ask_time(who.t, card, plan, _offered(desk, uow, card)))

    await desk.act(update, act)


async def at(desk: Desk, update: Update, press: Press) -> None:
    """A moment that a button names; or as soon as it is approved."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        cards.leave(uow, who)
        starts_at = None if press.word(1) == views.NOW else _moment(press)
        before = card_of(uow, who.officer, press.number())
        view, told = _put(desk, uow, who, before, starts_at)
        return Replies(edit=view, also=told)

    await desk.act(update, act)


def written(desk: Desk, uow: UnitOfWork, who: Clerk, text: str) -> Replies | None:
    """A text as the moment; None if none was asked for. What cannot be read stays asked."""
    question = open_question(uow, BOT, who.officer.chat_id)
    if question is None or question.kind != KIND:
        return None
    own_broadcast(uow, who.officer, int(question.subject), BroadcastAct.SCHEDULE)
    card = card_of(uow, who.officer, int(question.subject))
    read = _read(desk, uow, question, text)
    if len(read.moments) == 1:
        close_question(uow, BOT, who.officer.chat_id)
        view, told = _put(desk, uow, who, card, read.moments[0])
        return Replies(say=(view,), also=told)
    return Replies(say=(_again(desk, uow, who, card, (text, read)),))


def _again(
    desk: Desk, uow: UnitOfWork, who: Clerk, card: BroadcastCard, said: tuple[str, Coming]
) -> View:
    plan, (text, read) = plan_of(desk, uow, card.record), said
    if read.moments:
        return views.which_time(who.t, card, plan, read.moments)
    if read.day is None or clock_in(text) is not None:
        return views.no_time(who.t, card, plan, _offered(desk, uow, card))
    _ask(uow, who, card, read.day, read.part)
    of_day = (datetime.combine(read.day, hour, desk.zone).astimezone(UTC) for hour in HOURS)
    return views.ask_hour(who.t, card, plan, [each for each in of_day if each > uow.now])


def _read(desk: Desk, uow: UnitOfWork, question: OpenQuestion, text: str) -> Coming:
    """An hour alone is one of the day that was said before; 8:30 is half past eight."""
    read = read_coming(text, uow.now, desk.zone)
    day, part = question.context.get("day"), question.context.get("part")
    if day is not None and read.day is None:
        whole = on_day(text, date.fromisoformat(str(day)), None if part is None else str(part))
        read = read_coming(whole, uow.now, desk.zone)
    return replace(read, moments=read.moments[:1]) if _BY_CLOCK.search(text) else read


def _ask(
    uow: UnitOfWork,
    who: Clerk,
    card: BroadcastCard,
    day: date | None = None,
    part: str | None = None,
) -> None:
    said = {} if day is None else {"day": day.isoformat(), "part": part}
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, str(card.record.id), said))


def _put(
    desk: Desk, uow: UnitOfWork, who: Clerk, before: BroadcastCard, starts_at: datetime | None
) -> tuple[View, tuple[notices.Notice, ...]]:
    """It is kept; who had approved it hears that it waits for them again."""
    card = put_time(uow, who.officer, before.record.id, starts_at)
    held = before.record.state is BroadcastState.HELD
    moved = held and card.record.state is BroadcastState.DRAFT
    told = notices.moved(before, uow.new_uid()) if moved else ()
    said = views.time_kept(who.t, plan_of(desk, uow, card.record))
    return cards.screen(desk, uow, who, card, said), told


def _offered(desk: Desk, uow: UnitOfWork, card: BroadcastCard) -> tuple[datetime, ...]:
    return offered_times(uow.now, desk.ground.quiet_of(card.record.region))


def _moment(press: Press) -> datetime:
    return datetime.fromtimestamp(press.number(1) * views.SECONDS, UTC)


BUTTONS: Final[Mapping[str, HandlePress]] = {"bc:when": when, "bc:at": at}
