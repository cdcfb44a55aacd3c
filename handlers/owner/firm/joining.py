"""An invitation code is typed, or comes with /start: its owner joins the firm."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import Update

from bot.domain.member_refusals import InviteCode
from bot.domain.speech import Replies, View
from bot.services.codes import read_code
from bot.services.firms.invitations import Joined, join_firm
from bot.store.firms.people import find_person
from bot.store.uow import UnitOfWork
from handlers.notices import members as notices
from handlers.owner.context import Owner, Speaker
from handlers.owner.firm import joining_views as views
from handlers.owner.home import menu_of, start
from handlers.owner.on_view.looking import JOINING, WELCOME, newcomer_sees
from handlers.owner.problems.unheard import offered_again
from handlers.owner.questions.parking import put_away, ways_back

_WRITTEN: Final = re.compile(r"\s*[0-9a-z]{5}\s*[-‐-―－\s]\s*[0-9a-z]{5}\s*", re.IGNORECASE)


def looks_like_code(text: str) -> bool:
    """Whether a text is an invitation code and hardly anything else: five and five signs.

    All digits could be a telephone number, and no code of ours is.
    """
    plain = unicodedata.normalize("NFKC", text)
    written = _WRITTEN.fullmatch(plain) is not None and read_code(plain) is not None
    return written and any(sign.isalpha() for sign in plain)


async def linked(event_update: Update, owner: Owner, command: CommandObject) -> None:
    """/start with a code behind it, as a link brings it; anything else is a mere start."""
    code = command.args or ""
    if read_code(code) is None:
        await start(event_update, owner)
    else:
        await _with_code(owner, event_update, code)


async def typed(event_update: Update, owner: Owner) -> None:
    """A text that is a code, whatever is asked."""
    message = event_update.message
    await _with_code(owner, event_update, (message.text if message else None) or "")


async def _with_code(owner: Owner, event_update: Update, typed: str) -> None:
    """Try the code. A wrong one is answered as a normal act: it must be counted."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        came = join_firm(uow, who.person, who.name, typed)
        if isinstance(came, InviteCode):
            return Replies(say=(_refused(uow, who, came),))
        return _welcomed(owner, uow, who, came)

    await owner.act(event_update, act)


async def how(event_update: Update, owner: Owner) -> None:
    """我有邀请码: what to do with it."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        newcomer_sees(uow, who.person, JOINING)
        return Replies(edit=views.how(who.t))

    await owner.act(event_update, act)


async def wrong(event_update: Update, owner: Owner) -> None:
    """What is written on the screen for codes, and is none."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        newcomer_sees(uow, who.person, JOINING)
        return Replies(say=(views.no_code(who.t),))

    await owner.act(event_update, act)


async def without(event_update: Update, owner: Owner) -> None:
    """没有码: the other ways, and what was begun goes on."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        newcomer_sees(uow, who.person, WELCOME)  # the same choice: 行 begins here too
        return Replies(edit=views.without(who.t, ways_back(uow, who)))

    await owner.act(event_update, act)


def _refused(uow: UnitOfWork, who: Speaker, code: InviteCode) -> View:
    return views.not_opened(who.t, code, menu_of(uow, who))


def _welcomed(owner: Owner, uow: UnitOfWork, who: Speaker, came: Joined) -> Replies:
    """What was asked for the firm of before waits for it."""
    put_away(uow, who)
    person = find_person(uow.connection, who.person.chat_id)
    assert person is not None  # they have just acted
    menu = menu_of(uow, Speaker(person, who.t, who.name))
    told = () if came.was_member else notices.joined(came, who.name, uow.new_uid())
    again = offered_again(owner, uow, who, came.firm.region)
    return Replies(say=(views.joined(who.t, came, menu), *again), also=told)


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {
    JOINING: how,
    "join:none": without,
    "join:wrong": wrong,
}
