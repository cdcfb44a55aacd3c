"""The screen on which cases are ticked that have one cause."""

from dataclasses import dataclass
from typing import Final

from bot.domain.issues import TITLE_MOST
from bot.domain.speech import Button, View, rows_of
from bot.store.cases.cases import CaseRecord
from handlers.desk.home_views import back
from handlers.desk.issues.listing_views import WORDS
from handlers.notices.case_words import clipped
from handlers.notices.private import masked
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines

A_PAGE: Final = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One page of what is offered.

    Attributes:
        picked: Ids of those that are ticked, on all pages.
        first: The one that it began with: it stays.
        count: How many are offered on all pages.
    """

    cases: tuple[CaseRecord, ...]
    picked: frozenset[int]
    first: int
    count: int
    page: int


def pick(t: Tongue, choice: Choice) -> View:
    """Which of them, and what is it called?"""
    ticks = [
        button(_mark(case.id in choice.picked) + case.number, "issue:tick", case.id, choice.page)
        for case in choice.cases
        if case.id != choice.first
    ]
    head = t(
        "把打勾的 {count} 件并成一个共性问题；不是一回事的，点一下去掉。", count=len(choice.picked)
    )
    title = t(
        "给它起个名字，直接发给我（最多 {most} 字）。例：南环卡口不放行持 48 小时证明的货车",
        most=TITLE_MOST,
    )
    return View(
        lines(head, *(_line(t, case, choice) for case in choice.cases), title),
        (
            *rows_of(*ticks),
            *turn_rows(t, choice.page, choice.count, A_PAGE, "issue:turn"),
            (button(t("取消"), "case:show", choice.first), back(t)),
        ),
    )


def turn_rows(
    t: Tongue, page: int, count: int, a_page: int, name: str, *args: int
) -> tuple[tuple[Button, ...], ...]:
    """上一页, 下一页, as far as there are any."""
    before = (button(t("上一页"), name, *args, page - 1),) if page > 0 else ()
    after = (button(t("下一页"), name, *args, page + 1),) if (page + 1) * a_page < count else ()
    return ((*before, *after),) if before or after else ()


def _line(t: Tongue, case: CaseRecord, choice: Choice) -> Html:
    text = escaped(clipped(masked(t, " ".join(case.text.split())), WORDS))
    return Html(f"{_mark(case.id in choice.picked)}{case.number} · {text}")


def _mark(on: bool) -> str:
    return "✅ " if on else "➖ "
