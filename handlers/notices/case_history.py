"""全部经过: everything that happened in a case, in full, in pages that a message can carry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import CaseAct
from bot.domain.speech import Button, View
from bot.services.cases.cards import CaseCard, Step
from bot.store.files.files import Taken
from handlers.notices.case_steps import NEWEST_STEP, OLDER_STEP, STEPS_SHOWN, is_shown, said, what
from handlers.notices.case_terms import step_words
from handlers.notices.case_words import WORDS_SHOWN, words
from handlers.notices.files import named, to_show
from handlers.notices.private import masked
from handlers.phrases import deadline, moment
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
        any(step.act is CaseAct.PROMISE or step.clock for step in card.steps)
        or len(shown) > STEPS_SHOWN + 1
        or len(card.text) > WORDS_SHOWN
        or any(length > OLDER_STEP for length in lengths[:-1])
        or any(length > NEWEST_STEP for length in lengths[-1:])
    )


def _blocks(
    t: Tongue, card: CaseCard, linked: Mapping[int, datetime], zone: ZoneInfo, *, inside: bool
) -> Iterator[Html]:
    """What happened, the oldest first; a long text in several pieces."""
    runs = _runs(step for step in card.steps if inside or _is_told(step))
    for place, run in enumerate(runs):
        following = runs[place + 1][0].at if runs[place + 1 :] else None
        if run[0].act is CaseAct.REPEAT:
            yield _rung(t, run, zone)
        else:
            yield from _told(t, card, run[0], zone)
        since = run[0].at
        came = [file for file in to_show(card.files) if _between(linked, file, since, following)]
        if came:
            yield _files(t, came)


def _runs(steps: Iterable[Step]) -> list[list[Step]]:
    """Each step alone, but bells that follow each other together."""
    runs: list[list[Step]] = []
    for step in steps:
        again = runs and {step.act, runs[-1][0].act} == {CaseAct.REPEAT}
        runs[-1].append(step) if again else runs.append([step])
    return runs


def _rung(t: Tongue, run: Sequence[Step], zone: ZoneInfo) -> Html:
    """Bells that nothing came between are one line, however many a night brought."""
    first, last = run[0], run[-1]
    since, late = moment(t, first.at, zone), next((step for step in run if step.clock), first)
    if first is last:
        said = t("{moment} 时限到了还没有动静，又催了一次", moment=since)
    else:
        until, count = moment(t, last.at, zone), len(run)
        said = t(
            "{since} 到 {until} 还没有动静，催了 {count} 次",
            since=since,
            until=until,
            count=count,
        )
    return Html(f"{said}{_dated(t, late, zone)}")


def _told(t: Tongue, card: CaseCard, step: Step, zone: ZoneInfo) -> Iterator[Html]:
    text = masked(t, card.text) if step.act is CaseAct.OPEN else said(t, step)
    head = Html(f"{moment(t, step.at, zone)} {what(t, step)}")
    first, *rest = _pieces(text) or [""]
    quoted = t("：“{text}”", text=first) if first else Html("")
    yield Html(f"{head}{quoted}{_dated(t, step, zone)}")
    for piece in rest:
        again = t("（接上）")
        yield Html(f"{again}{words(t, piece, PIECE)}")


def _is_told(step: Step) -> bool:
    """Whether the firm reads a step: with the dates that it was promised."""
    return is_shown(step, inside=False) or step.act is CaseAct.PROMISE


def _dated(t: Tongue, step: Step, zone: ZoneInfo) -> Html:
    """The date that was promised with a step, or that was not kept before it."""
    if step.until is None:
        return Html("")
    until = deadline(t, step.until, zone)
    if step.clock is not None:
        what = step_words(t, step.clock)
        return t("（{what}原定{until}前，没有做到）", what=what, until=until)
    return t("（答应{until}前再答复）", until=until)


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
