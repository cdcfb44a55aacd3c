"""Where a policy stands in the list: its group, its page, and what changed about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.speech import Button
from bot.services.firms.looks import Change, ChangeKind, Changes
from handlers.notices.outcomes import MARKS, ORDER
from handlers.owner.policies.words import day_words
from handlers.press import button
from handlers.tongue import Html, Tongue
from policies.verdicts import Outcome, Verdict

PAGE: Final = 8
CODES: Final = {
    Outcome.MATCH: "y",
    Outcome.CONFIRM: "c",
    Outcome.NEED_INFO: "q",
    Outcome.OBLIGATION: "d",
    Outcome.INFO: "i",
    Outcome.NO_MATCH: "n",
}
CHANGED: Final = "x"
"""The group of what changed since the last look, whatever its outcome."""
NEWS: Final = "🆕"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where in the list a screen was opened from: a group's code and a page from 0."""

    group: str
    page: int = 0

    def __str__(self) -> str:
        return f"{self.group}{self.page}"


def read_shelf(word: str) -> Shelf | None:
    """A shelf in callback data; None for the list itself, and for what is none."""
    group, page = word[:1], word[1:]
    known = group == CHANGED or group in CODES.values()
    if not known or not page.isdecimal() or len(page) > 3:
        return None
    return Shelf(group, int(page))


def ordered(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """By answer, then by what matters most."""
    return sorted(verdicts, key=lambda v: (ORDER.index(v.outcome), v.priority))


def on_shelf(verdicts: Sequence[Verdict], changes: Changes, group: str) -> list[Verdict]:
    """The verdicts of one group."""
    if group == CHANGED:
        return [verdict for verdict in ordered(verdicts) if verdict.policy in changes.of]
    return [verdict for verdict in ordered(verdicts) if CODES[verdict.outcome] == group]


def since_words(t: Tongue, changes: Changes, count: int) -> Html | None:
    """How much changed since which look; None on the first one."""
    if changes.since is None:
        return None
    if changes.same_day:
        return t("{mark} 和您今天第一次看的比，变了 {count} 项：", mark=NEWS, count=count)
    day = day_words(t, changes.since)
    return t("{mark} 和您 {day}看的比，变了 {count} 项：", mark=NEWS, day=day, count=count)


def told(t: Tongue, verdict: Verdict, changes: Changes) -> Html:
    """One change in a line: 上次 ❓ → 现在 ✅."""
    change = changes.of[verdict.policy]
    return t(
        "· {title} {change}",
        title=t.words(verdict.title),
        change=_change_words(t, verdict, change),
    )


def _change_words(t: Tongue, verdict: Verdict, change: Change) -> Html:
    match change.kind:
        case ChangeKind.NEW:
            return t("新收录")
        case ChangeKind.OUTCOME:
            was = "" if change.was is None else MARKS[change.was]
            return t("上次 {was} → 现在 {now}", was=was, now=MARKS[verdict.outcome])
        case ChangeKind.AMOUNT:
            return t("金额（数量）变了")
        case ChangeKind.TEXT:
            return t("条文整理更新了")


def entry(t: Tongue, verdict: Verdict, changes: Changes, shelf: Shelf | None = None) -> Button:
    """The button that opens a card; from it one steps back to the shelf."""
    news = f" {NEWS}" if verdict.policy in changes.of else ""
    label = f"{MARKS[verdict.outcome]} {t.plain(verdict.title)}{news}"
    return button(label, "policy:show", verdict.policy, *(() if shelf is None else (shelf,)))


def turning(
    t: Tongue, name: str, stem: str, page: int, pages: int
) -> tuple[tuple[Button, ...], ...]:
    """The buttons that turn the page; their one argument is the stem with the page behind it."""
    earlier = (button(t("‹ 上一页"), name, f"{stem}{page - 1}"),) if page else ()
    later = (button(t("下一页 ›"), name, f"{stem}{page + 1}"),) if page + 1 < pages else ()
    return ((*earlier, *later),) if earlier or later else ()
