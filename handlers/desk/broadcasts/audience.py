"""发给谁: an audience is chosen by buttons, and seen in words and numbers all the while."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.domain.audience_rules import key_of
from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Role
from bot.domain.speech import Replies, View
from bot.services.audiences.audiences import Count, count_of, examples_of
from bot.services.broadcasts.figures import card_of
from bot.store.uow import UnitOfWork
from handlers.desk.broadcasts import audience_views as views
from handlers.desk.broadcasts import cards
from handlers.desk.broadcasts.audience_draft import (
    OUT,
    Draft,
    begin_draft,
    drop_draft,
    keep_draft,
    named,
    open_draft,
    side_of,
    token,
    with_rule,
)
from handlers.desk.context import Clerk, Desk, HandlePress
from handlers.press import Press
from handlers.tongue import lines


async def begin(desk: Desk, update: Update, press: Press) -> None:
    """发给谁, on the card of a broadcast."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = begin_draft(uow, who, press.number())
        return Replies(edit=screen(desk, uow, who, draft))

    await desk.act(update, act)


async def show(desk: Desk, update: Update, press: Press) -> None:
    """看受众: all of it, as far as it is chosen."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, open_draft(uow, who, press))
        return Replies(edit=screen(desk, uow, who, draft))

    await desk.act(update, act)


async def more(desk: Desk, update: Update, press: Press) -> None:
    """不发给…, 再排除一条: by what?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = keep_draft(uow, who, open_draft(uow, who, press))
        view = views.excluding(who.t, desk.rulebase, draft)
        return Replies(edit=with_count(desk, uow, who, draft, view))

    await desk.act(update, act)


async def roles(desk: Desk, update: Update, press: Press) -> None:
    """哪些人收."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=views.roles(who.t, open_draft(uow, who, press)))

    await desk.act(update, act)


async def role(desk: Desk, update: Update, press: Press) -> None:
    """负责人, 管理员, 采样联系人: on or off."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who, press)
        chosen = named({each.value: each for each in Role}, press.word(1))
        left = draft.audience.roles ^ {chosen}
        draft = replace(draft, audience=replace(draft.audience, roles=left))
        return Replies(edit=views.roles(who.t, keep_draft(uow, who, draft)))

    await desk.act(update, act)


async def fewer(desk: Desk, update: Update, press: Press) -> None:
    """去掉一条: which?"""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        return Replies(edit=views.fewer(who.t, desk.rulebase, open_draft(uow, who, press)))

    await desk.act(update, act)


async def remove(desk: Desk, update: Update, press: Press) -> None:
    """This one."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft, side = open_draft(uow, who, press), side_of(press)
        rules = draft.audience.excluded if side == OUT else draft.audience.rules
        key = named({token(key_of(each)): key_of(each) for each in rules}, press.word(2))
        draft = keep_draft(uow, who, with_rule(draft, side, key, None))
        return Replies(edit=screen(desk, uow, who, draft))

    await desk.act(update, act)


async def some(desk: Desk, update: Update, press: Press) -> None:
    """随便看 10 家, 换一批."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        draft = open_draft(uow, who, press)
        count = counted(desk, uow, draft)
        if count is None:
            raise Stale(StaleCode.CHANGED)
        judged_for = draft.working
        names = examples_of(uow, desk.ground, who.officer, draft.audience, judged_for)
        return Replies(edit=views.some(who.t, desk.rulebase, draft, names, count))

    await desk.act(update, act)


async def leave(desk: Desk, update: Update, press: Press) -> None:
    """不改了: the broadcast reaches whom it reached before."""

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        drop_draft(uow, who)
        card = card_of(uow, who.officer, press.number())
        return Replies(edit=cards.screen(desk, uow, who, card))

    await desk.act(update, act)


def screen(
    desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, before: str | None = None
) -> View:
    """All of it, with how many there are.

    Args:
        before: What happened just now.
    """
    return views.main(who.t, desk.rulebase, draft, counted(desk, uow, draft), before)


def with_count(desk: Desk, uow: UnitOfWork, who: Clerk, draft: Draft, view: View) -> View:
    """A screen about one rule, with how many the whole audience has; nothing if not judged."""
    count = counted(desk, uow, draft)
    if count is None:
        return view
    return replace(view, html=lines(view.html, views.count_line(who.t, count)))


def counted(desk: Desk, uow: UnitOfWork, draft: Draft) -> Count | None:
    """How many there are; None while its verdict rules are not judged."""
    if not draft.is_counted:
        return None
    return count_of(uow, desk.ground, draft.audience, draft.working)


BUTTONS: Final[Mapping[str, HandlePress]] = {
    "aud:open": begin,
    "aud:main": show,
    "aud:add": more,
    "aud:roles": roles,
    "aud:role": role,
    "aud:less": fewer,
    "aud:del": remove,
    "aud:some": some,
    "aud:leave": leave,
}
