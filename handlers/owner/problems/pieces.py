"""Pieces that the screens about a problem share: words that were seen, ways on, ways back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.speech import Button, rows_of
from bot.store.problems import ProblemCard
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.problems import Walk
from policies.words import Words

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Left:
    """A question that was left in the middle: how it is called, and the way back to it."""

    label: Words | None
    way: Button


def urgent_words(t: Tongue, problem: ProblemCard) -> Html | None:
    """The words by which it is urgent."""
    words = problem.told.urgent
    if not words:
        return None
    return t("🚨 听着很急（{words}）。点“马上找人工”，不用答完。", words=enumerated(t, words))


def urgent_alone(t: Tongue, problem: ProblemCard) -> Html:
    """The same where nothing has to be asked before a person gets it."""
    words = enumerated(t, problem.told.urgent)
    return t("🚨 听着很急（{words}）。点“马上找人工”，马上登记、转给工作人员。", words=words)


def seen_words(t: Tongue, problem: ProblemCard, category: str) -> Html | None:
    """看到了: the words that speak for a category."""
    words = problem.told.seen.get(category, ())
    return t("看到了：{words}", words=enumerated(t, words)) if words else None


def answers(t: Tongue, problem_id: int, category: str, walk: Walk) -> Rows:
    """The answers to the question that decides urgency, one under the other if they are long."""
    given = walk.first.answers if walk.first else ()
    buttons = [
        button(t.plain(choice.label), "prob:first", problem_id, category, n)
        for n, choice in enumerate(given)
    ]
    short = all(len(each.text) <= 10 for each in buttons)
    return rows_of(*buttons) if short else tuple((each,) for each in buttons)


def reporting_words(t: Tongue, walk: Walk, *, reports: bool) -> Html | None:
    """Which answer goes to people at once: nobody taps one for information and opens a case.

    Args:
        reports: Whether this person's answer opens one.
    """
    given = walk.first.answers if reports and walk.first else ()
    if given and walk.immediate:
        return t("<i>答了我就马上登记并转给工作人员。</i>")
    at_once = [t("“{words}”", words=t.words(each.label)) for each in given if each.urgent]
    if not at_once:
        return None
    labels = Html(t("、").join(at_once))
    return t("<i>点{answers}，我马上登记并转给工作人员。</i>", answers=labels)


def clauses_button(t: Tongue, problem: ProblemCard) -> Button:
    """What does the document say to these words?"""
    return button(t("查文件原文"), "ask:said", problem.id)


def human(t: Tongue, problem: ProblemCard) -> Button:
    """The words that are there already go to a person."""
    return button(t("找人工"), "prob:human", problem.id)


def left_row(t: Tongue, left: Left | None) -> Rows:
    """The way back to what was interrupted."""
    return () if left is None else ((left.way,),)


def left_words(t: Tongue, left: Left | None) -> Html | None:
    """刚才问到…: which question waits; for the rest its button is enough."""
    if left is None or left.label is None:
        return None
    return t("刚才问到“{label}”，还等您回答。", label=t.words(left.label))


def enumerated(t: Tongue, words: Sequence[str]) -> str:
    """Words one after the other, as the language separates them."""
    return t("、").join(words)


def steps_button(t: Tongue, problem: ProblemCard, category: str) -> tuple[Button, ...]:
    """The way back to the steps of a category."""
    return (button(t("回到办法"), "prob:walk", problem.id, category),)
