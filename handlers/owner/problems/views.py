"""What somebody's words were taken for: one proposal, several, or none, and the list of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.services.case_lists import CaseLine
from bot.store.problems import ProblemCard
from handlers.notices.case_words import clipped
from handlers.notices.private import masked
from handlers.owner.home_views import back
from handlers.owner.policies.shelves import turning
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.problems import NONE, Category, Walk
from policies.records import Record
from policies.words import Words

PAGE: Final = 8
LINE: Final = 30
INNER: Final = str.maketrans("“”", "‘’")
"""Marks of a quotation in a quotation."""
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Left:
    """A question that was left in the middle: how it is called, and the way back to it."""

    label: Words | None
    way: Button


@dataclass(frozen=True)
class Around:
    """What a screen about a problem says beside it.

    Args:
        categories: All of them, by id.
        records: Those that the words name.
        officer: Who answers this firm first.
        cases: Open ones that the words may belong to.
        left: A question that was interrupted.
    """

    categories: Mapping[str, Category]
    officer: Words
    records: Sequence[Record] = ()
    cases: Sequence[CaseLine] = ()
    left: Left | None = None


def browse(t: Tongue, categories: Sequence[Category], page: int) -> View:
    """All kinds of problems, in pages; typing is faster."""
    ours = [category for category in categories if category.id != NONE]
    pages = max(1, -(-len(ours) // PAGE))
    page = min(page, pages - 1)
    shown = ours[page * PAGE : (page + 1) * PAGE]
    choices = (button(t.plain(each.name), "prob:pick", each.id) for each in shown)
    text = lines(
        t("<b>遇到什么困难？</b>直接打一句话最快，例如：货车被拦在卡口，说路过风险区。"),
        t("也可以从下面挑（第 {page}/{pages} 页）：", page=page + 1, pages=pages),
    )
    turns = turning(t, "prob:browse", "", page, pages)
    asks = (button(t("问政策"), "ask:start"),)
    return View(text, (*rows_of(*choices), *turns, asks, (back(t), _human_anew(t))))


def confirm(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """One category is likely: is it this?"""
    best = around.categories[problem.told.proposals[0]]
    text = lines(
        urgent_words(t, problem),
        seen_words(t, problem, best.id),
        t("您说的是<b>{category}</b>，对吗？", category=t.words(best.name)),
        t.words(best.meaning),
    )
    yes = button(t("对"), "prob:is", problem.id, best.id)
    return _screen(t, text, ((yes, _no(t, problem)),), problem, around)


def first_asked(t: Tongue, problem: ProblemCard, walk: Walk, around: Around) -> View:
    """One category is likely, and one question decides how urgent it is: it is asked at once."""
    assert walk.first is not None
    best = around.categories[problem.told.proposals[0]]
    text = lines(
        urgent_words(t, problem),
        seen_words(t, problem, best.id),
        t("<b>{category}</b>：{question}", category=t.words(best.name), question=_asked(t, walk)),
    )
    rows = (*answers(t, problem.id, best.id, walk), (_no(t, problem),))
    return _screen(t, text, rows, problem, around)


def stated(t: Tongue, problem: ProblemCard, values: Sequence[Html], around: Around) -> View:
    """The words state values of a record: is it that one?

    Args:
        values: What was understood, in words.
    """
    record = around.records[0]
    text = lines(
        seen_words(t, problem, problem.told.proposals[0]),
        t("您想问<b>{policy}</b>，对吗？", policy=t.words(record.title)),
        t("我记下：{values}。不对可以再改。", values=Html(t("；").join(values))),
    )
    yes = button(t("对"), "prob:yes", problem.id)
    rows = ((yes, _no(t, problem)),)
    return _screen(t, text, rows, problem, _without_records(around))


def named(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """The words are the name of a policy, or nearly: it is offered before any problem."""
    best = around.categories[problem.told.proposals[0]]
    text = lines(
        seen_words(t, problem, best.id),
        t("您是想看政策吗？点下面的。要是遇到了难题，点“看怎么办”。"),
    )
    yes = button(t("看怎么办"), "prob:is", problem.id, best.id)
    rows = (*_records(t, around), (yes, _no(t, problem)), (clauses_button(t, problem),))
    return _screen(t, text, rows, problem, _without_records(around))


def choose(t: Tongue, problem: ProblemCard, around: Around, without: Sequence[str] = ()) -> View:
    """Up to three proposals with what each means.

    Args:
        without: Categories that were denied already.
    """
    names = [name for name in problem.told.proposals if name not in without]
    offered = [around.categories[name] for name in names]
    head = t("那是下面哪一件？") if without else t("您说的是下面哪一件？")
    text = lines(
        urgent_words(t, problem),
        None if without or not names else seen_words(t, problem, names[0]),
        head,
        *(
            t(
                "· <b>{category}</b>：{meaning}",
                category=t.words(c.name),
                meaning=t.words(c.meaning),
            )
            for c in offered
        ),
    )
    choices = tuple(
        (button(t.plain(each.name), "prob:is", problem.id, each.id),) for each in offered
    )
    last = [button(t("都不是"), "prob:none", problem.id)]
    if len(problem.told.proposals) > 1:
        last.append(button(t("有好几个问题"), "prob:several", problem.id))
    return _screen(t, text, (*choices, tuple(last)), problem, around)


def tick(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """Several matters: which of them are to be gone through?"""
    text = lines(
        urgent_words(t, problem),
        t("像是不止一件事。请勾选，选好后我一件一件说："),
        *(
            t(
                "· <b>{category}</b>：{seen}",
                category=t.words(around.categories[name].name),
                seen=_joined(t, problem.told.seen.get(name, ()))
                or t.words(around.categories[name].meaning),
            )
            for name in problem.told.proposals
        ),
    )
    boxes = tuple((_box(t, problem, around.categories[name]),) for name in problem.told.proposals)
    done = (
        button(t("选好了"), "prob:go", problem.id),
        button(t("都不是"), "prob:none", problem.id),
    )
    return _screen(t, text, (*boxes, done), problem, _without_records(around))


def nothing(t: Tongue, problem: ProblemCard, says: Words | None, around: Around) -> View:
    """It is nobody's business here, said honestly, with the ways on."""
    head = t.words(says) if says else t("这件事我拿不准，怕答错耽误您。")
    if around.cases:
        head = t("这句话我没听出是哪类难题。要是给办着的事补充，点下面的按钮。")
    text = lines(
        urgent_words(t, problem),
        head,
        t("要是厂里、店里的事，请换个说法再写一句，或者点“找人工”，我把您写的转给{who}。",
          who=t.words(around.officer)),
        left_words(t, around.left),
    )  # fmt: skip
    ways = (button(t("看看有哪些难题"), "prob:browse"), clauses_button(t, problem))
    return _screen(t, text, (ways,), problem, around)


