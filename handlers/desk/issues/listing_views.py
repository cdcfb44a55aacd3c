"""What a dispatcher sees of common issues in lists, and of cases that are alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_states import UNSOLVED
from bot.domain.issues import IssueStatus
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.issues.lists import IssueLine
from bot.store.issues.candidates import Candidate
from bot.store.issues.issues import IssueRecord
from handlers.desk.home_views import back
from handlers.notices.case_words import clipped, kind_words, own_words
from handlers.notices.private import masked
from handlers.phrases import day_of
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.rulebase import RuleBase
from policies.understanding.likeness import Group

SHOWN: Final = 6
WORDS: Final = 40
"""Characters of a case's words in a list."""


@dataclass(frozen=True, slots=True)
class Bunch:
    """Cases that could be one issue."""

    group: Group
    cases: tuple[Candidate, ...]


def menu(
    t: Tongue,
    rulebase: RuleBase,
    issues: Sequence[IssueLine],
    later: Mapping[int, int],
    found: Sequence[Bunch],
    zone: ZoneInfo,
) -> View:
    """The open issues, and what could become one.

    Args:
        later: Issue id → how many cases in no issue are like it.
    """
    if not issues and not found:
        none = t("现在没有共性问题，也没有成批相像的诉求。相像的多了，会列在这里。")
        return View(none, ((back(t),),))
    shown = issues[:SHOWN]
    own = [_line(t, rulebase, each, later.get(each.issue.id, 0)) for each in shown]
    rest = t("另有 {count} 个没有列出。", count=len(issues) - SHOWN) if issues[SHOWN:] else None
    likely = [_bunch(t, rulebase, number, each, zone) for number, each in enumerate(found, 1)]
    buttons = [
        *(button(each.issue.number, "issue:show", each.issue.id) for each in shown),
        *(
            button(_look(t, number, each), "issue:like", each.group.leader)
            for number, each in enumerate(found, 1)
        ),
    ]
    return View(
        lines(
            t("<b>共性问题</b>"),
            *own,
            rest,
            t("<b>可能是同一个问题</b>（还没有并到一起）") if likely else None,
            *likely,
        ),
        (*rows_of(*buttons), (back(t),)),
    )


def alike(
    t: Tongue,
    rulebase: RuleBase,
    case: CaseCard,
    others: Sequence[Candidate],
    fitting: Sequence[IssueLine],
) -> View:
    """What is like one case."""
    head = t("<b>相似的诉求</b>：事项 <b>{number}</b>", number=case.number)
    show = (button(t("看事项"), "case:show", case.id), back(t))
    if case.issue is not None and case.issue.status is IssueStatus.OPEN:
        text = t("已并在共性问题 <b>{number}</b>。", number=case.issue.number)
        return View(
            lines(head, own_words(t, case.text), text), ((issue_button(t, case.issue),), show)
        )
    if case.status not in UNSOLVED:
        return View(lines(head, t("这件已经办结，不用再并了。")), (show,))
    more = t("另有 {count} 件相像。", count=len(others) - SHOWN) if others[SHOWN:] else None
    none = None if others or fitting else t("没有同类、同地、说法相近的未办结诉求。")
    into = [
        button(t("并入 {number}", number=each.issue.number), "issue:link", each.issue.id, case.id)
        for each in fitting[:3]
    ]
    issues = [_line(t, rulebase, each, 0) for each in fitting[:3]]
    pick = button(t("并成共性问题…"), "issue:pick", case.id)
    return View(
        lines(
            head,
            own_words(t, case.text),
            none,
            *(case_line(t, each) for each in others[:SHOWN]),
            more,
            t("像这个共性问题：") if issues else None,
            *issues,
        ),
        (*rows_of(*into), (pick,), show),
    )


def case_line(t: Tongue, case: Candidate) -> Html:
    """A case that could belong to an issue: its number and its words."""
    text = escaped(clipped(masked(t, " ".join(case.text.split())), WORDS))
    return Html(f"{case.number} · {text}")


def issue_button(t: Tongue, issue: IssueRecord) -> Button:
    """The way to an issue."""
    return button(t("看共性问题"), "issue:show", issue.id)


def _line(t: Tongue, rulebase: RuleBase, line: IssueLine, later: int) -> Html:
    issue = line.issue
    kind = kind_words(t, rulebase.problems.get(issue.category or ""), urgent=False)
    count = t("{count} 件", count=line.cases)
    more = t("（另有 {count} 件相像）", count=later) if later else Html("")
    solved = Html("") if line.is_open else Html(f" · {t('已给出结果')}")
    return Html(f"{issue.number}{kind} · {count}{more}{solved} · {escaped(issue.title)}")


def _bunch(t: Tongue, rulebase: RuleBase, number: int, bunch: Bunch, zone: ZoneInfo) -> Html:
    first = min(bunch.cases, key=lambda case: case.opened_at)
    category = rulebase.problems.get(first.category or "")
    kind = t.words(category.name) if category else t("没有分类")
    said = Html(t("、").join(t("“{text}”", text=word) for word in bunch.group.words))
    words = Html(f" · {said}") if said else Html("")
    return t(
        "{number}. {kind} · {count} 件，{day}起{words}",
        number=number,
        kind=kind,
        count=len(bunch.cases),
        day=day_of(t, first.opened_at, zone),
        words=words,
    )


def _look(t: Tongue, number: int, bunch: Bunch) -> str:
    return t("{number}. 看这 {count} 件", number=number, count=len(bunch.cases))
