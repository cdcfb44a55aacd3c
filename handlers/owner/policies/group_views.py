"""One group of the list, such as 须履行, in pages."""

from collections.abc import Sequence

from bot.domain.speech import Button, View
from bot.services.firms.looks import Changes
from handlers.notices.outcomes import MARKS, outcome_words
from handlers.owner.policies.list_views import NOTHING_LEFT, listing
from handlers.owner.policies.shelves import (
    CHANGED,
    CODES,
    PAGE,
    Shelf,
    entry,
    on_shelf,
    since_words,
    told,
    turning,
)
from handlers.owner.policies.still_open import StillOpen, go_on_button
from handlers.owner.policies.words import step_back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.verdicts import Outcome, Verdict


def group_page(
    t: Tongue,
    verdicts: Sequence[Verdict],
    changes: Changes,
    shelf: Shelf,
    *,
    left: StillOpen = NOTHING_LEFT,
) -> View:
    """One page of a group; the list itself if the group is empty by now.

    Args:
        verdicts: All of the list.
        left: What answers could still decide.
    """
    found = on_shelf(verdicts, changes, shelf.group)
    if not found:
        return listing(t, verdicts, changes, left=left)
    pages = -(-len(found) // PAGE)
    page = min(shelf.page, pages - 1)
    here = Shelf(shelf.group, page)
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows = [(entry(t, verdict, changes, here),) for verdict in shown]
    text = lines(_title(t, changes, shelf.group, len(found), (page + 1, pages)), _about(t, shelf))
    if shelf.group == CHANGED:
        text = lines(text, *(told(t, verdict, changes) for verdict in shown))
    turns = turning(t, "policy:group", here.group, page, pages)
    return View(text, (*rows, *turns, *_doing(t, shelf, left), step_back(t, "policy:list")))


def _title(t: Tongue, changes: Changes, group: str, count: int, page: tuple[int, int]) -> Html:
    number, pages = page
    if group == CHANGED:
        where = t("（第 {page}/{pages} 页）", page=number, pages=pages) if pages > 1 else None
        return lines(since_words(t, changes, count), where)
    outcome = next(each for each, code in CODES.items() if code == group)
    head = t(
        "<b>{mark} {outcome} {count} 项</b>",
        mark=MARKS[outcome],
        outcome=outcome_words(t, outcome),
        count=count,
    )
    if pages == 1:
        return head
    return t("{head}（第 {page}/{pages} 页）", head=head, page=number, pages=pages)


def _about(t: Tongue, shelf: Shelf) -> Html | None:
    words = {
        "y": t("按您说的情况够条件。标着“自愿”“鼓励”的，不是必须。"),
        "c": t("文件没说死或要由主管部门定，我不能替他们答应。"),
        "q": t("点开一条，答一两句就有结论。"),
        "d": t("这些是文件要求企业做到的，不是补助。"),
        "i": t("只是把文件的说法告诉您，不用办什么。"),
        "n": t("按您说的情况够不上，点开看差在哪里。"),
    }
    return words.get(shelf.group)


def _doing(t: Tongue, shelf: Shelf, left: StillOpen) -> tuple[tuple[Button, ...], ...]:
    """What can be done about a whole group."""
    ways = {
        CODES[Outcome.NEED_INFO]: go_on_button(t, left),
        CODES[Outcome.OBLIGATION]: (
            button(t("要做的事"), "duty:list"),
            button(t("采样和提醒"), "test:list"),
        ),
        CODES[Outcome.NO_MATCH]: (button(t("如果情况变了呢？"), "whatif:start"),),
    }
    way = ways.get(shelf.group)
    return (way,) if way else ()
