"""What is said to each recipient of a broadcast, composed at the moment of sending."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select, update

from bot.domain.broadcasts import MENU_DATA, Content, Reads, Urgency, read_content, reads
from bot.store.broadcast_recipients import RECIPIENT
from bot.store.broadcasts import BROADCAST, CONTENT
from bot.store.firms import FIRM, NAME
from bot.store.vault import Vault

METHODS: Final = {"photo": "sendPhoto", "document": "sendDocument"}


@dataclass(frozen=True, slots=True)
class Composed:
    """A call of the Bot API for one recipient.

    Attributes:
        uploaded: Telegram has its file already: nothing needs to be uploaded.
    """

    method: str
    payload: dict[str, Any]
    uploaded: bool


@dataclass(frozen=True, slots=True)
class _Said:
    content: Content
    place: Mapping[str, str]
    file: str | None
    silent: bool


def compose_all(
    connection: Connection, vault: Vault, letters: Collection[Row[Any]]
) -> dict[int, Composed]:
    """The calls for these outbox rows of broadcasts, by the ids of the rows.

    Args:
        letters: With id, chat_id, method, doubts, broadcast_id and person_id.
    """
    said = _said(connection, vault, {row.broadcast_id for row in letters})
    return {
        row.id: _composed(said[row.broadcast_id], row, *who)
        for broadcast_id in said
        for row, who in _addressed(connection, vault, broadcast_id, letters)
    }


def note_uploaded(connection: Connection, broadcast_id: int, file: str) -> None:
    """Keep as what Telegram knows a broadcast's file: its kind, a colon and its id."""
    first = (BROADCAST.c.id == broadcast_id, BROADCAST.c.file.is_(None))
    connection.execute(update(BROADCAST).where(*first).values(file=file))


def _said(connection: Connection, vault: Vault, ids: Collection[int]) -> dict[int, _Said]:
    columns = ("id", "uid", "content", "place_zh", "place_en", "file", "urgency")
    wanted = select(*(BROADCAST.c[name] for name in columns)).where(BROADCAST.c.id.in_(ids))
    return {
        row.id: _Said(
            read_content(json.loads(vault.open(CONTENT, row.uid, row.content))),
            {"zh": row.place_zh, "en": row.place_en},
            row.file,
            row.urgency != Urgency.URGENT,
        )
        for row in connection.execute(wanted)
    }


def _addressed(
    connection: Connection, vault: Vault, broadcast_id: int, letters: Collection[Row[Any]]
) -> list[tuple[Row[Any], tuple[str, str]]]:
    """Each letter of one broadcast with the language of its reader and the name of the firm."""
    mine = [row for row in letters if row.broadcast_id == broadcast_id]
    people = [row.person_id for row in mine]
    wanted = (
        select(RECIPIENT.c.person_id, RECIPIENT.c.language, FIRM.c.uid, FIRM.c.name)
        .join_from(RECIPIENT, FIRM, FIRM.c.id == RECIPIENT.c.firm_id)
        .where(RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id.in_(people))
    )
    who = {
        row.person_id: (row.language, vault.open(NAME, row.uid, row.name))
        for row in connection.execute(wanted)
    }
    return [(row, who[row.person_id]) for row in mine]


def _composed(said: _Said, row: Row[Any], language: str, firm: str) -> Composed:
    place = said.place["en" if language == "en" else "zh"]
    text = reads(said.content, language, firm=firm, region=place, again=row.doubts > 0)
    payload: dict[str, Any] = {"chat_id": row.chat_id, "parse_mode": "HTML"} | _buttons(text)
    if said.silent:
        payload["disable_notification"] = True
    if said.content.file_id is None:
        payload |= {"text": text.html, "link_preview_options": {"is_disabled": True}}
        return Composed(row.method, payload, uploaded=False)
    payload["caption"] = text.html
    if said.file is None:
        return Composed(row.method, payload, uploaded=False)
    field, _, number = said.file.partition(":")
    return Composed(METHODS[field], payload | {field: number}, uploaded=True)


def _buttons(text: Reads) -> dict[str, Any]:
    links = [[{"text": words, "url": url}] for words, url in text.buttons]
    menu = [{"text": text.menu, "callback_data": MENU_DATA}]
    return {"reply_markup": {"inline_keyboard": [*links, menu]}}
