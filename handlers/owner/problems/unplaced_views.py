"""Words that nobody could place: in other words, from the list of all, or to an open case."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.case_states import CaseStatus
from bot.domain.speech import Button, View, rows_of
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import CaseLine
from bot.store.problems import ProblemCard
from handlers.notices.case_words import clipped, own_words
from handlers.notices.private import masked
from handlers.owner.home_views import back
from handlers.owner.policies.shelves import turning
from handlers.owner.problems.frame import Around, case_rows, screen, without_records
from handlers.owner.problems.pieces import clauses_button, human, left_words, urgent_words
from handlers.press import button
from handlers.tongue import Html, Tongue, escaped, lines
from policies.problems import NONE, Category
from policies.words import Words

PAGE: Final = 8
LINE: Final = 30


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
    return screen(t, text, (ways,), problem, around)


def again(t: Tongue, problem: ProblemCard, around: Around) -> View:
    """None of the proposals: in other words, from the list, or to a person."""
    text = lines(
        t("好，是我没猜对。"),
        t("请换个说法再写一句，或从列表里挑；也可以点“找人工”，我把您刚才写的转给{who}。",
          who=t.words(around.officer)),
        left_words(t, around.left),
    )  # fmt: skip
    ways = (button(t("看看有哪些难题"), "prob:browse"), clauses_button(t, problem))
    return screen(t, text, (ways,), problem, without_records(around))


def which_case(
    t: Tongue,
    problem: ProblemCard,
    categories: Mapping[str, Category],
    cases: Sequence[CaseLine],
) -> View:
    """It may belong to an open case; nothing goes to a person before they say so."""
    head = t("是给哪一件补充的？") if len(cases) > 1 else t("是给这一件补充的吗？")
    listed = (_line(t, each) for each in cases)
    choices = case_rows(t, problem, categories, cases)
    other = (button(t("其实是另一件事"), "prob:new", problem.id),)
    text = lines(t("您说：“{said}”", said=problem.told.text[:200]), head, *listed)
    return View(text, (*choices, other, (back(t), human(t, problem))))


def _line(t: Tongue, case: CaseLine) -> Html:
    words = clipped(masked(t, " ".join(case.text.split())), LINE)
    if case.status is CaseStatus.WAITING:
        return t("{number} · 正等您补充 · {words}", number=case.number, words=words)
    return Html(f"{case.number} · {escaped(words)}")


def gone_already(t: Tongue, card: CaseCard, problem: ProblemCard, *, is_own: bool) -> View:
    """These words are with a case already; nothing was added.

    Args:
        is_own: They became that case; else they were added to it.
    """
    head = t("这段话已经补充到事项 <b>{number}</b> 了，没有再加。", number=card.number)
    if is_own:
        head = t("这段话已经是事项 <b>{number}</b>，没有再补充到别的事项。", number=card.number)
    said = own_words(t, problem.told.text)
    show = (button(t("看 {number}", number=card.number), "case:show", card.id, "new"),)
    hint = t("要给别的事项补充，打开那一件，点“补充说明”。")
    return View(lines(head, said, hint), (show, (back(t), _human_anew(t))))


def _human_anew(t: Tongue) -> Button:
    return button(t("找人工"), "case:new")
