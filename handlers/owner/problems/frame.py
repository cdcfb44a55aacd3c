"""What stands around a proposal: urgency above it, records and cases below, the ways out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.speech import View
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard
from handlers.notices.case_words import told_apart
from handlers.notices.files import plain
from handlers.owner.home_views import back
from handlers.owner.problems.pieces import Left, Rows, human, left_row
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.problems import Category
from policies.records import Record
from policies.words import Words

JUDGED: Final = "policy:show"
UNJUDGED: Final = "look:show"


@dataclass(frozen=True)
class Around:
    """What a screen about a problem says beside it.

    Args:
        categories: All of them, by id.
        records: Those that the words name.
        officer: Who answers this firm first.
        cases: Open ones that the words may belong to.
        left: A question that was interrupted.
        opens: The button that opens a record; nothing is judged for who has no firm yet.
        reports: Whether what this person says can go to people now.
    """

    categories: Mapping[str, Category]
    officer: Words
    records: Sequence[Record] = ()
    cases: Sequence[CaseLine] = ()
    left: Left | None = None
    opens: str = JUDGED
    reports: bool = True


def screen(t: Tongue, text: Html, rows: Rows, problem: ProblemCard, around: Around) -> View:
    """A proposal with what is around it; a person comes first if it is urgent."""
    first: Rows = ()
    if problem.told.urgent:
        first = ((button(t("🚨 马上找人工"), "prob:human", problem.id),),)
    cases = case_rows(t, problem, around.categories, around.cases[:2])
    return View(
        lines(_files(t, problem), text),
        (
            *first,
            *rows,
            *record_rows(t, around),
            *cases,
            *left_row(t, around.left),
            (back(t), human(t, problem)),
        ),
    )


def case_rows(
    t: Tongue,
    problem: ProblemCard,
    categories: Mapping[str, Category],
    cases: Sequence[CaseLine],
) -> Rows:
    """The open cases that the words may belong to, a button each."""
    labels = told_apart(t, categories, cases)
    return tuple(
        (button(plain(t("补充到 {number}", number=label)), "prob:note", problem.id, line.id),)
        for label, line in zip(labels, cases, strict=True)
    )


def record_rows(t: Tongue, around: Around) -> Rows:
    """The records that the words name, a button each."""
    return tuple(
        (button(f"📄 {t.plain(each.title)}", around.opens, each.id),) for each in around.records
    )


def without_records(around: Around) -> Around:
    """The same, but no records: the screen has them itself, or has no room."""
    return Around(around.categories, around.officer, cases=around.cases, left=around.left)


def _files(t: Tongue, problem: ProblemCard) -> Html | None:
    if not problem.told.files:
        return None
    return t("📎 附件收到了，转给工作人员时一起转；不转的话，两天后自动清除。")
