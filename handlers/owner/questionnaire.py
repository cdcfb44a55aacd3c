"""Decisions of the questionnaire: no fixed order, the rules say what is still worth asking."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.firms import Profile, with_answer, without_answer
from bot.services.replanning import replan_after_change
from bot.store.firms import forget_fact, put_facts
from bot.store.questions import OpenQuestion, ask, close_question
from bot.store.uow import UnitOfWork
from handlers.owner import fact_views as views
from handlers.owner.context import Speaker
from handlers.owner.policies import officer_of
from handlers.owner.policy_views import card, summary
from handlers.owner.reading import NotExact, NotUnderstood, OutOfBounds, TooSmall, read_fact
from handlers.owner.scene import BOT, Apply, Scene
from handlers.tongue import Html, lines
from policies.errors import FactError
from policies.facts import Fact, FactValue, dump_value

KIND = "fact"
ALL = ("全部", "全都", "都是", "all")
"""How people say what the button 全部都是 says."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What travels with an open question.

    Args:
        only: Policies that the questions are for; empty for the whole profile.
        trail: Facts that were answered in this run, for 改上一题.
        ticked: Options of a set that are ticked already.
    """

    only: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()

    def to_context(self) -> dict[str, Any]:
        """As JSON."""
        return {"only": list(self.only), "trail": list(self.trail), "ticked": list(self.ticked)}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; None says that they do not know."""

    fact: Fact
    value: FactValue | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a question to open, or none, and what is said."""

    view: View
    question: OpenQuestion | None


def asking_of(question: OpenQuestion | None) -> Asking:
    """What travelled with the open question; a button from before starts a run of its own."""
    if question is None or question.kind != KIND:
        return Asking()
    kept: Mapping[str, Any] = question.context
    return Asking(*(tuple(kept.get(name, ())) for name in ("only", "trail", "ticked")))


def take_text(scene: Scene, fact: Fact, text: str) -> Apply:
    """A typed answer: taken, or asked again with what was not understood."""
    bounding = _bounding(scene.rulebase.facts, fact, scene.profile)
    if bounding is not None and text.strip().lower().startswith(ALL):
        return take(scene, Given(fact, bounding[1]))
    read = read_fact(scene.rulebase, scene.profile.firm.region, fact, text)
    match read:
        case NotUnderstood():
            return _again(scene, fact, views.not_understood(scene.who.t, fact, text))
        case OutOfBounds(low, high):
            return _again(scene, fact, views.out_of_bounds(scene.who.t, text, (low, high)))
        case NotExact(value, bound):
            return _again(scene, fact, views.not_exact(scene.who.t, fact, value, bound))
        case TooSmall(value):
            return _again(scene, fact, views.too_small(scene.who.t, value))
    return take(scene, Given(fact, read.value, approximate=read.approximate))


def take(scene: Scene, given: Given) -> Apply:
    """Keep an answer and go on with the next question, or with what it all leads to."""
    t, fact, value = scene.who.t, given.fact, given.value
    try:
        profile = with_answer(scene.rulebase, scene.profile, fact.id, value)
    except FactError as error:
        return _again(scene, fact, t.words(error.sentence))
    if value is None:
        stored, before = None, views.skipped(t, fact)
    else:
        stored = dump_value(fact, value)
        before = views.noted(t, fact, value, approximate=given.approximate)
    asking = asking_of(scene.question)
    trail = (*(each for each in asking.trail if each != fact.id), fact.id)
    # A tapped question becomes its answer, so that no old buttons stay behind.
    answered = View(before) if scene.pressed else None
    following = go_on(
        scene, profile, Asking(asking.only, trail), None if scene.pressed else before
    )

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        put_facts(uow, profile.firm.id, {fact.id: stored})
        replan_after_change(uow, scene.rulebase, scene.owner.zone, profile.firm.id)
        _open(uow, who, following.question)
        return Replies(edit=answered, say=(following.view,))

    return apply


def tick(scene: Scene, fact: Fact, option: str) -> Apply:
    """Tick or untick an option of a set."""
    if option not in fact.options:
        raise Stale(StaleCode.CHANGED)
    asking = asking_of(scene.question)
    ticked = set(asking.ticked) ^ {option}
    kept = tuple(each for each in fact.options if each in ticked)
    return show(_question(scene, scene.profile, fact, Asking(asking.only, asking.trail, kept)))


def undo(scene: Scene) -> Apply:
    """Take the last answer of this run back and ask it again."""
    asking = asking_of(scene.question)
    if not asking.trail:
        raise Stale(StaleCode.CHANGED)
    last = asking.trail[-1]
    earlier = Asking(asking.only, asking.trail[:-1])
    profile = without_answer(scene.profile, last)
    put = _question(scene, profile, scene.rulebase.facts[last], earlier)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        forget_fact(uow, profile.firm.id, last)
        replan_after_change(uow, scene.rulebase, scene.owner.zone, profile.firm.id)
        _open(uow, who, put.question)
        return Replies(edit=put.view)

    return apply


def ask_fact(scene: Scene, fact: Fact) -> Apply:
    """Ask one fact by itself."""
    return show(_question(scene, scene.profile, fact, Asking()))


def ask_rest(scene: Scene, only: tuple[str, ...] = ()) -> Apply:
    """Ask what is left: for the whole profile, or for some policies."""
    return show(go_on(scene, scene.profile, Asking(only), None))


def go_on(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next question, or the summing up when nothing is left to ask."""
    best = scene.next_ask(profile, asking.only, asking.trail)
    if best is None:
        return Next(_outcome(scene, profile, asking.only, before), None)
    fact = scene.rulebase.facts[best.fact]
    return _question(scene, profile, fact, asking, remaining=best.remaining, before=before)


