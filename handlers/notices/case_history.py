"""全部经过: everything that happened in a case, in full, in pages that a message can carry."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import CaseAct
from bot.domain.speech import Button, View
from bot.services.case_cards import CaseCard, Step
from bot.store.files import Taken
from handlers.notices.case_steps import NEWEST_STEP, OLDER_STEP, STEPS_SHOWN, is_shown, said, what
from handlers.notices.case_words import WORDS_SHOWN, words
from handlers.notices.files import named, to_show
from handlers.notices.private import masked
from handlers.phrases import moment
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines

PIECE: Final = 1000
"""Characters of a text that stay together: at most 2000 of the units that Telegram counts."""
PAGE: Final = 2400
"""Units of a page; a longer piece stands alone, and fits into the 4096 of a message as well."""


def history_button(t: Tongue, card: CaseCard, *, inside: bool) -> tuple[Button, ...]:
    """The way to it, if the card leaves something out."""
    return (button(t("全部经过"), "case:all", card.id),) if _leaves_out(card, inside) else ()


def history_page(
    t: Tongue,
    card: CaseCard,
    linked: Mapping[int, datetime],
    zone: ZoneInfo,
    page: int,
    *,
    inside: bool,
    back: Button,
) -> View:
    """One page; a number that is too high is the last page.

    Args:
        linked: File id → since when it belongs to the case (aware UTC).
        inside: For the desk: with what the firm does not read.
    """
    pages = _pages(list(_blocks(t, card, linked, zone, inside=inside)))
    page = min(page, len(pages) - 1)
    head = t("<b>{number}</b> · 全部经过", number=card.number)
    if len(pages) > 1:
        head = t(
            "<b>{number}</b> · 全部经过 {page}/{pages}",
            number=card.number,
            page=page + 1,
            pages=len(pages),
        )
    turn = [button(t("上一页"), "case:all", card.id, page - 1)] if page else []
    if page + 1 < len(pages):
        turn.append(button(t("下一页"), "case:all", card.id, page + 1))
    show = (button(t("看事项"), "case:show", card.id), back)
    return View(lines(head, *pages[page]), (*((tuple(turn),) if turn else ()), show))


def _leaves_out(card: CaseCard, inside: bool) -> bool:
    shown = [step for step in card.steps if is_shown(step, inside=inside)]
    lengths = [len(step.text or "") for step in shown]
    return (
        len(shown) > STEPS_SHOWN + 1
        or len(card.text) > WORDS_SHOWN
        or any(length > OLDER_STEP for length in lengths[:-1])
        or any(length > NEWEST_STEP for length in lengths[-1:])
    )


def _blocks(
    t: Tongue, card: CaseCard, linked: Mapping[int, datetime], zone: ZoneInfo, *, inside: bool
) -> Iterator[Html]:
    """What happened, the oldest first; a long text in several pieces."""
    steps = [step for step in card.steps if inside or is_shown(step, inside=False)]
    for place, step in enumerate(steps):
        following = steps[place + 1].at if steps[place + 1 :] else None
        if step.act is CaseAct.REPEAT:
            yield t("{moment} 时限到了还没有动静，又催了一次", moment=moment(t, step.at, zone))
        else:
            yield from _told(t, card, step, zone)
        came = [file for file in to_show(card.files) if _between(linked, file, step.at, following)]
        if came:
            yield _files(t, came)


def _told(t: Tongue, card: CaseCard, step: Step, zone: ZoneInfo) -> Iterator[Html]:
    text = masked(t, card.text) if step.act is CaseAct.OPEN else said(t, step)
    head = Html(f"{moment(t, step.at, zone)} {what(t, step)}")
    first, *rest = _pieces(text) or [""]
    quoted = t("：“{text}”", text=first) if first else Html("")
    yield Html(f"{head}{quoted}")
    for piece in rest:
        again = t("（接上）")
        yield Html(f"{again}{words(t, piece, PIECE)}")


def _pieces(text: str) -> list[str]:
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def _between(
    linked: Mapping[int, datetime], file: Taken, since: datetime, until: datetime | None
) -> bool:
    at = linked.get(file.id)
    return at is not None and since <= at and (until is None or at < until)


def _files(t: Tongue, files: Sequence[Taken]) -> Html:
    """📎 照片“门口”、文件“合同.pdf”."""
    shown = (
        t("{what}“{caption}”", what=named(t, file), caption=masked(t, file.caption))
        if file.caption
        else named(t, file)
        for file in files
    )
    return Html(f"📎 {t('、').join(map(escaped, shown))}")


def _pages(blocks: Sequence[Html]) -> list[list[Html]]:
    pages: list[list[Html]] = [[]]
    used = 0
    for block in blocks:
        length = len(block.encode("utf-16-le")) // 2 + 1
        if pages[-1] and used + length > PAGE:
            pages.append([])
            used = 0
        pages[-1].append(block)
        used += length
    return pages
