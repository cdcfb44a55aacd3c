"""A broadcast as somebody reads it who asks for it again, or comes to it by its link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.broadcast_changes import Kind, headed
from bot.domain.broadcast_reading import MENU_DATA, SEEN_DATA, Reads, asked_of_readers, reads
from bot.domain.broadcasts import Content
from bot.domain.packages import DOWNLOAD, DOWNLOAD_DATA
from bot.domain.speech import Button, OutFile, View
from bot.store.broadcasts.broadcasts import BroadcastRecord
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.regions import names_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it.

    Attributes:
        firm: The plain name of their firm; None if they speak for none.
        region: Where that works.
        answers: Whether they got it, so that they can confirm it and leave its topic.
        firm_id: The same firm; for it a list of its own is made.
    """

    firm: str | None
    region: str | None
    answers: bool
    firm_id: int | None = None


def as_read(
    t: Tongue, it: BroadcastRecord, before: Content, reader: Reader, file: OutFile | None
) -> View:
    """It as it stands, under what it corrects or withdraws.

    Args:
        before: Content of the one that it changes.
    """
    text = _text(t, it, before, reader)
    links = tuple((Button(words, url=url),) for words, url in text.buttons)
    menu = (Button(text.menu, MENU_DATA),)
    rows = (*links, *_own_list(t, it, reader), *_answers(t, it, reader), menu)
    return View(Html(text.html), rows, file=file)


def seen_button(t: Tongue, it: BroadcastRecord) -> tuple[Button, ...]:
    """已读并知晓, if it asks for that."""
    asked = asked_of_readers(it.content, it.urgency, t.language, it.id)
    return tuple(Button(words, data) for words, data in asked if data.startswith(SEEN_DATA))


def _text(t: Tongue, it: BroadcastRecord, before: Content, reader: Reader) -> Reads:
    content, kind = it.content, Kind.NOTICE if it.change is None else it.change.kind
    zh, en = (
        headed(words, kind, each, before)
        for each, words in (("zh", content.zh), ("en", content.en))
    )
    sender = t.plain(it.place)
    place = sender if reader.region in {None, it.region} else names_of(reader.region or "")[-1]
    return reads(
        replace(content, zh=zh, en=en),
        t.language,
        firm=t("贵企业") if reader.firm is None else reader.firm,
        region=place,
        sender=sender,
    )


def _own_list(t: Tongue, it: BroadcastRecord, reader: Reader) -> tuple[tuple[Button, ...], ...]:
    """The list of each firm is not kept: it is made anew for the one that reads."""
    if it.content.package is None or reader.firm_id is None:
        return ()
    return ((button(DOWNLOAD[t.language], DOWNLOAD_DATA, reader.firm_id),),)


def _answers(t: Tongue, it: BroadcastRecord, reader: Reader) -> Sequence[tuple[Button, ...]]:
    withdrawn = it.change is not None and it.change.kind is Kind.WITHDRAWAL
    if withdrawn or not reader.answers:
        return ()
    asked = asked_of_readers(it.content, it.urgency, t.language, it.id)
    return [(Button(words, data),) for words, data in asked]
