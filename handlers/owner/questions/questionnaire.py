"""Decisions of the questionnaire: no fixed order, the rules say what is still worth asking."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Button, Replies
from bot.services.arrivals.people_lists import facts_with_lists
from bot.services.firms.firms import Profile, without_answer
from bot.services.testing.replanning import replan_after_change
from bot.store.firms.firms import forget_fact
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion, ask, close_question
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals.list_views import entry_by_entry
from handlers.owner.context import Speaker
from handlers.owner.policies.screens import noted
from handlers.owner.questions import fact_views as views
from handlers.owner.questions.asked import KIND, Asking, Next, asking_of
from handlers.owner.questions.early import early_fact, takes_early
from handlers.owner.questions.outcome import outcome, particulars
from handlers.owner.scene import BOT, Apply, Scene
from handlers.press import button
from handlers.tongue import Html, lines
from policies.facts import Fact, FactValue
from policies.remaining import remaining_after


def tick(scene: Scene, fact: Fact, option: str) -> Apply:
    """Tick or untick an option of a set."""
    if option not in fact.options:
        raise Stale(StaleCode.CHANGED)
    asking = asking_of(scene.question)
    before = asking.ticked if is_open(scene, fact) else ticks_of(fact, scene.profile)
    ticked = set(before) ^ {option}
    kept = tuple(each for each in fact.options if each in ticked)
    again = replace(asking, ticked=kept)
    return show(scene, _question(scene, scene.profile, fact, again))


def is_open(scene: Scene, fact: Fact) -> bool:
    """Whether this is the question that is open; a button of an older one may still be there."""
    asked = scene.question
    return asked is not None and (asked.kind, asked.subject) == (KIND, fact.id)


def ticks_of(fact: Fact, profile: Profile) -> tuple[str, ...]:
    """The options of a set that were said already."""
    value = profile.facts.get(fact.id)
    said = value if isinstance(value, frozenset) else frozenset()
    return tuple(option for option in fact.options if option in said)


def undo(scene: Scene) -> Apply:
    """Take the last answer of this run back and ask it again."""
    asking = asking_of(scene.question)
    if not asking.trail:
        raise Stale(StaleCode.CHANGED)
    last = asking.trail[-1]
    fact = scene.rulebase.facts[last]
    ticks = ticks_of(fact, scene.profile)
    earlier = replace(asking.stepped_back(), ticked=ticks)
    profile = without_answer(scene.profile, last)
    put = _question(scene, profile, fact, earlier)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        forget_fact(uow, profile.firm.id, last)
        replan_after_change(uow, scene.rulebase, scene.owner.zone, profile.firm.id)
        open_next(uow, who, put.question)
        return Replies(edit=put.view)

    return apply


def step_back(scene: Scene) -> Apply:
    """The question before this one, with its answer kept: one tap leaves it so."""
    asking, t = asking_of(scene.question), scene.who.t
    last = scene.rulebase.facts.get(asking.trail[-1]) if asking.trail else None
    if last is None:
        raise Stale(StaleCode.CHANGED)
    known = scene.profile.facts.get(last.id)
    rough = last.id in scene.profile.rough
    said = None if known is None else views.known(t, last, known, approximate=rough)
    ticks = ticks_of(last, scene.profile)
    earlier = replace(asking.stepped_back(), ticked=ticks)
    stay = (button(t("不改，接着答"), "fact:stay", last.id),)
    return show(scene, _with(stay, _question(scene, scene.profile, last, earlier, before=said)))


def ask_fact(
    scene: Scene, fact: Fact, before: Html | None = None, first: tuple[Button, ...] = ()
) -> Apply:
    """Ask one fact by itself, with what is known of it; a run that is open goes on after it.

    Args:
        first: Another way on, above the answers.
    """
    t, known = scene.who.t, scene.profile.facts.get(fact.id)
    rough = fact.id in scene.profile.rough
    if known is not None:
        before = lines(before, views.known(t, fact, known, approximate=rough))
    asking = replace(asking_of(scene.question), ticked=ticks_of(fact, scene.profile))
    return show(scene, _with(first, _question(scene, scene.profile, fact, asking, before=before)))


def ask_again(scene: Scene, left: OpenQuestion, before: Html | None = None) -> Apply:
    """Ask what was left in the middle, as it stood then; the next one if it was answered."""
    fact = scene.rulebase.facts.get(left.subject)
    if fact is None or fact.id in scene.profile.facts:
        return ask_rest(scene)
    return show(scene, _question(scene, scene.profile, fact, asking_of(left), before=before))


def ask_same(
    scene: Scene,
    fact: Fact,
    before: Html,
    *,
    early: str = "",
    first: tuple[Button, ...] = (),
) -> Apply:
    """Say what was not understood and ask the same; nothing that was said is lost.

    Args:
        early: A number to keep for later.
        first: Another way on, above the answers.
    """
    asking = asking_of(scene.question)
    kept = replace(asking, early=early or asking.early)
    put = _with(first, _question(scene, scene.profile, fact, kept, before=before))

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        open_next(uow, who, put.question)
        return Replies(say=(put.view,))

    return apply


def _with(first: tuple[Button, ...], put: Next) -> Next:
    rows = (first, *put.view.rows) if first else put.view.rows
    return replace(put, view=replace(put.view, rows=rows))


def ask_rest(scene: Scene, only: tuple[str, ...] = ()) -> Apply:
    """Ask what is left: for the whole profile, or for some policies."""
    return show(scene, go_on(scene, scene.profile, Asking(only), None))


def go_on(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next question, or the summing up when nothing is left to ask."""
    if asking.walk:
        return _in_queue(scene, profile, asking, before)
    best = scene.next_ask(profile, asking.only, asking.trail)
    if best is None:
        owed = early_fact(scene.rulebase.facts, profile.facts) if asking.early else None
        if owed is None or owed.id in asking.trail:
            return outcome(scene, profile, asking.only, before)
        return _question(scene, profile, owed, asking, before=before)
    fact = scene.rulebase.facts[best.fact]
    if fact.id in facts_with_lists(scene.rulebase):
        return Next(entry_by_entry(scene.who.t, fact, before), None)
    left = remaining_after(asking.remaining, best)
    before = lines(before, views.more_to_come(scene.who.t, left.more)) or None
    count, asking = (left.few, left.most), asking.telling(left)
    return _question(scene, profile, fact, asking, remaining=count, before=before)


