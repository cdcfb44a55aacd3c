"""What a place says and does about a kind of problem: steps, and what it leaves open."""

import html
from typing import Final

from bot.domain.speech import Button, View, rows_of
from bot.store.problems import ProblemCard
from handlers.notices.case_words import clipped
from handlers.owner.firm.applying_views import ask_button
from handlers.owner.home_views import back
from handlers.owner.policies.words import unheld_line
from handlers.owner.problems.pieces import (
    Rows,
    answers,
    clauses_button,
    human,
    left_row,
    left_words,
    reporting_words,
    seen_words,
    steps_button,
)
from handlers.owner.problems.walk_card import WalkOf
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.problems import Choice, Step, Walk
from policies.words import joined

DESK: Final = 12
"""Characters of a unit's name on a button."""
STEPS_SHOWN: Final = 3
"""So many steps of a walk stand on a page: it is read on a telephone."""


def opening(t: Tongue, problem: ProblemCard, of: WalkOf) -> View:
    """What the document says, and the one question that decides urgency."""
    assert of.walk is not None
    assert of.walk.first is not None
    text = lines(
        _title(t, of),
        seen_words(t, problem, of.category.id),
        t.words(of.walk.says),
        "",
        Html(f"<b>{t.words(of.walk.first.question)}</b>"),
        reporting_words(t, of.walk, reports=of.reports and of.case is None),
    )
    given = answers(t, problem.id, of.category.id, of.walk)
    look = (button(t("先看怎么办"), "prob:walk", problem.id, of.category.id),)
    return View(text, (*given, look, *_last(t, problem, of)))


def answer_given(t: Tongue, of: WalkOf, choice: Choice) -> View:
    """The question became its answer: no old buttons stay behind."""
    assert of.walk is not None
    assert of.walk.first is not None
    text = t(
        "{question} — {answer}",
        question=t.words(of.walk.first.question),
        answer=t.words(choice.label),
    )
    return View(text)


