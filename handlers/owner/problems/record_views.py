"""The records that belong to a kind of problem: duties, offers and encouragements apart."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import View, rows_of
from handlers.notices.outcomes import MARKS
from handlers.owner.home_views import back
from handlers.owner.policies.shelves import ordered, turning
from handlers.owner.policies.words import nature_words
from handlers.owner.problems.walk_card import GROUPS
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.problems import Category
from policies.verdicts import Verdict

PAGE: Final = 8


def records(
    t: Tongue, category: Category, verdicts: Sequence[Verdict], place: str, shelf: str
) -> View:
    """One list with this firm's verdicts, and the ways to the others.

    Args:
        verdicts: Of all records of the walk.
        place: The problem's id and the category, as a button carries them.
        shelf: Code of the list, and a page from 0 behind it.
    """
    code, page = shelf[:1], int(shelf[1:])
    shown = ordered(each for each in verdicts if each.modality in GROUPS[code])
    pages = max(1, -(-len(shown) // PAGE))
    page = min(page, pages - 1)
    text = lines(
        t("<b>{category}</b> · {group} {count} 条",
          category=t.words(category.name), group=_name(t, code), count=len(shown)),
        t("（{nature}。）", nature=nature_words(t, GROUPS[code][0])),
        t("点开看依据、要做什么；前面的符号是对照您的厂得出的。"),
    )  # fmt: skip
    here = place.split(":")
    rows = tuple(
        (button(f"{MARKS[v.outcome]} {t.plain(v.title)}", "policy:show", v.policy),)
        for v in shown[page * PAGE : (page + 1) * PAGE]
    )
    others = [
        button(f"{_name(t, other)} {count}", "prob:recs", *here, f"{other}0")
        for other, count in counts(verdicts)
        if other != code
    ]
    turns = turning(t, ":".join(("prob:recs", *here)), code, page, pages)
    ways = (button(t("回到办法"), "prob:walk", *here), back(t))
    human = (button(t("找人工"), "prob:human", *here),)
    return View(text, (*rows, *turns, *rows_of(*others), (*ways, *human)))


def counts(verdicts: Sequence[Verdict]) -> list[tuple[str, int]]:
    """Which lists have records, and how many."""
    counted = [
        (code, sum(v.modality in kinds for v in verdicts)) for code, kinds in GROUPS.items()
    ]
    return [(code, count) for code, count in counted if count]


def _name(t: Tongue, code: str) -> Html:
    names = {
        "d": t("须履行"),
        "o": t("可享受"),
        "e": t("鼓励"),
        "a": t("政府应办"),
        "i": t("说明"),
    }
    return names[code]
