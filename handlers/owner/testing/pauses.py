"""停产、放假: a group or the whole firm does not work for some days."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Final

from aiogram.types import Update

from bot.domain.days import Days, read_days
from bot.domain.errors import BadAnswer, Stale, StaleCode
from bot.domain.pauses import Pause, whole_days
from bot.domain.speech import Replies
from bot.services.testing import pausing
from bot.services.testing.pausing import Paused
from bot.services.testing.rhythms import SamplingRules
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import pause_views as views
from handlers.owner.testing.moments import PROPOSED
from handlers.owner.testing.pause_views import Scope
from handlers.owner.testing.scene import (
    PAUSED_UNTIL,
    close_own_question,
    own_rules,
    standing,
    wording,
)
from handlers.press import Press
from policies.spoken.agreement import says_yes

LONGEST: Final = 366


async def pause(event_update: Update, owner: Owner, press: Press) -> None:
    """停产、放假: as it is, or the question until when."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, scope = scope_of(uow, owner, who, press.number())
        known = pausing.pause_ahead(uow, rules.firm_id, scope.id or None)
        if known is None:
            return _ask(uow, owner, who, scope)
        close_own_question(uow, who)
        return Replies(edit=views.running(wording(uow, owner, who.t), scope, known))

    await owner.act(event_update, act)


async def change(event_update: Update, owner: Owner, press: Press) -> None:
    """改到别的日子."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, scope = scope_of(uow, owner, who, press.number())
        return _ask(uow, owner, who, scope)

    await owner.act(event_update, act)


async def so_long(event_update: Update, owner: Owner, press: Press) -> None:
    """今天起 3 天, or 还没定."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        days, today = press.number(1), uow.now.astimezone(owner.zone).date()
        if days > LONGEST:
            raise Stale(StaleCode.CHANGED)
        last = today + timedelta(days=days - 1) if days else None
        return _set(uow, owner, who, press.number(), Days(today, last))

    await owner.act(event_update, act)


async def dates(event_update: Update, owner: Owner, press: Press) -> None:
    """选日期."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, scope = scope_of(uow, owner, who, press.number())
        return Replies(edit=views.dates(wording(uow, owner, who.t), scope))

    await owner.act(event_update, act)


async def until(event_update: Update, owner: Owner, press: Press) -> None:
    """A last day was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        last = views.day_of(press.word(1))
        if last is None:
            raise Stale(StaleCode.CHANGED)
        today = uow.now.astimezone(owner.zone).date()
        return _set(uow, owner, who, press.number(), Days(today, last))

    await owner.act(event_update, act)


async def these(event_update: Update, owner: Owner, press: Press) -> None:
    """对，就这样: the days that were written and repeated; 0 for an end that nobody knows."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        first, last = views.day_of(press.word(1)), views.day_of(press.word(2))
        if first is None or (last is None and press.word(2) != "0"):
            raise Stale(StaleCode.CHANGED)
        return _set(uow, owner, who, press.number(), Days(first, last))

    await owner.act(event_update, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """From when until when, in their own words."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        days = read_days(text, uow.now.astimezone(owner.zone).date()) or _agreed(question, text)
        if days is None:
            _, scope = scope_of(uow, owner, who, int(question.subject))
            say = wording(uow, owner, who.t)
            before = views.not_read(say, text)
            return Replies(say=(views.until_when(say, scope, before=before),))
        return _set(uow, owner, who, int(question.subject), days)

    await owner.act(event_update, act)