def steps(
    t: Tongue, problem: ProblemCard, of: WalkOf, before: Html | None = None, page: int = 0
) -> View:
    """The steps, in order, with who, where and what to have at hand; a few on a page."""
    if of.walk is None:
        return _not_held(t, problem, of)
    numbered = list(enumerate(of.walk.steps, 1))
    pages = max(-(-len(numbered) // STEPS_SHOWN), 1)
    size, page = -(-len(numbered) // pages), min(page, pages - 1)
    text = lines(
        before,
        _title(t, of),
        t.words(of.walk.says) if page == 0 else None,
        *(_step(t, of, n, step) for n, step in numbered[page * size : (page + 1) * size]),
        _below_all(t, of, of.walk) if page == pages - 1 else None,
    )
    turns = _turns(t, problem, of, page, len(numbered) - (page + 1) * size)
    return View(text, (*turns, *_tools(t, problem, of), *_last(t, problem, of)))


def _turns(t: Tongue, problem: ProblemCard, of: WalkOf, page: int, left: int) -> Rows:
    place = (problem.id, of.category.id)
    turns = []
    if page:
        turns.append(button(t("‹ 前面的步骤"), "prob:walk", *place, page - 1))
    if left > 0:
        turns.append(button(t("还有 {n} 步 ›", n=left), "prob:walk", *place, page + 1))
    return (tuple(turns),) if turns else ()


def silent(t: Tongue, problem: ProblemCard, of: WalkOf) -> View:
    """文件没写明的, who is in charge, and when it goes up."""
    walk = of.walk
    roles = [of.roles[role] for role in (walk.responsible if walk else ())]
    text = lines(
        t("<b>{category}</b>：文件没写明的", category=t.words(of.category.name)),
        *(t("· {text}", text=t.words(each)) for each in (walk.silent if walk else ())),
        t("归谁管：{roles}。", roles=t.words(joined(roles))) if roles else None,
        t("往上报：{text}", text=t.words(walk.escalate)) if walk else None,
    )
    clauses = clauses_button(t, problem)
    rows = (steps_button(t, problem, of.category.id), (clauses,)) if problem.told.text else (
        steps_button(t, problem, of.category.id),
    )  # fmt: skip
    return View(text, (*rows, (back(t), human(t, problem))))


def solved(t: Tongue, problem: ProblemCard, of: WalkOf) -> View:
    """解决了: a friendly end, and what is still to be gone through."""
    text = lines(
        t("好，{category}这件就到这里。再遇到，直接跟我说一句就行。",
          category=t.words(of.category.name)),
        left_words(t, of.left),
    )  # fmt: skip
    return View(
        text, (*_later(t, problem, of), *left_row(t, of.left), (back(t), human(t, problem)))
    )


def _title(t: Tongue, of: WalkOf) -> Html:
    number, count = of.place
    name = t.words(of.category.name)
    if count > 1:
        return t("<b>{category}</b>（第 {n}/{count} 件）", category=name, n=number, count=count)
    return Html(f"<b>{name}</b>")


def _step(t: Tongue, of: WalkOf, n: int, step: Step) -> Html:
    mark = step.clause or t("建议")
    head = t("{n}. {do}〔{mark}〕", n=n, do=t.words(step.do), mark=mark)
    more = []
    roles = [of.roles[role] for role in step.roles if t.words(of.roles[role]) not in head]
    if roles:
        more.append(t("找：{role}", role=t.words(joined(roles))))
    if step.where is not None:
        more.append(t("在哪：{place}", place=t.words(step.where)))
    if step.have:
        more.append(t("备好：{things}", things=t.words(joined(list(step.have)))))
    unheld = unheld_line(t, [of.unheld[name] for name in step.relies_on])
    below = (Html(t("；").join(more)) if more else None, unheld)
    return lines(head, *(Html("   " + each) for each in below if each is not None))


def _below_all(t: Tongue, of: WalkOf, walk: Walk) -> Html | None:
    said = [each for each in (_legend(t, walk), _unsaid(t, of, walk)) if each is not None]
    return Html((" " if t.language == "en" else "").join(said)) if said else None


def _legend(t: Tongue, walk: Walk) -> Html | None:
    own = any(step.clause is None for step in walk.steps)
    cited = any(step.clause is not None for step in walk.steps)
    if own and cited:
        return t("〔〕里是文件条款号；写“建议”的是本系统的提醒，文件没有写。")
    return t("写“建议”的是本系统的提醒，文件没有写。") if own else None


def _unsaid(t: Tongue, of: WalkOf, walk: Walk) -> Html | None:
    """What steps leave out because the document does."""
    match "where" in walk.unsaid, "have" in walk.unsaid:
        case True, True:
            return t("没标“在哪”“备好”的，文件没有写：前面记下的先备着，到哪里办由{who}告诉您。",
                     who=t.words(of.officer))  # fmt: skip
        case True, False:
            return t("没标“在哪”的，文件没有写：到哪里办由{who}告诉您。", who=t.words(of.officer))
        case False, True:
            return t("没标“备好”的，文件没有写：前面记下的先备着。")
    return None


def _tools(t: Tongue, problem: ProblemCard, of: WalkOf) -> Rows:
    """What can be done: at most six buttons."""
    place = (problem.id, of.category.id)
    assert of.walk is not None
    tools = []
    if of.groups:
        count = sum(n for _, n in of.groups)
        code = of.groups[0][0]
        label = t("政策和要求 {count} 条", count=count)
        tools.append(button(label, "prob:recs", *place, f"{code}0"))
    if of.walk.point_to:
        tools.append(button(t("给对方看的原文"), "prob:show", *place))
    tools.append(button(t("文件没写明的"), "prob:open", *place))
    if of.questions:
        tools.append(button(t("补充几个情况"), "prob:facts", *place))
    if of.asking is not None and (ask := ask_button(t, of.asking)) is not None:
        tools.append(ask)
    return (*rows_of(*tools), _ends(t, problem, of))


def _ends(t: Tongue, problem: ProblemCard, of: WalkOf) -> tuple[Button, ...]:
    place = (problem.id, of.category.id)
    done = button(t("解决了"), "prob:solved", *place)
    if of.case is not None:
        case_id = problem.progress.cases[of.category.id]
        return (button(t("看事项 {number}", number=of.case), "case:show", case_id, "new"), done)
    label = html.unescape(_to_whom(t, of))
    return (button(label, "prob:human", *place), done)


def _to_whom(t: Tongue, of: WalkOf) -> Html:
    """By the name of who gets it, as far as it is known; of several the first."""
    if not of.desks:
        return t("转给{who}", who=t.plain(of.officer))
    first = clipped(of.desks[0], DESK)
    if len(of.desks) == 1:
        return t("转给{who}", who=first)
    return t("转给{who}等 {count} 处", who=first, count=len(of.desks))


def _last(t: Tongue, problem: ProblemCard, of: WalkOf) -> Rows:
    at = button(t("找人工"), "prob:human", problem.id, of.category.id)
    return (*_later(t, problem, of), *left_row(t, of.left), (back(t), at))


def _later(t: Tongue, problem: ProblemCard, of: WalkOf) -> Rows:
    if of.later is None:
        return ()
    label = t("下一件：{category}", category=t.plain(of.later.name))
    return ((button(label, "prob:next", problem.id, of.later.id),),)


def _not_held(t: Tongue, problem: ProblemCard, of: WalkOf) -> View:
    text = lines(
        _title(t, of),
        t("您那里对这类事的政策目前还没有收录，我不乱说。可以把您写的转给{who}。",
          who=t.words(of.officer)),
    )  # fmt: skip
    return View(text, (_ends(t, problem, of), *_last(t, problem, of)))
