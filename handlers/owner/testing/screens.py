"""核酸采样和提醒: the groups of a firm, their samplings, and what their reminders' buttons do."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.counts_said import read_report
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies
from bot.domain.times import read_moment
from bot.services.testing import testing as acts
from bot.services.testing import unsampling
from bot.services.testing.replanning import firm_rules
from bot.services.testing.standing import GroupStatus, status_of
from bot.store.questions import OpenQuestion, ask
from bot.store.uow import UnitOfWork
from handlers.notices.sampling_words import mark
from handlers.owner.answers import BOT, Answer, still_open
from handlers.owner.context import Owner, Speaker
from handlers.owner.minutes import minute_pressed
from handlers.owner.testing import (
    bundles,
    forms,
    group_counts,
    group_options,
    groups,
    many,
    moments,
    pauses,
    said,
    some,
)
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import record_views as records
from handlers.owner.testing.recording import record_one
from handlers.owner.testing.reported import reported
from handlers.owner.testing.scene import (
    SAMPLED_AT,
    asked_long_ago,
    close_own_question,
    is_outdated,
    overview_of,
    own_rules,
    standing,
    wording,
)
from handlers.press import Press


async def listing(event_update: Update, owner: Owner, press: Press) -> None:
    """采样总览, page by page."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        page = press.number() if press.args else 0
        view = overview_of(uow, owner, who, own_rules(uow, owner, who), page)
        # A reminder, or what was recorded, stays as it is: people look for it again.
        return Replies(say=(view,)) if press.args[1:] else Replies(edit=view)

    await owner.act(event_update, act)


async def show(event_update: Update, owner: Owner, press: Press) -> None:
    """One group."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        close_own_question(uow, who)
        _, status = standing(uow, owner, who, press.number())
        return Replies(edit=cards.card(wording(uow, owner, who.t), status))

    await owner.act(event_update, act)


async def done(event_update: Update, owner: Owner, press: Press) -> None:
    """刚刚都采了; under a question that was asked long ago, it is asked when that was."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        if is_outdated(status, press):
            return Replies(say=(cards.outdated(wording(uow, owner, who.t), status),))
        asked_at = asked_long_ago(uow, press, 2)
        if asked_at is not None:
            return _ask_when(uow, owner, who, status, asked_at)
        return record_one(uow, owner, who, (rules, status), uow.now)

    await owner.act(event_update, act)


async def when(event_update: Update, owner: Owner, press: Press) -> None:
    """选采样时间: likely moments as buttons, any other may be typed."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, press.number())
        return _ask_when(uow, owner, who, status)

    await owner.act(event_update, act)


def _ask_when(
    uow: UnitOfWork,
    owner: Owner,
    who: Speaker,
    status: GroupStatus,
    asked_at: datetime | None = None,
) -> Replies:
    ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
    say = wording(uow, owner, who.t)
    before = None if asked_at is None else cards.asked_long_ago(say, asked_at)
    return Replies(say=(forms.when(say, status, before=before),))


async def at(event_update: Update, owner: Owner, press: Press) -> None:
    """One of the likely moments was tapped."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        scene = standing(uow, owner, who, press.number())
        if press.args[2:] and press.mark(2) != mark(scene[1].group):
            return Replies(say=(cards.outdated(wording(uow, owner, who.t), scene[1]),))
        return record_one(uow, owner, who, scene, minute_pressed(press, 1))

    await owner.act(event_update, act)


async def fix(event_update: Update, owner: Owner, press: Press) -> None:
    """改成…: the newer sampling on record was wrong, this older one is right."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        scene = standing(uow, owner, who, press.number())
        return record_one(uow, owner, who, scene, minute_pressed(press, 1), correct=True)

    await owner.act(event_update, act)


async def typed(owner: Owner, event_update: Update, question: OpenQuestion, text: str) -> None:
    """A sampling time in their own words; what is not understood leaves the question open."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        still_open(uow, who.person.chat_id, question)
        group_id, proposed = int(question.subject), moments.agreed(question, text)
        if proposed is not None:
            return record_one(uow, owner, who, standing(uow, owner, who, group_id), proposed)
        return in_words(uow, owner, who, group_id, text)

    await owner.act(event_update, act)


async def replied(owner: Owner, event_update: Update, group_id: int, text: str) -> None:
    """An answer to a message about a group, such as its reminder: 刚采完."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        _, status = standing(uow, owner, who, group_id)
        ask(uow, BOT, who.person.chat_id, OpenQuestion(SAMPLED_AT, str(status.group.id)))
        return in_words(uow, owner, who, status.group.id, text)

    await owner.act(event_update, act)


def in_words(uow: UnitOfWork, owner: Owner, who: Speaker, group_id: int, text: str) -> Replies:
    """A sampling time as somebody says it; what is no time is asked again."""
    scene = standing(uow, owner, who, group_id)
    moment = read_moment(text, uow.now, owner.zone)
    if moment is not None:
        return record_one(uow, owner, who, scene, moment)
    told = read_report(text, uow.now, owner.zone)
    if told is not None and told.at is not None:  # 昨天下午三点仨人都做了
        return reported(uow, owner, who, (scene[0], [scene[1]]), (told, text))
    return Replies(say=(forms.when(wording(uow, owner, who.t), scene[1], wrong=text),))


async def undo(event_update: Update, owner: Owner, press: Press) -> None:
    """撤销, for ten minutes."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        sampling, group = unsampling.own_sampling(uow, who.person, press.number())
        rules = firm_rules(uow, owner.rulebase, owner.zone, group.firm_id)
        say = wording(uow, owner, who.t)
        try:
            done = unsampling.undo_sampling(uow, who.person, sampling.id, rules)
        except Stale as stale:
            status = status_of(group, uow.now, owner.zone)
            expired = stale.code is StaleCode.EXPIRED
            return Replies(say=(cards.not_undone(say, status, expired=expired),))
        return Replies(edit=records.undone(say, done))

    await owner.act(event_update, act)


async def snooze(event_update: Update, owner: Owner, press: Press) -> None:
    """一小时后再提醒."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        rules, status = standing(uow, owner, who, press.number())
        say = wording(uow, owner, who.t)
        if is_outdated(status, press):
            return Replies(say=(cards.put_off_outdated(say, status),))
        until = acts.put_off(uow, who.person, status.group.id, rules.quiet)
        said = cards.put_off(say, status, until)
        return Replies(toast=said, say=(cards.card(say, status, before=said),))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:list": listing,
    "test:show": show,
    "test:done": done,
    "test:when": when,
    "test:at": at,
    "test:fix": fix,
    "test:undo": undo,
    "test:snooze": snooze,
    **groups.BUTTONS,
    **group_options.BUTTONS,
    **some.BUTTONS,
    **many.BUTTONS,
    **bundles.BUTTONS,
    **pauses.BUTTONS,
    **said.BUTTONS,
}
ANSWERS: Final[Mapping[str, Answer]] = {
    SAMPLED_AT: typed,
    **group_counts.ANSWERS,
    **some.ANSWERS,
    **many.ANSWERS,
    **pauses.ANSWERS,
}
