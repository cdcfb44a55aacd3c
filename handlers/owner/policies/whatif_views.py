"""Supposing other facts: every screen says that nothing is saved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.speech import Button, View
from handlers.notices.outcomes import MARKS
from handlers.owner.home_views import human
from handlers.owner.policies.card_words import CardOf, card_text
from handlers.owner.policies.difference_views import Pair, line
from handlers.owner.policies.shelves import turning
from handlers.owner.policies.words import step_back
from handlers.owner.questions import fact_replies, fact_views
from handlers.owner.questions.reading import said
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words
from policies.facts import Fact, FactType, FactValue
from policies.verdicts import Verdict

PAGE: Final = 6
PAIRS: Final = 6
CARDS: Final = 3
_ANSWERS: Final = ("pick", "all", "tick", "ticked")
Offered = tuple[Fact, FactValue | None]
Changed = tuple[Fact, Html, FactValue | None]
"""A fact, what is supposed in words, and what the firm said; None if it is not known."""
Facts = Mapping[str, Fact]
"""Every fact by its id."""
Listed = Sequence[tuple[Fact, Html]]
"""Facts with what is supposed of them, in words."""


def chooser(
    t: Tongue,
    offered: Sequence[Offered],
    page: int,
    *,
    supposed: Collection[str] = (),
    not_read: str | None = None,
) -> View:
    """Which fact would be different? What little is missing comes first.

    Args:
        offered: Facts with the value that holds in the supposition.
        page: From 0.
        supposed: Facts that are supposed already.
        not_read: What was typed and is no value of any of them.
    """
    pages = max(-(-len(offered) // PAGE), 1)
    page = min(page, pages - 1)
    rows = [
        (button(_label(t, fact, value, fact.id in supposed), "whatif:ask", fact.id),)
        for fact, value in offered[page * PAGE : (page + 1) * PAGE]
    ]
    text = lines(
        None if not_read is None else t("没看懂“{text}”。请点一条。", text=not_read[:40]),
        t("<b>假设（不会保存）</b>：哪一条会变？"),
        t("选一条，再告诉我变成什么，我马上重新对照。您的资料、提醒和事项都不动。"),
    )
    way_back = step_back(t, "whatif:result") if supposed else _leave(t)
    return View(text, (*rows, *_turns(t, page, pages), way_back))


def _turns(t: Tongue, page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    if pages == 1:
        return ()
    return ((button(t("换一批"), "whatif:choose", (page + 1) % pages),),)


def _label(t: Tongue, fact: Fact, value: FactValue | None, supposed: bool) -> str:
    own = t("不清楚") if value is None else t.plain(value_words(fact, value))
    text = t.plain(fact.label) + t("：") + own
    return t("{line}（假设）", line=text) if supposed else text


def _leave(t: Tongue) -> tuple[Button, ...]:
    return step_back(t, "whatif:leave")


def question(
    t: Tongue,
    fact: Fact,
    now: FactValue | None,
    *,
    same_as: tuple[Fact, FactValue] | None,
    ticked: Collection[str],
    before: Html | None = None,
) -> View:
    """What would it be? The same words and buttons as when it is asked in earnest.

    Args:
        now: What the firm said; None if it is not known.
        same_as: The fact that this one cannot exceed, and its value.
        ticked: Options of a set that are ticked already.
    """
    own = t("不清楚") if now is None else said(t, fact, now)
    asked = fact_views.question(t, fact, chosen=ticked, same_as=same_as)
    text = lines(
        before,
        t(
            "<b>假设（不会保存）</b>：{label}，现在：{value}。",
            label=t.words(fact.label),
            value=own,
        ),
        t("如果变了，会是多少？直接打字就行。") if _is_number(fact) else t("如果变了，会是哪个？"),
    )
    rows = [row for row in map(_supposing, asked.rows) if row]
    return View(text, (*rows, (button(t("返回"), "whatif:choose"), human(t))))


def _is_number(fact: Fact) -> bool:
    return fact.type in {FactType.INT, FactType.MONEY}


def _supposing(row: tuple[Button, ...]) -> tuple[Button, ...]:
    """The answers of the questionnaire as answers to a supposition; its other buttons go."""
    parts = [(each.text, each.data.split(":", 2)) for each in row]
    return tuple(
        Button(text, ":".join(["whatif", *rest]))
        for text, (area, *rest) in parts
        if area == "fact" and rest[0] in _ANSWERS
    )


def not_read(t: Tongue, fact: Fact, text: str) -> Html:
    """What was typed cannot be a value of this fact."""
    return fact_replies.not_understood(t, fact, text)


def result(
    t: Tongue,
    changed: Sequence[Changed],
    pairs: Sequence[Pair],
    total: int,
    facts: Facts,
) -> View:
    """What would be different.

    Args:
        pairs: The verdicts that differ, as they are and as they would be.
        total: Of how many records.
    """
    supposed = Html(t("；").join(_supposed(t, *each) for each in changed))
    told = [line(t, now, then, facts) for now, then in pairs[:PAIRS]]
    more = len(pairs) - PAIRS
    text = lines(
        t("<b>假设（不会保存）</b>：{changes}", changes=supposed),
        t("会变 {count} 项，其余 {rest} 项不变：", count=len(pairs), rest=total - len(pairs))
        if pairs
        else t("这样改，{total} 项的结论都不变。", total=total),
        *told,
        t("……另有 {count} 项", count=more) if more > 0 else None,
        t("只是照文件推算，不是承诺；以主管部门核定为准。") if pairs else None,
    )
    cards = [(_card_button(t, then),) for _, then in pairs[:CARDS]]
    if len(pairs) > CARDS:
        label = t("看全部 {count} 项", count=len(pairs))
        cards.append((button(label, "whatif:all_changed", 0),))
    again = (button(t("再改一条"), "whatif:choose"), button(t("恢复原样"), "whatif:reset"))
    keep = (button(t("就按这个改"), "whatif:keep"),)
    return View(text, (*cards, again, keep, _leave(t)))


def changes(
    t: Tongue, changed: Sequence[Changed], pairs: Sequence[Pair], page: int, facts: Facts
) -> View:
    """All that would be different, page by page; each of them opens its card."""
    pages = max(-(-len(pairs) // PAIRS), 1)
    page = min(page, pages - 1)
    here = pairs[page * PAIRS : (page + 1) * PAIRS]
    supposed = Html(t("；").join(_supposed(t, *each) for each in changed))
    text = lines(
        t("<b>假设（不会保存）</b>：{changes}", changes=supposed),
        t(
            "会变的 {count} 项（第 {page}/{pages} 页）：",
            count=len(pairs),
            page=page + 1,
            pages=pages,
        ),
        *(line(t, now, then, facts) for now, then in here),
        t("只是照文件推算，不是承诺；以主管部门核定为准。"),
    )
    cards = tuple((_card_button(t, then),) for _, then in here)
    turns = turning(t, "whatif:all_changed", "", page, pages)
    return View(text, (*cards, *turns, step_back(t, "whatif:result")))


def besides(t: Tongue, view: View, before: Sequence[Fact], newest: Sequence[Fact]) -> View:
    """The same with what else is still supposed, and a way to suppose the newest alone."""
    names = Html(t("、").join(t.words(fact.label) for fact in before))
    if len(newest) > 1:
        said = t("前面假设的还算在内：{names}。", names=names)
        return replace(view, html=lines(view.html, said))
    text = lines(
        view.html,
        t("前面假设的还算在内：{names}。只看刚说的这条，点“从头假设”。", names=names),
    )
    alone = (button(t("从头假设"), "whatif:only", newest[0].id),)
    *rows, last = view.rows
    return View(text, (*rows, alone, last))


def _supposed(t: Tongue, fact: Fact, value: Html, now: FactValue | None) -> Html:
    own = t("不清楚") if now is None else said(t, fact, now)
    label = t.words(fact.label)
    return t("{label} {value}（现在：{now}）", label=label, value=value, now=own)


def _card_button(t: Tongue, verdict: Verdict) -> Button:
    label = f"{MARKS[verdict.outcome]} {t.plain(verdict.title)}"
    return button(label, "whatif:show", verdict.policy)


def would_be(t: Tongue, of: CardOf, supposed: Listed) -> View:
    """The card as it would be; nothing can be asked or ordered from it."""
    text = lines(
        t("<b>假设（不会保存）</b>：{changes}", changes=_listed(t, supposed)), card_text(t, of)
    )
    return View(text, (step_back(t, "whatif:result"),))


def _listed(t: Tongue, stated: Listed) -> Html:
    each = (t("{label} {value}", label=t.words(fact.label), value=own) for fact, own in stated)
    return Html(t("；").join(each))


def really(t: Tongue, own: Listed, left: Sequence[Fact], mark: str) -> View:
    """Saving is asked once more.

    Args:
        own: What would be saved.
        left: What is not theirs to change here, or was said too roughly.
        mark: Stands for exactly these changes.
    """
    names = Html(t("、").join(t.words(fact.label) for fact in left))
    text = lines(
        t("真的改吗？改了就按新情况对照和提醒：{changes}", changes=_listed(t, own))
        if own
        else t("没有可以改的。"),
        t("这些不在这里改（由工作人员核定，或要准确数）：{names}", names=names) if left else None,
    )
    save = ((button(t("是，按这个改"), "whatif:kept", mark),),) if own else ()
    return View(text, (*save, (button(t("不改，回到假设"), "whatif:result"), human(t))))


def kept(t: Tongue, own: Listed) -> Html:
    """What was saved, repeated so that a wrong one is seen."""
    return t("已改好：{changes}。", changes=_listed(t, own))