def _in_queue(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next fact of a case; the walk when all were asked."""
    left = [name for name in asking.queue if name not in asking.trail]
    known = [name for name in left if name in scene.rulebase.facts]
    if not known:
        return particulars(scene, profile, asking, before)
    fact = scene.rulebase.facts[known[0]]
    left_over = (len(known), len(known))
    return _question(scene, profile, fact, asking, remaining=left_over, before=before)


def show(scene: Scene, following: Next) -> Apply:
    """Open a question and put it in the place of the pressed message."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        follow(scene, uow, who, following)
        return Replies(edit=following.view)

    return apply


def set_by_staff(profile: Profile, fact: Fact) -> bool:
    """Whether staff have said it: what the firm says of it changes nothing."""
    return fact.id in profile.facts and fact.id not in profile.self_reported


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
    remaining: tuple[int, int] | None = None,
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
    if asking.early and takes_early(fact):
        view = views.offering_early(scene.who.t, view, fact, asking.early)
    return Next(view, OpenQuestion(KIND, fact.id, asking.to_context()))


def follow(scene: Scene, uow: UnitOfWork, who: Speaker, following: Next) -> None:
    """Open what is asked next; a list that is shown instead counts as looked at."""
    open_next(uow, who, following.question)
    if following.listed:
        noted(scene, uow, who, following.listed)


def open_next(uow: UnitOfWork, who: Speaker, question: OpenQuestion | None) -> None:
    """Open the next question; without one, nothing is asked any more."""
    if question is None:
        close_question(uow, BOT, who.person.chat_id)
        unpark(uow, who.person.id, who.person.firm_id, {KIND})
    else:
        ask(uow, BOT, who.person.chat_id, question)
