"""常用受众: saved under a name, used, renamed and deleted, by all who edit for the region."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.errors import BadAnswer, Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.audiences import saved_audiences as acts
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import audience_saved_views as views
from handlers.desk.broadcasts.audience import screen
from handlers.desk.broadcasts.audience_draft import Draft, keep_draft, open_draft
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press

NAME, RENAME = "name", "rename"
"""A text that comes now is the name of a new one, or of one that is there."""


async def listing(desk: Desk, update: Update, press: Press) -> None:
    """常用受众: which?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, open_draft(uow, who, press))
        return Replies(edit=_listing(uow, who, draft, press.number(1) if press.args[1:] else 0))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """One of them, in words."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, open_draft(uow, who, press))
        saved = acts.saved_for(uow, who.officer, press.number(1))
        return Replies(edit=views.one(who.t, desk.rulebase, draft, saved))

    await desk.act(update, act)


async def use(desk: Desk, update: Update, press: Press) -> None:
    """用这个: the draft becomes it."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who, press)
        audience = acts.to_use(uow, desk.rulebase, who.officer, press.number(1))
        if audience.region != draft.audience.region:
            raise Stale(StaleCode.CHANGED)
        draft = keep_draft(uow, who, replace(draft, audience=audience))
        return Replies(edit=screen(desk, uow, who, draft))

    await desk.act(update, act)


async def ask_name(desk: Desk, update: Update, press: Press) -> None:
    """存为常用: under which name?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = replace(open_draft(uow, who, press), asks=NAME)
        return Replies(edit=views.ask_name(who.t, desk.rulebase, keep_draft(uow, who, draft)))

    await desk.act(update, act)


async def ask_other_name(desk: Desk, update: Update, press: Press) -> None:
    """改名: into what?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        saved = acts.saved_for(uow, who.officer, press.number(1))
        draft = replace(open_draft(uow, who, press), asks=RENAME, about=(str(saved.id),))
        keep_draft(uow, who, draft)
        return Replies(edit=views.ask_other_name(who.t, draft, saved))

    await desk.act(update, act)


async def delete(desk: Desk, update: Update, press: Press) -> None:
    """删除."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, open_draft(uow, who, press))
        gone = acts.drop(uow, who.officer, press.number(1))
        return Replies(edit=_listing(uow, who, draft, 0, views.gone(who.t, gone)))

    await desk.act(update, act)


def name_written(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    """A text as the name of what is chosen now; one that cannot be taken leaves it open."""
    try:
        saved = acts.save(uow, desk.rulebase, who.officer, draft.audience, text)
    except BadAnswer as bad:
        return views.bad_name(who.t, draft, bad)
    draft = keep_draft(uow, who, replace(draft, asks="", about=()))
    return screen(desk, uow, who, draft, views.saved(who.t, saved))


def other_name_written(_: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, text: str) -> View:
    """A text as another name."""
    [saved_id] = draft.about
    try:
        saved = acts.rename(uow, who.officer, int(saved_id), text)
    except BadAnswer as bad:
        return views.bad_name(who.t, draft, bad)
    draft = keep_draft(uow, who, replace(draft, asks="", about=()))
    return _listing(uow, who, draft, 0, views.renamed(who.t, saved))


def _listing(
    uow: UnitOfWork, who: Clerk, draft: Draft, page: int, before: str | None = None
) -> View:
    found = acts.saved_of(uow, who.officer, draft.audience.region)
    return views.listing(who.t, draft, found, page, before)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "aud:saved": listing,
    "aud:one": show,
    "aud:use": use,
    "aud:save": ask_name,
    "aud:call": ask_other_name,
    "aud:drop": delete,
}
