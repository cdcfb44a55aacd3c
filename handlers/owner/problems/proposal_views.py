"""What somebody's words were taken for: one proposal, or several."""

from collections.abc import Sequence

from bot.domain.speech import Button, View
from bot.store.problems import ProblemCard
from handlers.owner.problems.frame import Around, record_rows, screen, without_records
from handlers.owner.problems.pieces import (
    Rows,
    answers,
    clauses_button,
    enumerated,
    reporting_words,
    seen_words,
    urgent_alone,
    urgent_words,
)
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.problems import Category, Walk
from policies.spoken.rules_asked import asks_what_holds
from policies.understanding.answers import worth_showing


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
    rows = ((yes, _no(t, problem)), *_documents(t, problem))
    return screen(t, text, rows, problem, around)


def first_asked(t: Tongue, problem: ProblemCard, walk: Walk, around: Around) -> View:
    """One category is likely, and one question decides how urgent it is: it is asked at once."""
    assert walk.first is not None
    best = around.categories[problem.told.proposals[0]]
    urgent = urgent_words(t, problem)
    text = lines(
        urgent,
        seen_words(t, problem, best.id),
        t("<b>{category}</b>：{question}", category=t.words(best.name), question=_asked(t, walk)),
        None if urgent else reporting_words(t, walk, reports=around.reports),
    )
    rows = (*answers(t, problem.id, best.id, walk), (_no(t, problem),), *_documents(t, problem))
    return screen(t, text, rows, problem, around)


def known_urgent(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """What it is and that it cannot wait is said already: a person at once, and what to do."""
    best = around.categories[problem.told.proposals[0]]
    text = lines(
        urgent_alone(t, problem) if around.reports else urgent_words(t, problem),
        seen_words(t, problem, best.id),
        t(
            "<b>{category}</b>：{meaning}",
            category=t.words(best.name),
            meaning=t.words(best.meaning),
        ),
    )
    steps = button(t("看怎么办"), "prob:is", problem.id, best.id)
    rows = ((steps, _no(t, problem)), *_documents(t, problem))
    return screen(t, text, rows, problem, around)


def named(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """The words are the name of a policy, or nearly: it is offered before any problem."""
    best = around.categories[problem.told.proposals[0]]
    text = lines(
        seen_words(t, problem, best.id),
        t("您是想看政策吗？点下面的。要是遇到了难题，点“看怎么办”。"),
    )
    yes = button(t("看怎么办"), "prob:is", problem.id, best.id)
    rows = (*record_rows(t, around), (yes, _no(t, problem)), (clauses_button(t, problem),))
    return screen(t, text, rows, problem, without_records(around))


def choose(t: Tongue, problem: ProblemCard, around: Around, without: Sequence[str] = ()) -> View:
    """Up to three proposals with what each means.

    Args:
        without: Categories that were denied already.
    """
    told = problem.told
    likely = told.proposals if without else worth_showing(told.predicted)
    names = [name for name in likely if name not in without]
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
    return screen(t, text, (*choices, tuple(last)), problem, around)


def tick(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """Several matters: which of them are to be gone through?"""
    text = lines(
        urgent_words(t, problem),
        t("像是不止一件事。请勾选，选好后我一件一件说："),
        *(
            t(
                "· <b>{category}</b>：{seen}",
                category=t.words(around.categories[name].name),
                seen=enumerated(t, problem.told.seen.get(name, ()))
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
    return screen(t, text, (*boxes, done), problem, without_records(around))


def _documents(t: Tongue, problem: ProblemCard) -> Rows:
    """Who asks for a rule may want the words of a document, and no steps."""
    asks = asks_what_holds(problem.told.text)
    return ((clauses_button(t, problem),),) if asks else ()


def _asked(t: Tongue, walk: Walk) -> Html:
    assert walk.first is not None
    return t.words(walk.first.question)


def _no(t: Tongue, problem: ProblemCard) -> Button:
    return button(t("不是，我想问…"), "prob:not", problem.id)


def _box(t: Tongue, problem: ProblemCard, category: Category) -> Button:
    mark = "☑" if category.id in problem.progress.ticked else "☐"
    return button(f"{mark} {t.plain(category.name)}", "prob:tick", problem.id, category.id)
