"""群发 at the owner's: confirmed, read again, opened by its link."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from aiogram.filters import CommandObject
from aiogram.types import Update

from bot.domain.broadcast_reading import SEEN_DATA
from bot.domain.broadcasts import Content
from bot.domain.speech import Button, OutFile, Replies, View
from bot.services.broadcasts.links import opened
from bot.services.broadcasts.receipts import Confirmed, confirm
from bot.services.broadcasts.standing import Standing, received, standing_of
from bot.services.files import files_of, to_send
from bot.store.broadcasts.broadcasts import broadcast_by_id
from bot.store.firms.firms import load_firm
from bot.store.uow import UnitOfWork
from bot.turns import Turn
from handlers.notices.broadcast_texts import Reader, as_read
from handlers.owner.broadcasts import reading_views as views
from handlers.owner.context import Owner, Speaker
from handlers.press import Press

READ: Final = "note:read"


async def seen(event_update: Update, owner: Owner, press: Press) -> None:
    """已读并知晓: the button says so from then on."""
    turn = owner.app.turn_of(event_update)

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        done = confirm(uow, who.person, press.number())
        if not done.standing.is_current:
            said = views.is_over(who.t, done)
            return Replies(say=(said, _current(uow, who, done.standing, done)))
        label = views.confirmed_button(who.t, done, owner.zone)
        keys = rows_with(turn, label)
        return Replies(toast=views.confirmed(who.t, done, owner.zone), keys=keys)

    await owner.act(event_update, act)


async def read(event_update: Update, owner: Owner, press: Press) -> None:
    """看内容: all of it, as it stands now."""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        broadcast, firm_id = received(uow, who.person, press.number())
        uow.firm_id, firm = firm_id, load_firm(uow, firm_id)
        reader = Reader(firm.name, firm.region, answers=True, firm_id=firm_id)
        return Replies(say=(_shown(uow, who, standing_of(uow, broadcast), reader),))

    await owner.act(event_update, act)


async def by_link(event_update: Update, owner: Owner, command: CommandObject) -> None:
    """/start with what a forwarded link brings."""
    token = command.args or ""

    def act(uow: UnitOfWork, who: Speaker) -> Replies:
        found = opened(uow, owner.ground, who.person, token)
        if found is None:
            return Replies(say=(views.no_such_link(who.t, has_firm=_has_firm(who)),))
        firm = found.firm
        reader = Reader(
            None if firm is None else firm.name,
            None if firm is None else firm.region,
            answers=False,
            firm_id=None if firm is None else firm.id,
        )
        text = _shown(uow, who, found.standing, reader)
        return Replies(say=(text, views.concerns(who.t, found)))

    await owner.act(event_update, act)


def rows_with(turn: Turn, label: str) -> tuple[tuple[Button, ...], ...]:
    """The buttons under the pressed message, with other words on the pressed one."""
    query: dict[str, Any] = turn.pressed or {}
    markup = query.get("message", {}).get("reply_markup", {})
    return tuple(
        tuple(_relabelled(each, query.get("data"), label) for each in row)
        for row in markup.get("inline_keyboard", [])
    )


def _relabelled(shown: Mapping[str, Any], pressed: object, label: str) -> Button:
    words, data = str(shown["text"]), str(shown.get("callback_data") or "")
    url = shown.get("url")
    if url is not None:
        return Button(words, url=str(url))
    return Button(label if data == pressed else words, data)


def _current(uow: UnitOfWork, who: Speaker, standing: Standing, done: Confirmed) -> View:
    reader = Reader(done.firm.name, done.firm.region, answers=True, firm_id=done.firm.id)
    return _shown(uow, who, standing, reader)


def _shown(uow: UnitOfWork, who: Speaker, standing: Standing, reader: Reader) -> View:
    it = standing.now
    before = Content() if it.change is None else broadcast_by_id(uow, it.change.corrects).content
    return as_read(who.t, it, before, reader, _file(uow, it.content.file_id))


def _file(uow: UnitOfWork, file_id: int | None) -> OutFile | None:
    found = () if file_id is None else files_of(uow, [file_id])
    return to_send(found[0]) if found else None


def _has_firm(who: Speaker) -> bool:
    return who.person.firm_id is not None


BUTTONS: Final[Mapping[str, Callable[..., Awaitable[None]]]] = {SEEN_DATA: seen, READ: read}