def _outcome(scene: Scene, profile: Profile, only: tuple[str, ...], before: Html | None) -> View:
    """What the answers lead to: the card that was asked about, or everything."""
    verdicts = scene.judged(profile, only)
    if len(only) != 1:
        return summary(scene.who.t, verdicts, before=before)
    facts = dict(scene.rulebase.facts)
    shown = card(scene.who.t, verdicts[0], facts, officer_of(scene))
    return shown if before is None else replace(shown, html=lines(before, "", shown.html))


def ticked(scene: Scene, fact: Fact) -> Apply:
    """选好了: the ticked options are the answer; none is no answer."""
    chosen = frozenset(asking_of(scene.question).ticked)
    if not chosen:
        return _again(scene, fact, views.none_ticked(scene.who.t))
    return take(scene, Given(fact, chosen))


def show(following: Next) -> Apply:
    """Open a question and put it in the place of the pressed message."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _open(uow, who, following.question)
        return Replies(edit=following.view)

    return apply


def _question(
    scene: Scene,
    profile: Profile,
    fact: Fact,
    asking: Asking,
    *,
    remaining: int | None = None,
    before: Html | None = None,
) -> Next:
    view = views.question(
        scene.who.t,
        fact,
        remaining=remaining,
        chosen=asking.ticked,
        same_as=_bounding(scene.rulebase.facts, fact, profile),
        may_undo=bool(asking.trail),
        before=before,
    )
    return Next(view, OpenQuestion(KIND, fact.id, asking.to_context()))


def _again(scene: Scene, fact: Fact, before: Html) -> Apply:
    """Say what was not understood and ask the same; nothing that was said is lost."""
    put = _question(scene, scene.profile, fact, asking_of(scene.question), before=before)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _open(uow, who, put.question)
        return Replies(say=(put.view,))

    return apply


def _bounding(
    facts: Mapping[str, Fact], fact: Fact, profile: Profile
) -> tuple[Fact, FactValue] | None:
    whole = profile.facts.get(fact.at_most) if fact.at_most else None
    return None if whole is None or fact.at_most is None else (facts[fact.at_most], whole)


def _open(uow: UnitOfWork, who: Speaker, question: OpenQuestion | None) -> None:
    if question is None:
        close_question(uow, BOT, who.person.chat_id)
    else:
        ask(uow, BOT, who.person.chat_id, question)
