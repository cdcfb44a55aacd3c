"""What is said to each recipient of a broadcast, composed at the moment of sending."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, select, update

from bot.domain.broadcast_changes import Kind, headed
from bot.domain.broadcast_reading import MENU_DATA, Reads, asked_of_readers, reads, with_list
from bot.domain.broadcasts import Content, Urgency, read_content
from bot.domain.packages import DOWNLOAD, DOWNLOAD_DATA
from bot.store.broadcasts.broadcasts import BROADCAST, CONTENT
from bot.store.broadcasts.links import LINK
from bot.store.broadcasts.packages import packages_for
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.firms.firms import FIRM, NAME
from bot.store.vault import Vault
from policies.regions import names_of

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
    region: str
    kind: Kind = Kind.NOTICE
    before: Content | None = None
    link: str | None = None
    number: int = 0

    @property
    def packed(self) -> bool:
        """Whether each reader has a list of their own; what corrects one has none."""
        return self.content.package is not None and self.kind is Kind.NOTICE

    def download(self, who: "_Reader") -> tuple[tuple[str, str], ...]:
        """The button by which a reader gets their list as a file."""
        if self.content.package is None or self.kind is Kind.WITHDRAWAL:
            return ()
        words = DOWNLOAD["en" if who.language == "en" else "zh"]
        return ((words, f"{DOWNLOAD_DATA}:{who.firm_id}"),)

    def answers(self, language: str) -> tuple[tuple[str, str], ...]:
        """The buttons by which a reader answers it; nothing is asked of what is withdrawn."""
        urgency = Urgency.NOTICE if self.silent else Urgency.URGENT
        withdrawn = self.kind is Kind.WITHDRAWAL
        return () if withdrawn else asked_of_readers(self.content, urgency, language, self.number)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who gets it: `stands` is the message in their chat that it changes.

    `listed` is what applies to their firm, language → HTML, where they get such a list.
    """

    language: str
    firm: str
    region: str
    stands: int | None
    told_before: bool
    firm_id: int
    listed: Mapping[str, str]


def compose_all(
    connection: Connection, vault: Vault, letters: Collection[Row[Any]]
) -> dict[int, Composed]:
    """The calls for these outbox rows of broadcasts, by the ids of the rows.

    Args:
        letters: With id, chat_id, method, doubts, broadcast_id and person_id.
    """
    said = _said(connection, vault, {row.broadcast_id for row in letters})
    return {
        row.id: _composed(said[row.broadcast_id], row, who)
        for each in said.values()
        for row, who in _addressed(connection, vault, each, letters)
    }


def note_uploaded(connection: Connection, broadcast_id: int, file: str) -> None:
    """Keep as what Telegram knows a broadcast's file: its kind, a colon and its id."""
    first = (BROADCAST.c.id == broadcast_id, BROADCAST.c.file.is_(None))
    connection.execute(update(BROADCAST).where(*first).values(file=file))


def _said(connection: Connection, vault: Vault, ids: Collection[int]) -> dict[int, _Said]:
    before = BROADCAST.alias("before")
    columns = ("id", "uid", "content", "place_zh", "place_en", "file", "urgency", "region", "kind")
    wanted = (
        select(*(BROADCAST.c[name] for name in columns))
        .add_columns(before.c.uid.label("its_uid"), before.c.content.label("its_content"))
        .add_columns(LINK.c.address)
        .outerjoin_from(BROADCAST, before, before.c.id == BROADCAST.c.corrects_id)
        .outerjoin(LINK, LINK.c.broadcast_id == BROADCAST.c.id)
        .where(BROADCAST.c.id.in_(ids))
    )
    return {
        row.id: _Said(
            _content(vault, row.uid, row.content),
            {"zh": row.place_zh, "en": row.place_en},
            row.file,
            row.urgency != Urgency.URGENT,
            row.region,
            Kind(row.kind),
            None if row.its_uid is None else _content(vault, row.its_uid, row.its_content),
            row.address,
            row.id,
        )
        for row in connection.execute(wanted)
    }


def _content(vault: Vault, uid: str, sealed: bytes) -> Content:
    return read_content(json.loads(vault.open(CONTENT, uid, sealed)))