async def end(event_update: Update, owner: Owner, press: Press) -> None:
    """现在就恢复, 明天恢复, or called off before it began."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules = own_rules(uow, owner, who)
        card = pausing.own_pause(uow, who.person, rules, press.number())
        ends = uow.now if press.word(1) == "now" else _tomorrow(uow.now, owner)
        try:
            done = pausing.end_pause(uow, who.person, rules, card.id, ends)
        except Stale:
            return _as_it_is(uow, owner, who, card.group_id or 0, expired=False)
        return _made(uow, owner, who, card.group_id or 0, done)

    await owner.act(event_update, act)


async def undo(event_update: Update, owner: Owner, press: Press) -> None:
    """撤销, for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules = own_rules(uow, owner, who)
        card = pausing.own_pause(uow, who.person, rules, press.number())
        gid = card.group_id or 0
        try:
            done = pausing.undo_pause(uow, who.person, rules, card.id)
        except Stale as stale:
            expired = stale.code is StaleCode.EXPIRED
            return _as_it_is(uow, owner, who, gid, expired=expired)
        _, scope = scope_of(uow, owner, who, gid)
        return Replies(edit=views.undone(wording(uow, owner, who.t), scope, done))

    await owner.act(event_update, act)


def _agreed(question: OpenQuestion, text: str) -> Days | None:
    """The days that were repeated to them, if they write yes."""
    days = [views.day_of(str(each)) for each in question.context.get(PROPOSED, ())]
    first, last = (*days, None, None)[:2]
    return None if first is None or not says_yes(text) else Days(first, last)


def scope_of(uow: UnitOfWork, owner: Owner, who: Speaker, gid: int) -> tuple[SamplingRules, Scope]:
    """What a pause is of: a group of theirs, or with 0 the whole firm.

    Raises:
        NotYours: The group is gone, or another's.
    """
    if gid == 0:
        return own_rules(uow, owner, who), Scope(None, uow.now)
    rules, status = standing(uow, owner, who, gid)
    return rules, Scope(status, uow.now)


def _ask(uow: UnitOfWork, owner: Owner, who: Speaker, scope: Scope) -> Replies:
    ask(uow, BOT, who.person.chat_id, OpenQuestion(PAUSED_UNTIL, str(scope.id)))
    return Replies(edit=views.until_when(wording(uow, owner, who.t), scope))


def _set(uow: UnitOfWork, owner: Owner, who: Speaker, gid: int, days: Days) -> Replies:
    rules, scope = scope_of(uow, owner, who, gid)
    span = whole_days(days.first, days.last or days.first, uow.now, owner.zone)
    if days.last is None:
        span = Pause(span.starts_at, None)
    try:
        done = pausing.set_pause(uow, who.person, rules, gid or None, span)
    except BadAnswer:
        say = wording(uow, owner, who.t)
        before = views.not_possible(say)
        return Replies(say=(views.until_when(say, scope, before=before),))
    return _made(uow, owner, who, gid, done)


def _made(uow: UnitOfWork, owner: Owner, who: Speaker, gid: int, done: Paused) -> Replies:
    close_own_question(uow, who)
    _, scope = scope_of(uow, owner, who, gid)
    return Replies(say=(views.made(wording(uow, owner, who.t), scope, done),))


def _as_it_is(uow: UnitOfWork, owner: Owner, who: Speaker, gid: int, *, expired: bool) -> Replies:
    rules, scope = scope_of(uow, owner, who, gid)
    say = wording(uow, owner, who.t)
    before = views.not_undone(say, expired=expired)
    known = pausing.pause_ahead(uow, rules.firm_id, gid or None)
    if known is None:
        return Replies(say=(views.until_when(say, scope, before=before),))
    return Replies(say=(views.running(say, scope, known, before=before),))


def _tomorrow(now: datetime, owner: Owner) -> datetime:
    wall = now.astimezone(owner.zone)
    return datetime.combine(wall.date() + timedelta(days=1), time(), tzinfo=owner.zone)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:pause": pause,
    "test:pchange": change,
    "test:pfor": so_long,
    "test:pdates": dates,
    "test:puntil": until,
    "test:pset": these,
    "test:pend": end,
    "test:pundo": undo,
}
ANSWERS: Final[Mapping[str, Answer]] = {PAUSED_UNTIL: typed}
