"""换人负责: who looks after a test group, and gets its reminders."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.types import Update

from bot.domain.speech import Replies
from bot.services.testing import responsible as acts
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm.member_views import invitation
from handlers.owner.firm.members import bot_name
from handlers.owner.testing import group_care_views as views
from handlers.owner.testing.scene import wording
from handlers.press import Press

EVERYBODY: Final = 0
"""Stands for no single person in a button."""


async def who_cares(event_update: Update, owner: Owner, press: Press) -> None:
    """换人负责, under a reminder or on the group's screen: who may it be?"""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        care = acts.care_of(uow, who.person, press.number())
        view = views.choice(who.t, wording(uow, owner, who.t).posts, care)
        # A reminder stays as it is: people look for it again.
        return Replies(say=(view,))

    await owner.act(event_update, act)


async def entrust(event_update: Update, owner: Owner, press: Press) -> None:
    """Somebody was chosen, or everybody again."""
    chosen = press.number(1)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        member_id = None if chosen == EVERYBODY else chosen
        care = acts.entrust(uow, who.person, press.number(), member_id)
        posts = wording(uow, owner, who.t).posts
        told = views.told(posts, care, who.person.chat_id, uow.new_uid())
        return Replies(edit=views.choice(who.t, posts, care, done=True), also=told)

    await owner.act(event_update, act)


async def invite(event_update: Update, owner: Owner, press: Press) -> None:
    """请新的人: a code for somebody who is to look after this group."""
    bot = bot_name(owner.app.turn_of(event_update))

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        made = acts.invite_for_group(uow, who.person, press.number())
        return Replies(say=invitation(who.t, made, bot))

    await owner.act(event_update, act)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    "care:who": who_cares,
    "care:to": entrust,
    "care:invite": invite,
}
