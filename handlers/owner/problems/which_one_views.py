"""Words that only point at something: what they may mean, one button each."""

from collections.abc import Sequence

from bot.domain.speech import Button, View
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard
from handlers.notices.case_words import clipped
from handlers.notices.private import masked
from handlers.owner.home_views import back, human
from handlers.press import button
from handlers.tongue import Tongue, lines

SHOWN = 18


def which(
    t: Tongue,
    said: str,
    before: ProblemCard | None,
    cases: Sequence[CaseLine],
    left: Sequence[Button],
) -> View:
    """Which one? Without anything to offer it asks for the whole matter.

    Args:
        before: What they wrote last of which nothing came yet.
        left: The ways back to what was asked and waits.
    """
    known = [_case(t, each) for each in cases]
    if before is not None:
        label = t("刚才写的：{words}", words=clipped(masked(t, before.told.text), SHOWN))
        known.insert(0, button(label, "prob:new", before.id))
    known += left
    text = lines(
        t("您说：“{said}”", said=masked(t, said)[:40]),
        t("是指下面哪一件？都不是，就把事情写全，例如：货车在卡口被拦着。")
        if known
        else t("我不知道指的是哪一件。请把事情写全，例如：货车在卡口被拦着。"),
    )
    return View(text, (*((each,) for each in known), (back(t), human(t))))


def _case(t: Tongue, case: CaseLine) -> Button:
    words = clipped(masked(t, " ".join(case.text.split())), SHOWN)
    label = t("{number} {words}", number=case.number, words=words)
    return button(label, "case:show", case.id)