def _addressed(
    connection: Connection, vault: Vault, said: _Said, letters: Collection[Row[Any]]
) -> list[tuple[Row[Any], _Reader]]:
    """Each letter of one broadcast with who reads it."""
    broadcast_id = said.number
    mine = [row for row in letters if row.broadcast_id == broadcast_id]
    people = [row.person_id for row in mine]
    lists = packages_for(connection, vault, broadcast_id, people) if said.packed else {}
    columns = ("person_id", "language", "message_id", "doubted", "firm_id")
    wanted = (
        select(*(RECIPIENT.c[name] for name in columns), FIRM.c.uid, FIRM.c.name, FIRM.c.region)
        .join_from(RECIPIENT, FIRM, FIRM.c.id == RECIPIENT.c.firm_id)
        .where(RECIPIENT.c.broadcast_id == broadcast_id, RECIPIENT.c.person_id.in_(people))
    )
    who = {
        row.person_id: _Reader(
            row.language,
            vault.open(NAME, row.uid, row.name),
            row.region,
            row.message_id,
            row.message_id is not None or row.doubted,
            row.firm_id,
            lists.get(row.person_id, {}),
        )
        for row in connection.execute(wanted)
    }
    return [(row, who[row.person_id]) for row in mine]


def _composed(said: _Said, row: Row[Any], who: _Reader) -> Composed:
    chat = {"chat_id": row.chat_id}
    if row.method == "deleteMessage":
        return Composed(row.method, chat | {"message_id": who.stands}, uploaded=True)
    text = _text(said, who, again=row.doubts > 0 and row.method.startswith("send"))
    buttons = _buttons(text, (*said.download(who), *said.answers(who.language)))
    payload: dict[str, Any] = chat | {"parse_mode": "HTML"} | buttons
    if row.method.startswith("edit"):
        return _edited(row.method, payload | {"message_id": who.stands}, text)
    return _new(said, row, payload | _around(said, who), text)


def _text(said: _Said, who: _Reader, *, again: bool) -> Reads:
    content, language = said.content, "en" if who.language == "en" else "zh"
    if who.told_before and said.before is not None:
        zh, en = (
            headed(words, said.kind, each, said.before)
            for each, words in (("zh", content.zh), ("en", content.en))
        )
        content = replace(content, zh=zh, en=en)
    if language in who.listed:
        content = with_list(content, language, who.listed[language])
    sender = said.place[language]
    place = sender if said.region == who.region else names_of(who.region)[-1]
    return reads(
        content,
        language,
        firm=who.firm,
        region=place,
        again=again,
        link=said.link,
        sender=sender,
    )


def _edited(method: str, payload: dict[str, Any], text: Reads) -> Composed:
    """The message that stands in the chat says it now; its file stays."""
    if method == "editMessageCaption":
        return Composed(method, payload | {"caption": text.html}, uploaded=True)
    words = {"text": text.html, "link_preview_options": {"is_disabled": True}}
    return Composed(method, payload | words, uploaded=True)


def _around(said: _Said, who: _Reader) -> dict[str, Any]:
    """How a new message comes: without a sound, and as an answer to what it changes."""
    silent = {"disable_notification": True} if said.silent else {}
    if who.stands is None:
        return silent
    answered = {"message_id": who.stands, "allow_sending_without_reply": True}
    return silent | {"reply_parameters": answered}


def _new(said: _Said, row: Row[Any], payload: dict[str, Any], text: Reads) -> Composed:
    if said.content.file_id is None:
        payload |= {"text": text.html, "link_preview_options": {"is_disabled": True}}
        return Composed(row.method, payload, uploaded=False)
    payload["caption"] = text.html
    if said.file is None:
        return Composed(row.method, payload, uploaded=False)
    field, _, number = said.file.partition(":")
    return Composed(METHODS[field], payload | {field: number}, uploaded=True)


def _buttons(text: Reads, answers: Sequence[tuple[str, str]]) -> dict[str, Any]:
    links = [[{"text": words, "url": url}] for words, url in text.buttons]
    asked = [[{"text": words, "callback_data": data}] for words, data in answers]
    menu = [{"text": text.menu, "callback_data": MENU_DATA}]
    return {"reply_markup": {"inline_keyboard": [*links, *asked, menu]}}
