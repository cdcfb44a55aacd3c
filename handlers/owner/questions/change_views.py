"""An answer in the place of another: what that changes, and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.speech import Button, View
from handlers.owner.home_views import navigation
from handlers.owner.policies.difference_views import Pair, told
from handlers.owner.questions.reading import said
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words
from policies.facts import Fact, FactValue


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that takes the place of another.

    Args:
        now: None says that they do not know any more.
        approximate: About so much.
        was_rough: It was about so much before.
        pairs: The verdicts that are others with it.
    """

    fact: Fact
    was: FactValue
    now: FactValue | None
    approximate: bool
    pairs: Sequence[Pair]
    was_rough: bool = False


def changed(
    t: Tongue,
    change: Change,
    facts: Mapping[str, Fact],
    mark: int | None,
    ways_on: tuple[tuple[Button, ...], ...] = (),
) -> View:
    """What was changed, and what that changes.

    Args:
        mark: By which the change can be taken back.
        ways_on: Rows below.
    """
    text = lines(
        t(
            "已改：{label} {value}（原来：{was}）。",
            label=t.words(change.fact.label),
            value=_now(t, change),
            was=_was(t, change),
        ),
        *_effects(t, change, facts),
        None if mark is None else t("改错了？10 分钟内点“改回去”。"),
    )
    back = () if mark is None else ((button(t("改回去"), "fact:back", change.fact.id, mark),),)
    return View(text, (*back, *ways_on))


def really(t: Tongue, change: Change, facts: Mapping[str, Fact], option: str) -> View:
    """A button of an old question: asked before it changes anything.

    Args:
        option: What that button stands for.
    """
    text = lines(
        t(
            "这一题您答过：{label} {was}。要改成“{value}”吗？",
            label=t.words(change.fact.label),
            was=_was(t, change),
            value=_now(t, change),
        ),
        *_effects(t, change, facts),
    )
    plain = t.plain(value_words(change.fact, change.now)) if change.now is not None else None
    label = t("改成：{value}", value=Html(plain or t("不清楚")))
    yes = button(label, "fact:sure", change.fact.id, option)
    return View(text, ((yes, button(t("不改"), "fact:leave", change.fact.id)), navigation(t)))


def unchanged(t: Tongue, fact: Fact, value: FactValue | None) -> View:
    """It is so already, or it stays so."""
    own = t("不清楚") if value is None else Html(said(t, fact, value))
    text = t("{label}还是 {value}，没有改动。", label=t.words(fact.label), value=own)
    return View(text, (navigation(t),))


def kept_by_staff(t: Tongue, fact: Fact, value: FactValue) -> View:
    """What staff have set is theirs to change."""
    text = t(
        "{label}由工作人员核定为 {value}，不在这里改。不对请点“找人工”说明。",
        label=t.words(fact.label),
        value=Html(said(t, fact, value)),
    )
    return View(text, (navigation(t),))


def contradicted(t: Tongue, why: Html, other: Fact) -> View:
    """It cannot be so together with another answer; that one can be changed first."""
    text = lines(why, t("没有改动。如果是另一项记错了，请先改那一项。"))
    return View(text, ((change_button(t, other),), navigation(t)))


def taken_back(t: Tongue, fact: Fact, value: FactValue) -> View:
    """It is as it was."""
    text = t(
        "已改回：{label} {value}。结论和提醒也回到原样。",
        label=t.words(fact.label),
        value=Html(said(t, fact, value)),
    )
    return View(text, (navigation(t),))


def not_taken_back(t: Tongue, fact: Fact, value: FactValue | None, *, late: bool) -> View:
    """The way back is closed; the answer can still be given again."""
    own = t("不清楚") if value is None else Html(said(t, fact, value))
    why = t("超过 10 分钟，不能一键改回了。") if late else t("这一次改动后来又变了，没有动它。")
    text = lines(why, t("现在记的是：{label} {value}。", label=t.words(fact.label), value=own))
    return View(text, ((change_button(t, fact),), navigation(t)))


def nothing_to_take_back(t: Tongue) -> View:
    """改回去, and nothing was changed."""
    every = button(t("说过的全部情况"), "firm:facts", 0)
    return View(t("最近没有改动可以改回。要改哪一项，点开改。"), ((every,), navigation(t)))


def change_button(t: Tongue, fact: Fact) -> Button:
    """The way to one answer that may be wrong."""
    return button(t("改：{label}", label=Html(t.plain(fact.label))), "fact:ask", fact.id)


def which_of(t: Tongue, given: Sequence[tuple[Fact, FactValue]], text: str) -> View:
    """A correction whose words name several facts.

    Args:
        given: Each of them with what would be set.
    """
    rows = [(button(_line(t, fact, value), "fact:sure", fact.id, value),) for fact, value in given]
    said_ = t("您说：“{text}”。", text=text[:40])
    return View(lines(said_, t("说的是哪一项？点一下就改。")), (*rows, navigation(t)))


def which(t: Tongue, known: Sequence[tuple[Fact, FactValue | None]], text: str) -> View:
    """A correction that does not say of what.

    Args:
        known: Answers that could be meant.
    """
    rows = [(button(_line(t, fact, value), "fact:ask", fact.id),) for fact, value in known]
    every = (button(t("说过的全部情况"), "firm:facts", 0),)
    said_ = t("您说：“{text}”。", text=text[:40]) if text else None
    return View(lines(said_, t("要改哪一项？")), (*rows, every, navigation(t)))


def _line(t: Tongue, fact: Fact, value: FactValue | None) -> str:
    own = t("不清楚") if value is None else t.plain(value_words(fact, value))
    return t.plain(fact.label) + t("：") + own


def _now(t: Tongue, change: Change) -> Html:
    if change.now is None:
        return t("不清楚")
    return Html(said(t, change.fact, change.now, rough=change.approximate))


def _was(t: Tongue, change: Change) -> Html:
    return Html(said(t, change.fact, change.was, rough=change.was_rough))


def _effects(t: Tongue, change: Change, facts: Mapping[str, Fact]) -> list[Html]:
    if not change.pairs:
        return [t("各项结论都不变。")]
    head = t("这会改变 {count} 项结论：", count=len(change.pairs))
    return [head, *told(t, change.pairs, facts)]
