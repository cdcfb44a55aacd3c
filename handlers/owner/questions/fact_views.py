"""Questions about the firm."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.speech import Button, View, rows_of
from handlers.owner.home_views import human
from handlers.owner.questions.reading import said
from handlers.phrases import about
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words
from policies.facts import NOTHING, Fact, FactType, FactValue
from policies.words import Words


def question(
    t: Tongue,
    fact: Fact,
    *,
    remaining: tuple[int, int] | None = None,
    chosen: Collection[str] = (),
    same_as: tuple[Fact, FactValue] | None = None,
    may_undo: bool = False,
    before: Html | None = None,
) -> View:
    """Ask one fact.

    Args:
        remaining: About how many questions are left, and at most; this one included.
        chosen: Options of a set that are ticked already.
        same_as: The fact that this one cannot exceed, and its value: one tap says "all".
        may_undo: Whether there is an answer before it to change.
        before: What is said first, e.g. what was understood last.
    """
    head = t("（还有约 {count} 题）", count=about(t, *remaining)) if remaining else None
    hint = None if fact.hint is None else Html(f"<i>{t.words(fact.hint)}</i>")
    asked = lines(before, _joined(head, t.words(fact.question)), hint)
    rows = [*_choices(t, fact, chosen), *_same(t, fact, same_as)]
    return View(asked, (*rows, *_ways_on(t, fact, may_undo)))


def _joined(head: Html | None, text: Html) -> str:
    return text if head is None else head + text


def _choices(t: Tongue, fact: Fact, chosen: Collection[str]) -> list[tuple[Button, ...]]:
    if fact.type is FactType.SET:
        ticks = [
            button(
                ("☑ " if option in chosen else "☐ ") + t.plain(label),
                "fact:tick",
                fact.id,
                option,
            )
            for option, label in fact.options.items()
        ]
        done = button(t("选好了"), "fact:ticked", fact.id)
        return [*rows_of(*ticks), (*_nothing(t, fact), done)]
    options = [
        button(t.plain(label), "fact:pick", fact.id, option)
        for option, label in fact.options.items()
    ]
    return list(rows_of(*options))


def _nothing(t: Tongue, fact: Fact) -> tuple[Button, ...]:
    """Nothing of a set, where that is an answer."""
    if fact.nothing is None:
        return ()
    return (button(t.plain(fact.nothing), "fact:pick", fact.id, NOTHING),)


def _same(
    t: Tongue, fact: Fact, same_as: tuple[Fact, FactValue] | None
) -> list[tuple[Button, ...]]:
    if same_as is None:
        return []
    whole, value = same_as
    label = t("全部都是（{value}）", value=t.plain(value_words(whole, value)))
    return [(button(label, "fact:all", fact.id),)]


def _ways_on(t: Tongue, fact: Fact, may_undo: bool) -> tuple[tuple[Button, ...], ...]:
    unsure = button(t("不清楚"), "fact:unsure", fact.id)
    undo = (button(t("改上一题"), "fact:undo"),) if may_undo else ()
    stop = button(t("先停一下"), "home:show")
    return ((unsure, *undo), (stop, human(t)))


def known(t: Tongue, fact: Fact, value: FactValue, *, approximate: bool) -> Html:
    """What was said so far, above the question that asks it again."""
    own = Html(said(t, fact, value, rough=approximate))
    return t("现在记的是：{value}。", value=own)


def offering_early(t: Tongue, view: View, fact: Fact, early: str) -> View:
    """The question with a number that was written before it: one tap takes it."""
    label = t("就用刚才说的：{early}", early=Html(early))
    return replace(view, rows=((button(label, "fact:early", fact.id),), *view.rows))


def more_to_come(t: Tongue, n: int) -> Html | None:
    """Why the number of questions is larger than it was; None if it is not."""
    return t("情况变了，最多要多答 {n} 题。", n=n) if n else None


def greeted(t: Tongue) -> Html:
    """Hello in the middle of a question."""
    return t("您好！这一题还等您：")


def explained(t: Tongue, fact: Fact, titles: Collection[Words]) -> Html:
    """What a question means and what it is asked for.

    Args:
        titles: Of some records that depend on it.
    """
    meaning = fact.help or fact.hint
    names = Html(t("、").join(t.words(title) for title in titles))
    return lines(
        t("{label}：{text}", label=t.words(fact.label), text=t.words(meaning))
        if meaning is not None
        else None,
        t("用来判断：{names}。", names=names)
        if titles
        else t("问这个是为了看哪些政策和要求跟您有关。"),
        t("说不准就点“不清楚”。现在请答："),
    )
