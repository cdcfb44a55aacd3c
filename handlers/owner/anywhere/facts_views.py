"""A fact that was stated by the way: shall it be kept, or whose is it to say?"""

from bot.domain.speech import View
from bot.store.problems import ProblemCard
from handlers.owner.home_views import navigation
from handlers.press import button
from handlers.tongue import Html, Tongue, lines
from policies.fact_words import value_words
from policies.facts import Fact, FactValue

SHOWN = 60


def keep(
    t: Tongue, problem: ProblemCard, fact: Fact, value: FactValue, known: FactValue | None
) -> View:
    """One tap keeps it; it changes what the firm may get, so its value is repeated.

    Args:
        known: What it takes the place of.
    """
    text = lines(
        t("您说：“{said}”", said=problem.told.text[:SHOWN]),
        _asked(t, fact, value, known),
        t.words(fact.hint) if fact.hint else None,
        t("工作人员会核对。") if fact.confirmed_by_staff else None,
    )
    option = str(value).lower() if isinstance(value, bool) else str(value)
    yes = button(t("✅ 对，记下"), "fact:sure", fact.id, option)
    other = button(t("其实是另一件事"), "prob:new", problem.id)
    return View(text, ((yes,), (other,), navigation(t)))


def _asked(t: Tongue, fact: Fact, value: FactValue, known: FactValue | None) -> Html:
    label, own = t.words(fact.label), t.words(value_words(fact, value))
    if known is None:
        return t("要记下 <b>{label}：{value}</b> 吗？", label=label, value=own)
    return t(
        "{label}现在记的是 {was}，改成 <b>{value}</b>吗？",
        label=label,
        was=t.words(value_words(fact, known)),
        value=own,
    )


def of_staff(t: Tongue, problem: ProblemCard, fact: Fact) -> View:
    """It is kept by staff alone; they are one tap away."""
    text = lines(
        t("您说：“{said}”", said=problem.told.text[:SHOWN]),
        t("{label}由工作人员登记，不在这里改。", label=t.words(fact.label)),
        t("跟实际不一样，点“找人工”，我把这句话转过去。"),
    )
    person = button(t("找人工"), "prob:human", problem.id)
    other = button(t("其实是另一件事"), "prob:new", problem.id)
    return View(text, ((person, other), navigation(t)))
