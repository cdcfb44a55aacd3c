"""Meeting a firm: where it works."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import Button, View, rows_of
from handlers.owner.home_views import human, navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.spoken.divisions import Town, mark_of
from policies.words import Words

PAGE: Final = 8
COUNTRY: Final = "-"
"""Stands for the whole country in a button."""

Named = tuple[str, Words]
"""A place's path and what it is called."""


def place(t: Tongue, home: Named, before: Html | None = None) -> View:
    """Ask where; the place that runs this bot first."""
    path, name = home
    here = button(t.plain(name), "start:in", mark_of(path))
    elsewhere = button(t("其他地方…"), "start:where")
    return View(
        lines(
            before,
            t("您的企业（项目）实际在哪里经营？"),
            t("<i>按经营所在地，不按注册地。点按钮，或直接写地名。</i>"),
        ),
        ((here, elsewhere), navigation(t)),
    )


def stands(t: Tongue, place: Words) -> View:
    """Where a firm is was said of one that is registered: how to change it, if it moved."""
    text = lines(
        t("现在登记的经营地点：{place}。", place=t.words(place)),
        t("没变就不用管；变了点“改地点”。要是那里遇到了难题，再写一句是什么事。"),
    )
    return View(text, ((button(t("改地点"), "start:place"),), navigation(t)))


def elsewhere(t: Tongue, known: Sequence[Named]) -> View:
    """Another place: typed, or down the tree; honest about what is not held."""
    rows = rows_of(*(_choice(t, named) for named in known))
    return View(
        lines(
            t("直接写地名就行，先写市、再写县；也可以按省、市、县一级级选。"),
            t("目前只收录了下面这些地方的政策；别的地方也可以登记、找人工，但查不到政策。"),
        ),
        (*rows, (_tree(t),), navigation(t)),
    )


def tree(t: Tongue, above: Named | None, children: Sequence[Named], page: int, *, up: str) -> View:
    """The places below one, page by page.

    Args:
        above: None for the whole country.
        up: The mark of the place above that one.
    """
    path = COUNTRY if above is None else mark_of(above[0])
    head = t("在哪个省（自治区、直辖市）？")
    if above is not None:
        head = t("{place}的哪里？", place=t.words(above[1]))
    shown = children[page * PAGE : (page + 1) * PAGE]
    rows = rows_of(*(_choice(t, named) for named in shown))
    turn = _pages(t, len(children), page, "start:tree", path)
    higher = () if above is None else (button(t("上一级"), "start:tree", up, 0),)
    last = (*turn, *higher)
    hint = t("<i>也可以直接写地名。</i>")
    return View(lines(head, hint), (*rows, *((last,) if last else ()), navigation(t)))


def which(t: Tongue, text: str, found: Sequence[Named]) -> View:
    """Several places are called so."""
    rows = rows_of(*(_choice(t, named) for named in found), width=1)
    return View(t("叫“{text}”的地方不止一个，是哪一个？", text=text[:40]), (*rows, navigation(t)))


def too_many(t: Tongue, text: str) -> View:
    """Far too many places are called so."""
    return View(
        t("叫“{text}”的地方很多。请先写市、再写县。", text=text[:40]),
        ((_tree(t),), navigation(t)),
    )


def unknown(t: Tongue, text: str, home: Named) -> View:
    """No such place is known: choose one, or take it as it was written."""
    path, name = home
    return View(
        lines(
            t("没找到叫“{text}”的县（区、市）。", text=text[:40]),
            t("请先写市、再写县；或者一级级选。确实没有，就按您写的登记。"),
        ),
        (
            (button(t.plain(name), "start:in", mark_of(path)), _tree(t)),
            (button(t("就按我写的登记"), "start:asis"),),
            navigation(t),
        ),
    )


def towns(
    t: Tongue,
    county: Named,
    asked: Words,
    listed: Sequence[Town],
    page: int,
    before: Html | None = None,
) -> View:
    """Which town; any other may be typed.

    Args:
        asked: What the region's lowest level asks.
    """
    path, name = county
    shown = listed[page * PAGE : (page + 1) * PAGE]
    rows = rows_of(
        *(
            button(t.plain(town.name), "start:in", mark_of(path), mark_of(town.name.zh))
            for town in shown
        )
    )
    turn = _pages(t, len(listed), page, "start:towns", mark_of(path))
    skip = button(t("不清楚"), "start:notown", mark_of(path))
    other = button(t("换个地方"), "start:where")
    return View(
        lines(
            before,
            t("好，{place}。{asked}", place=t.words(name), asked=t.words(asked)),
            t("<i>点按钮，或直接写名字。有的事归当地办。</i>"),
        ),
        (*rows, *((turn,) if turn else ()), (skip, other), (one_back(t), human(t))),
    )


def one_back(t: Tongue) -> Button:
    """The way to the step before this one."""
    return button(t("返回"), "start:back")


def _pages(t: Tongue, count: int, page: int, name: str, mark: str) -> tuple[Button, ...]:
    before = (button(t("上一页"), name, mark, page - 1),) if page > 0 else ()
    after = (button(t("更多"), name, mark, page + 1),) if count > (page + 1) * PAGE else ()
    return (*before, *after)


def _choice(t: Tongue, named: Named) -> Button:
    return button(t.plain(named[1]), "start:in", mark_of(named[0]))


def _tree(t: Tongue) -> Button:
    return button(t("按省市县选"), "start:tree", COUNTRY, 0)


def stop(t: Tongue) -> tuple[Button, ...]:
    """The last row while something is typed: what was asked waits."""
    return (button(t("先停一下"), "home:show"), human(t))