def again(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """None of the proposals: in other words, from the list, or to a person."""
    text = lines(
        t("好，是我没猜对。"),
        t("请换个说法再写一句，或从列表里挑；也可以点“找人工”，我把您刚才写的转给{who}。",
          who=t.words(around.officer)),
        left_words(t, around.left),
    )  # fmt: skip
    ways = (button(t("看看有哪些难题"), "prob:browse"), clauses_button(t, problem))
    return _screen(t, text, (ways,), problem, _without_records(around))


def which_case(t: Tongue, problem: ProblemCard, cases: Sequence[CaseLine]) -> View:
    """It may belong to an open case; nothing goes to a person before they say so."""
    head = t("是给哪一件补充的？") if len(cases) > 1 else t("是给这一件补充的吗？")
    listed = (
        Html(f"{each.number} · {escaped(clipped(masked(t, each.text), LINE))}") for each in cases
    )
    choices = (
        button(t("补充到 {number}", number=each.number), "prob:note", problem.id, each.id)
        for each in cases
    )
    other = (button(t("是新的一件事"), "prob:new", problem.id),)
    text = lines(t("您说：“{said}”", said=problem.told.text[:200]), head, *listed)
    return View(text, (*rows_of(*choices), other, (back(t), human(t, problem))))


def urgent_words(t: Tongue, problem: ProblemCard) -> Html | None:
    """The words by which it is urgent."""
    words = problem.told.urgent
    if not words:
        return None
    return t("🚨 听着很急（{words}）。点“马上找人工”，不用答完。", words=_joined(t, words))


def seen_words(t: Tongue, problem: ProblemCard, category: str) -> Html | None:
    """看到了: the words that speak for a category."""
    words = problem.told.seen.get(category, ())
    return t("看到了：{words}", words=_joined(t, words)) if words else None


def answers(t: Tongue, problem_id: int, category: str, walk: Walk) -> Rows:
    """The answers to the question that decides urgency, one under the other if they are long."""
    given = walk.first.answers if walk.first else ()
    buttons = [
        button(t.plain(choice.label), "prob:first", problem_id, category, n)
        for n, choice in enumerate(given)
    ]
    short = all(len(each.text) <= 10 for each in buttons)
    return rows_of(*buttons) if short else tuple((each,) for each in buttons)


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
    # A label may have quotation marks of its own: “四保”白名单.
    label = Html(t.words(left.label).translate(INNER))
    return t("刚才问到“{label}”，还等您回答。", label=label)


def _screen(t: Tongue, text: Html, rows: Rows, problem: ProblemCard, around: Around) -> View:
    """A proposal with what is around it; a person comes first if it is urgent."""
    first: Rows = ()
    if problem.told.urgent:
        first = ((button(t("🚨 马上找人工"), "prob:human", problem.id),),)
    cases = tuple(
        button(t("补充到 {number}", number=line.number), "prob:note", problem.id, line.id)
        for line in around.cases[:2]
    )
    return View(
        lines(_files(t, problem), text),
        (
            *first,
            *rows,
            *_records(t, around),
            *((cases,) if cases else ()),
            *left_row(t, around.left),
            (back(t), human(t, problem)),
        ),
    )


def _files(t: Tongue, problem: ProblemCard) -> Html | None:
    if not problem.told.files:
        return None
    return t("📎 附件收到了，转给干部时一起转；不转的话，两天后自动清除。")


def _records(t: Tongue, around: Around) -> Rows:
    return tuple(
        (button(f"📄 {t.plain(each.title)}", "policy:show", each.id),) for each in around.records
    )


def _without_records(around: Around) -> Around:
    return Around(around.categories, around.officer, cases=around.cases, left=around.left)


def _asked(t: Tongue, walk: Walk) -> Html:
    assert walk.first is not None
    return t.words(walk.first.question)


def _no(t: Tongue, problem: ProblemCard) -> Button:
    return button(t("不是，我想问…"), "prob:not", problem.id)


def _box(t: Tongue, problem: ProblemCard, category: Category) -> Button:
    mark = "☑" if category.id in problem.progress.ticked else "☐"
    return button(f"{mark} {t.plain(category.name)}", "prob:tick", problem.id, category.id)


def _joined(t: Tongue, words: Sequence[str]) -> str:
    return t("、").join(words)


def _human_anew(t: Tongue) -> Button:
    return button(t("找人工"), "case:new")
