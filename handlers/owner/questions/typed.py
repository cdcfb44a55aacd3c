"""Answers that were typed: taken, kept for later, or asked again with what was not understood."""

from bot.domain.errors import Stale, StaleCode
from handlers.owner.questions import fact_views as views
from handlers.owner.questions.asked import Given, asking_of
from handlers.owner.questions.questionnaire import ask_same, bound_of, take
from handlers.owner.questions.reading import (
    NotExact,
    NotUnderstood,
    OutOfBounds,
    TooSmall,
    read_fact,
)
from handlers.owner.scene import Apply, Scene
from policies.facts import Fact
from policies.spoken.reading import names_money, only_counts

EARLY = 40  # characters of a number that was written too early
ALL = ("全部", "全都", "都是", "all")
"""How people say what the button 全部都是 says."""
UNSURE = (
    *("不知道", "不清楚", "不晓得", "不懂", "说不准", "记不清", "记不得", "不记得"),
    *("don't know", "not sure", "don't remember"),
)
"""How people say what the button 不清楚 says, alone or before more words."""
TRAILS = " 。.!！~～呀啊呢了吧哦"
"""What may stand around such a word that is alone."""


def take_text(scene: Scene, fact: Fact, text: str) -> Apply:
    """A typed answer: taken, or asked again with what was not understood."""
    bounding = bound_of(scene.rulebase.facts, fact, scene.profile)
    if bounding is not None and text.strip().lower().startswith(ALL):
        return take(scene, Given(fact, bounding[1]))
    read = read_fact(scene.rulebase, scene.profile.firm.region, fact, text)
    match read:
        case NotUnderstood():
            return _not_understood(scene, fact, text)
        case OutOfBounds(low, high):
            return ask_same(scene, fact, views.out_of_bounds(scene.who.t, text, (low, high)))
        case NotExact(value, bound):
            return ask_same(scene, fact, views.not_exact(scene.who.t, fact, value, bound))
        case TooSmall(value):
            return ask_same(scene, fact, views.too_small(scene.who.t, value))
    return take(scene, Given(fact, read.value, approximate=read.approximate))


def use_early(scene: Scene, fact: Fact) -> Apply:
    """就用刚才说的: the number that was written before it was asked for."""
    early = asking_of(scene.question).early
    if not early or scene.question is None or scene.question.subject != fact.id:
        raise Stale(StaleCode.CHANGED)
    return take_text(scene, fact, early)


def _not_understood(scene: Scene, fact: Fact, text: str) -> Apply:
    """Nothing that fits: 不知道 is an answer, and a number that comes too early is kept."""
    if text.lower().strip(TRAILS) in UNSURE:
        return take(scene, Given(fact, None))
    if fact.options and only_counts(text) and not names_money(text):
        return ask_same(scene, fact, views.noted_early(scene.who.t, text), early=text[:EARLY])
    return ask_same(scene, fact, views.not_understood(scene.who.t, fact, text))
