"""The last question about a case, in one sentence, and the way back to the walk."""

from collections.abc import Sequence
from typing import Final

from bot.domain.speech import View
from handlers.owner.home_views import back
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.words import Words, joined

PARTICULARS: Final = "particulars"
"""A question whose answer is kept with the problem, or goes to its case."""


def ask_particulars(t: Tongue, before: Html | None, fields: Sequence[Words], walk: str) -> View:
    """Who, when, on what paper, why: in one sentence.

    Args:
        fields: What is to be said, in the words of the rule base.
        walk: The problem's id and the category, as a button carries them.
    """
    text = lines(
        before,
        t("最后一句：请照实写下{fields}。", fields=t.words(joined(list(fields)))),
        t("不知道的写“不知道”；请别写身份证号和手机号。"),
    )
    skip = button(t("跳过"), "prob:walk", *walk.split(":"))
    return View(text, ((skip, back(t)),))


def asked_all(t: Tongue, before: Html | None, walk: str) -> View:
    """The facts of the case are known; what follows is the walk.

    Args:
        walk: The problem's id and the category, as a button carries them.
    """
    text = lines(before, t("情况都记下了，接手的工作人员能看到。"))
    return View(text, ((button(t("回到办法"), "prob:walk", *walk.split(":")),), (back(t),)))
