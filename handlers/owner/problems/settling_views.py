"""Asking which open case is settled."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.speech import Button, View
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard
from handlers.notices.case_words import clipped, told_apart
from handlers.notices.files import plain
from handlers.notices.private import masked
from handlers.owner.home_views import back
from handlers.owner.problems.frame import case_rows
from handlers.owner.problems.pieces import human
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.problems import Category

LINE: Final = 30
SHOWN: Final = 4


def settled(
    t: Tongue,
    problem: ProblemCard,
    categories: Mapping[str, Category],
    cases: Sequence[CaseLine],
) -> View:
    """Is this one over, or which of these?"""
    shown = cases[:SHOWN]
    head = t("是哪一件解决了？") if len(shown) > 1 else t("是这一件解决了吗？点一下就销号。")
    text = lines(
        t("您说：“{said}”", said=problem.told.text[:200]),
        head,
        *(_line(t, each) for each in shown),
    )
    labels = told_apart(t, categories, shown)
    over = tuple(
        (button(plain(t("✅ {number} 已解决", number=label)), "case:confirm", line.id),)
        for label, line in zip(labels, shown, strict=True)
    )
    more = case_rows(t, problem, categories, shown[:1]) if len(shown) == 1 else ()
    other = (button(t("其实是另一件事"), "prob:new", problem.id),)
    return View(text, (*over, *more, other, (back(t), human(t, problem))))


def which_withdrawn(
    t: Tongue,
    problem: ProblemCard,
    categories: Mapping[str, Category],
    cases: Sequence[CaseLine],
) -> View:
    """Which of these is not wanted any more?"""
    shown = cases[:SHOWN]
    ways = tuple(
        (button(plain(t("不用办了：{number}", number=label)), "case:withdraw", line.id),)
        for label, line in zip(told_apart(t, categories, shown), shown, strict=True)
    )
    return _which(t, problem, t("是哪一件不用办了？"), shown, ways)


def which_denied(
    t: Tongue,
    problem: ProblemCard,
    categories: Mapping[str, Category],
    cases: Sequence[CaseLine],
) -> View:
    """Which of these that are said to be solved is not?"""
    shown = cases[:SHOWN]
    ways = tuple(
        (button(plain(t("没解决：{number}", number=label)), "prob:deny", problem.id, line.id),)
        for label, line in zip(told_apart(t, categories, shown), shown, strict=True)
    )
    return _which(t, problem, t("是哪一件没解决？"), shown, ways)


def _which(
    t: Tongue,
    problem: ProblemCard,
    asked: Html,
    shown: Sequence[CaseLine],
    ways: tuple[tuple[Button, ...], ...],
) -> View:
    text = lines(
        t("您说：“{said}”", said=problem.told.text[:200]),
        asked,
        *(_line(t, each) for each in shown),
    )
    other = (button(t("其实是另一件事"), "prob:new", problem.id),)
    return View(text, (*ways, other, (back(t), human(t, problem))))


def _line(t: Tongue, line: CaseLine) -> Html:
    said = clipped(masked(t, " ".join(line.text.split())), LINE)
    return Html(f"{line.number} · {escaped(said)}")
