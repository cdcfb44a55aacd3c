"""Decisions of the questionnaire: no fixed order, the rules say what is still worth asking."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.firms import Profile, with_answer, without_answer
from bot.services.people_lists import facts_with_lists
from bot.services.replanning import replan_after_change
from bot.store.firms import forget_fact, put_facts
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion, ask, close_question
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals.views import entry_by_entry
from handlers.owner.context import Speaker
from handlers.owner.policies.screens import noted
from handlers.owner.questions import fact_views as views
from handlers.owner.questions.asked import KIND, Asking, Given, Next, asking_of
from handlers.owner.questions.outcome import outcome, particulars
from handlers.owner.scene import BOT, Apply, Scene
from handlers.tongue import Html
from policies.errors import FactError
from policies.fact_values import dump_value
from policies.facts import Fact, FactType, FactValue


def take(scene: Scene, given: Given) -> Apply:
    """Keep an answer and go on with the next question, or with what it all leads to."""
    t, fact, value = scene.who.t, given.fact, given.value
    try:
        profile = with_answer(
            scene.rulebase, scene.profile, fact.id, value, approximate=given.approximate
        )
    except FactError as error:
        return ask_same(scene, fact, t.words(error.sentence))
    if value is None:
        stored, before = None, views.skipped(t, fact)
    else:
        stored = dump_value(fact, value)
        before = views.noted(t, fact, value, approximate=given.approximate)
    asking = asking_of(scene.question)
    early = "" if fact.type is FactType.INT else asking.early
    rough = {fact.id} if given.approximate else set()
    trail = (*(each for each in asking.trail if each != fact.id), fact.id)
    # A tapped question becomes its answer, so that no old buttons stay behind.
    answered = View(before) if scene.pressed else None
    following = go_on(
        scene,
        profile,
        replace(asking, trail=trail, ticked=(), early=early),
        None if scene.pressed else before,
    )

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        put_facts(uow, profile.firm.id, {fact.id: stored}, approximate=rough)
        replan_after_change(uow, scene.rulebase, scene.owner.zone, profile.firm.id)
        _follow(scene, uow, who, following)
        return Replies(edit=answered, say=(following.view,))

    return apply


def tick(scene: Scene, fact: Fact, option: str) -> Apply:
    """Tick or untick an option of a set."""
    if option not in fact.options:
        raise Stale(StaleCode.CHANGED)
    asking = asking_of(scene.question)
    ticked = set(asking.ticked) ^ {option}
    kept = tuple(each for each in fact.options if each in ticked)
    again = replace(asking, ticked=kept)
    return show(scene, _question(scene, scene.profile, fact, again))


def ticked(scene: Scene, fact: Fact) -> Apply:
    """选好了: the ticked options are the answer; none is no answer."""
    chosen = frozenset(asking_of(scene.question).ticked)
    if not chosen:
        return ask_same(scene, fact, views.none_ticked(scene.who.t))
    return take(scene, Given(fact, chosen))


def undo(scene: Scene) -> Apply:
    """Take the last answer of this run back and ask it again."""
    asking = asking_of(scene.question)
    if not asking.trail:
        raise Stale(StaleCode.CHANGED)
    last = asking.trail[-1]
    earlier = replace(asking, trail=asking.trail[:-1], ticked=())
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
    return show(scene, _question(scene, scene.profile, fact, Asking()))


def ask_again(scene: Scene, left: OpenQuestion) -> Apply:
    """Ask what was left in the middle, as it stood then; the next one if it was answered."""
    fact = scene.rulebase.facts.get(left.subject)
    if fact is None or fact.id in scene.profile.facts:
        return ask_rest(scene)
    return show(scene, _question(scene, scene.profile, fact, asking_of(left)))


def ask_same(scene: Scene, fact: Fact, before: Html, *, early: str = "") -> Apply:
    """Say what was not understood and ask the same; nothing that was said is lost."""
    asking = asking_of(scene.question)
    kept = replace(asking, early=early or asking.early)
    put = _question(scene, scene.profile, fact, kept, before=before)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _open(uow, who, put.question)
        return Replies(say=(put.view,))

    return apply


def ask_rest(scene: Scene, only: tuple[str, ...] = ()) -> Apply:
    """Ask what is left: for the whole profile, or for some policies."""
    return show(scene, go_on(scene, scene.profile, Asking(only), None))


def go_on(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next question, or the summing up when nothing is left to ask."""
    if asking.walk:
        return _in_queue(scene, profile, asking, before)
    best = scene.next_ask(profile, asking.only, asking.trail)
    if best is None:
        return outcome(scene, profile, asking.only, before)
    fact = scene.rulebase.facts[best.fact]
    if fact.id in facts_with_lists(scene.rulebase):
        return Next(entry_by_entry(scene.who.t, fact, before), None)
    return _question(scene, profile, fact, asking, remaining=best.remaining, before=before)


def _in_queue(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next fact of a case; the walk when all were asked."""
    left = [name for name in asking.queue if name not in asking.trail]
    known = [name for name in left if name in scene.rulebase.facts]
    if not known:
        return particulars(scene, profile, asking, before)
    fact = scene.rulebase.facts[known[0]]
    return _question(scene, profile, fact, asking, remaining=len(known), before=before)


def show(scene: Scene, following: Next) -> Apply:
    """Open a question and put it in the place of the pressed message."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _follow(scene, uow, who, following)
        return Replies(edit=following.view)

    return apply


def bound_of(
    facts: Mapping[str, Fact], fact: Fact, profile: Profile
) -> tuple[Fact, FactValue] | None:
    """The fact that this one cannot exceed, with its answer; None if it is not known."""
    whole = profile.facts.get(fact.at_most) if fact.at_most else None
    return None if whole is None or fact.at_most is None else (facts[fact.at_most], whole)


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
        same_as=bound_of(scene.rulebase.facts, fact, profile),
        may_undo=bool(asking.trail),
        before=before,
    )
    if asking.early and fact.type is FactType.INT:
        view = views.offering_early(scene.who.t, view, fact, asking.early)
    return Next(view, OpenQuestion(KIND, fact.id, asking.to_context()))


def _follow(scene: Scene, uow: UnitOfWork, who: Speaker, following: Next) -> None:
    """Open what is asked next; a list that is shown instead counts as looked at."""
    _open(uow, who, following.question)
    if following.listed:
        noted(scene, uow, who, following.listed)


def _open(uow: UnitOfWork, who: Speaker, question: OpenQuestion | None) -> None:
    if question is None:
        close_question(uow, BOT, who.person.chat_id)
        unpark(uow, who.person.id, who.person.firm_id)
    else:
        ask(uow, BOT, who.person.chat_id, question)
