"""The screens of a supposition: what is shown is kept with the open question, nowhere else."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.store.questions import ask, close_question
from bot.store.uow import UnitOfWork
from handlers.owner.context import Speaker
from handlers.owner.policies import whatif_views as views
from handlers.owner.policies.supposing import (
    Stated,
    Supposition,
    assumable,
    compared,
    facts_to_choose,
    hypothetical,
    is_possible,
    stated,
    supposed_in,
    with_parts,
)
from handlers.owner.questions.reading import (
    Between,
    Doubtful,
    NotExact,
    TooSmall,
    Understood,
    Unlikely,
    read_fact,
    said,
)
from handlers.owner.scene import BOT, Apply, Scene
from handlers.press import Press
from handlers.tongue import Html
from policies.errors import FactError
from policies.fact_values import dump_value
from policies.facts import Fact, FactValue


def begun(scene: Scene, fresh: Supposition) -> Apply:
    """Begin with nothing supposed, or go on with what was, if it still can be."""
    before = supposed_in(scene.question)
    if before is None or not before.changes or not is_possible(scene, before):
        return shown(fresh, chooser(scene, fresh, 0))
    again = replace(before.asking(None), policy=fresh.policy, shelf=fresh.shelf)
    return shown(again, result_of(scene, again))


def going_on(scene: Scene) -> Supposition:
    """What is supposed in this chat.

    Raises:
        Stale: Nothing is, or the firm has changed so that it cannot be any more.
    """
    supposed = supposed_in(scene.question)
    if supposed is None or not is_possible(scene, supposed):
        raise Stale(StaleCode.CHANGED)
    return supposed


def fact_of(scene: Scene, press: Press) -> Fact:
    """The fact that a button names.

    Raises:
        Stale: There is none, or none that can be supposed.
    """
    fact = scene.rulebase.facts.get(press.word())
    if fact is None or not assumable(fact):
        raise Stale(StaleCode.CHANGED)
    return fact


def suppose(scene: Scene, fact: Fact, value: FactValue) -> Apply:
    """A tapped value: take it for the moment and say what it would change."""
    return supposed_change(scene, fact, going_on(scene).having(fact.id, dump_value(fact, value)))


def supposed_change(
    scene: Scene, fact: Fact, supposed: Supposition, *, anew: tuple[Fact, ...] = ()
) -> Apply:
    """Say what one more change comes to, or why it cannot be.

    Args:
        anew: What was supposed in a sentence of its own: what else still is, is said.
    """
    supposed = with_parts(scene, fact, supposed)
    try:
        view = result_of(scene, supposed, newest=anew)
    except FactError as error:
        return asked_again(scene, fact, scene.who.t.words(error.sentence))
    return shown(supposed, view)


def asked_again(scene: Scene, fact: Fact, before: Html, newer: Supposition | None = None) -> Apply:
    """Say what was wrong and ask the same, with what was supposed until then.

    Args:
        newer: What the same sentence supposed beside it.
    """
    known = (each for each in (newer, supposed_in(scene.question)) if each is not None)
    possible = (each for each in known if is_possible(scene, each))
    asking = next(possible, Supposition()).asking(fact.id)
    return shown(asking, question(scene, asking, fact, before=before))


def read_typed(
    scene: Scene,
    supposed: Supposition,
    fact: Fact,
    text: str,
    *,
    anew: tuple[Fact, ...] = (),
) -> Apply:
    """A typed value; a rough number will do, as long as nothing is kept. `anew` as above."""
    changed = having_typed(scene, supposed, fact, text)
    if changed is None:
        return asked_again(scene, fact, views.not_read(scene.who.t, fact, text), supposed)
    return supposed_change(scene, fact, changed, anew=anew)


def having_typed(scene: Scene, supposed: Supposition, fact: Fact, text: str) -> Supposition | None:
    """The same with a typed value; None if it cannot be read."""
    match read_fact(scene.rulebase, scene.profile.firm.region, fact, text):
        case Doubtful(value) if value is not None:
            return supposed.having(fact.id, dump_value(fact, value), rough=True)
        case Understood(value, about):
            return supposed.having(fact.id, dump_value(fact, value), about=about)
        case Between(low, high):
            return supposed.having(fact.id, (low + high) // 2, about=True)
        case NotExact(value=value) | TooSmall(value=value) | Unlikely(value=value):
            return supposed.having(fact.id, dump_value(fact, value), rough=True)
    return None


def fits(scene: Scene, fact: Fact, text: str) -> bool:
    """Whether a text is a value of this fact."""
    read = read_fact(scene.rulebase, scene.profile.firm.region, fact, text)
    return isinstance(read, Understood | NotExact | Unlikely | Between)


def chooser(
    scene: Scene, supposed: Supposition, page: int, *, not_read: str | None = None
) -> View:
    """Which fact would be different?"""
    profile = hypothetical(scene, supposed)
    offered = [(fact, profile.facts.get(fact.id)) for fact in facts_to_choose(scene, supposed)]
    return views.chooser(
        scene.who.t, offered, page, supposed=frozenset(supposed.changes), not_read=not_read
    )


def question(
    scene: Scene, supposed: Supposition, fact: Fact, *, before: Html | None = None
) -> View:
    """What would it be?"""
    whole = hypothetical(scene, supposed).facts.get(fact.at_most or "")
    same_as = None if whole is None else (scene.rulebase.facts[fact.at_most or ""], whole)
    now = scene.profile.facts.get(fact.id)
    return views.question(
        scene.who.t, fact, now, same_as=same_as, ticked=supposed.ticked, before=before
    )


def result_of(scene: Scene, supposed: Supposition, newest: tuple[Fact, ...] = ()) -> View:
    """What would be different.

    Args:
        newest: What was supposed just now in one sentence, on top of the rest.

    Raises:
        FactError: The facts contradict each other.
    """
    pairs, total = compared(scene, supposed)
    known = scene.profile.facts
    told = listed(scene, supposed, stated(scene, supposed))
    changed = [(fact, own, known.get(fact.id)) for fact, own in told]
    view = views.result(scene.who.t, changed, pairs, total, scene.rulebase.facts)
    before = _before(scene, supposed, newest) if newest else ()
    return views.besides(scene.who.t, view, before, newest) if before else view


def changes_of(scene: Scene, supposed: Supposition, page: int) -> View:
    """One page of all that would be different."""
    pairs, _ = compared(scene, supposed)
    known = scene.profile.facts
    told = listed(scene, supposed, stated(scene, supposed))
    changed = [(fact, own, known.get(fact.id)) for fact, own in told]
    return views.changes(scene.who.t, changed, pairs, page, scene.rulebase.facts)


def _before(scene: Scene, supposed: Supposition, newest: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What was supposed before and still is, but for what follows from it."""
    others = (fact for fact, _ in stated(scene, supposed) if fact not in newest)
    return tuple(fact for fact in others if fact.id not in supposed.along)


def listed(
    scene: Scene, supposed: Supposition, values: Sequence[Stated]
) -> list[tuple[Fact, Html]]:
    """Values in words; what was said only roughly says so."""
    rough = {*supposed.rough, *supposed.about}
    return [
        (fact, Html(said(scene.who.t, fact, value, rough=fact.id in rough)))
        for fact, value in values
    ]


def shown(supposed: Supposition, view: View) -> Apply:
    """Keep what is supposed with the open question, and show a screen."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        ask(uow, BOT, who.person.chat_id, supposed.question())
        return Replies(edit=view)

    return apply


def closing(after: Apply) -> Apply:
    """Forget what was supposed, then do the rest."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        close_question(uow, BOT, who.person.chat_id)
        return after(uow, who)

    return apply
