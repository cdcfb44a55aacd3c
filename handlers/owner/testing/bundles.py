"""The buttons under a reminder of several groups."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final

from aiogram.types import Update

from bot.domain.errors import Stale
from bot.domain.parts import mark_of
from bot.domain.sampling_refusals import SnoozeRefusal
from bot.domain.speech import Replies
from bot.services.testing import testing as acts
from bot.services.testing.standing import GroupStatus
from bot.store.testing.bundles import load_bundle
from bot.store.testing.testing import lock_groups
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.testing import card_views as cards
from handlers.owner.testing import record_views as records
from handlers.owner.testing.many import ask_when, chosen, outdated, record_chosen, screen
from handlers.owner.testing.scene import wording
from handlers.press import Press


async def bundle_done(event_update: Update, owner: Owner, press: Press) -> None:
    """✅ 这几组刚刚都采了, under a reminder: those that were sampled since are left alone."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        current = _still_due(uow, who, press)
        if not current:
            return _nothing(uow, owner, who, press)
        return record_chosen(uow, owner, who, chosen(uow, owner, who, current), uow.now)

    await owner.act(event_update, act)


async def bundle_when(event_update: Update, owner: Owner, press: Press) -> None:
    """选采样时间 under a reminder of several groups."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        current = _still_due(uow, who, press)
        return ask_when(uow, owner, who, current) if current else _nothing(uow, owner, who, press)

    await owner.act(event_update, act)


async def bundle_pick(event_update: Update, owner: Owner, press: Press) -> None:
    """只采了其中几组."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        if _is_old(uow, press):
            return _nothing(uow, owner, who, press)
        current = _still_due(uow, who, press)
        view = screen(uow, owner, who, current, 0).edit
        return Replies(say=(view,) if view else ())

    await owner.act(event_update, act)


async def bundle_snooze(event_update: Update, owner: Owner, press: Press) -> None:
    """一小时后再提醒, all that can still wait."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        current = _still_due(uow, who, press)
        if not current:
            return _nothing(uow, owner, who, press)
        rules, statuses = chosen(uow, owner, who, current)
        say, until = wording(uow, owner, who.t), list[tuple[GroupStatus, datetime]]()
        for status in statuses:
            try:
                later = acts.put_off(uow, who.person, status.group.id, rules.quiet)
            except (SnoozeRefusal, Stale):
                continue  # overdue, too near or paused: its own reminder stays as it is
            until.append((status, later))
        if not until:
            return outdated(uow, owner, who)
        said = records.put_off_several(say, until)
        return Replies(toast=said, say=(cards.ways_on(say, said),))

    await owner.act(event_update, act)


async def bundle_quiet(event_update: Update, owner: Owner, press: Press) -> None:
    """这类不用再提醒, under an offer to several groups."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        named = _named(uow, who, press)
        if not named:
            return _nothing(uow, owner, who, press)
        rules, statuses = chosen(uow, owner, who, named)
        for status in statuses:
            acts.switch_offers(uow, who.person, status.group.id, rules.quiet, on=False)
        return Replies(say=(records.offers_off(wording(uow, owner, who.t), statuses),))

    await owner.act(event_update, act)


def _is_old(uow: UnitOfWork, press: Press) -> bool:
    """Whether nobody knows any more which groups the message spoke of."""
    return load_bundle(uow.connection, press.word()) is None


def _nothing(uow: UnitOfWork, owner: Owner, who: Speaker, press: Press) -> Replies:
    return outdated(uow, owner, who, old=_is_old(uow, press))


def _named(uow: UnitOfWork, who: Speaker, press: Press) -> list[int]:
    """The groups that a message spoke of, without those that are gone; none of an old message.

    Raises:
        NotYours: They are another's groups.
    """
    bundle = load_bundle(uow.connection, press.word())
    if bundle is None:
        return []
    there = lock_groups(uow.connection, bundle.marks)
    return [group.id for group in acts.own_groups(uow, who.person, list(there))]


def _still_due(uow: UnitOfWork, who: Speaker, press: Press) -> list[int]:
    """Those of them that were not sampled since."""
    ids = _named(uow, who, press)
    bundle = load_bundle(uow.connection, press.word())
    marks = {} if bundle is None else bundle.marks
    groups = lock_groups(uow.connection, ids)
    return [each for each in ids if mark_of(groups[each].parts) == marks.get(each)]


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "test:bdone": bundle_done,
    "test:bwhen": bundle_when,
    "test:bpick": bundle_pick,
    "test:bsnooze": bundle_snooze,
    "test:bquiet": bundle_quiet,
}
