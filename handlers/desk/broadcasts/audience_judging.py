"""算一算人数, ✅ 就发给这些: verdicts are judged outside of any act, because that takes long."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.audiences import Audience
from bot.domain.errors import Refusal, Stale, StaleCode
from bot.domain.speech import Replies
from bot.services.audiences.audiences import count_of
from bot.services.audiences.verdicts import Judging, ToJudge, keep_judged, read_batch
from bot.services.broadcasts.broadcasts import put_audience
from bot.services.staff.officers import officer_of
from bot.store.saved_audiences import forget_audience_firms
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import audience_views as views
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts.audience import screen
from handlers.desk.broadcasts.audience_draft import (
    Draft,
    drop_draft,
    keep_draft,
    mark_of,
    open_draft,
)
from handlers.desk.context import Clerk, Desk, HandlePress, clerk_of
from handlers.press import Press

BATCH: Final = 500


async def count(desk: Desk, update: Update, press: Press) -> None:
    """算一算人数: of an audience that asks for verdicts."""
    before, firms = await _judged(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = _same(open_draft(uow, who, press), before)
        _keep(uow, draft.working, firms)
        draft = keep_draft(uow, who, replace(draft, judged=mark_of(draft.audience)))
        return Replies(edit=screen(desk, uow, who, draft))

    await desk.act(update, act)


async def done(desk: Desk, update: Update, press: Press) -> None:
    """✅ 就发给这些: it is the broadcast's audience now."""
    before, firms = await _judged(desk, update, press)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = _same(open_draft(uow, who, press), before)
        audience, number = draft.audience, draft.broadcast
        _keep(uow, number, firms)
        forget_audience_firms(uow.connection, draft.working)
        found = count_of(uow, desk.ground, audience, number)
        card = put_audience(uow, desk.ground, who.officer, number, audience, found.persons)
        drop_draft(uow, who)
        return Replies(edit=cards.screen(desk, uow, who, card, views.kept(who.t)))

    await desk.act(update, act)


async def _judged(
    desk: Desk, update: Update, press: Press
) -> tuple[Audience | None, frozenset[int]]:
    """The audience that a button is about, and the firms for which its verdict rules hold."""
    audience = await desk.app.read(lambda uow: _audience(desk, uow, update, press))
    if audience is None:
        return None, frozenset()
    return audience, await firms_judged(desk, audience)


async def firms_judged(desk: Desk, audience: Audience) -> frozenset[int]:
    """The firms for which an audience's verdict rules hold now, batch by batch in a thread."""
    found: frozenset[int] = frozenset()
    judging, batch = Judging(desk.rulebase, audience), await _next(desk, audience, 0)
    while batch is not None:
        found |= await asyncio.to_thread(judging.of, batch)
        batch = await _next(desk, audience, batch.last)
    return found


async def _next(desk: Desk, audience: Audience, after: int) -> ToJudge | None:
    if not audience.verdicts:
        return None
    return await desk.app.read(
        lambda uow: read_batch(uow, desk.ground, audience, after=after, most=BATCH)
    )


def _audience(desk: Desk, uow: UnitOfWork, update: Update, press: Press) -> Audience | None:
    """None if the act will refuse it anyway."""
    try:
        officer = officer_of(uow, int(desk.app.turn_of(update).sender_id or 0))
        return open_draft(uow, clerk_of(uow, officer), press).audience
    except Refusal:
        return None


def _same(draft: Draft, before: Audience | None) -> Draft:
    """The draft, if it still is what was judged.

    Raises:
        Stale: It was changed meanwhile.
    """
    if draft.audience != before:
        raise Stale(StaleCode.CHANGED)
    return draft


def _keep(uow: UnitOfWork, judged_for: int, firms: frozenset[int]) -> None:
    forget_audience_firms(uow.connection, judged_for)
    keep_judged(uow, judged_for, firms)


BUTTONS: Final[Mapping[str, HandlePress]] = {"aud:count": count, "aud:done": done}
