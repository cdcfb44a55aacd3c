"""Decisions about an answer: kept, or in the place of another with what that changes."""

from dataclasses import replace

from bot.domain.speech import Button, Replies, View
from bot.services.firms.fact_changes import put_answer
from bot.services.firms.firms import Profile
from bot.services.testing.replanning import replan_after_change
from bot.store.heard import Became, remember
from bot.store.uow import UnitOfWork
from handlers.owner.context import Speaker
from handlers.owner.home_views import navigation
from handlers.owner.policies.card_views import all_policies
from handlers.owner.questions import change_views, fact_replies
from handlers.owner.questions.asked import KIND, Given, Next, asking_of
from handlers.owner.questions.change_views import Change
from handlers.owner.questions.early import takes_early
from handlers.owner.questions.questionnaire import (
    ask_fact,
    ask_same,
    follow,
    go_on,
    is_open,
    show,
)
from handlers.owner.questions.weighing import (
    change_to,
    is_so,
    other_of,
    set_by_staff,
    with_given,
)
from handlers.owner.scene import Apply, Scene
from handlers.press import button
from handlers.tongue import Html, lines
from policies.errors import FactError
from policies.fact_values import dump_value
from policies.facts import Fact, FactValue


def take(scene: Scene, given: Given) -> Apply:
    """Keep an answer and go on with the next question, or with what it all leads to."""
    t, fact = scene.who.t, given.fact
    theirs = set_by_staff(scene, fact)
    if theirs is not None:
        return _say(change_views.kept_by_staff(t, fact, theirs))
    try:
        profile = with_given(scene, given)
    except FactError as error:
        other = other_of(scene, fact, error)
        ways = () if other is None else (change_views.change_button(t, other),)
        return ask_same(scene, fact, t.words(error.sentence), first=ways)
    asking = asking_of(scene.question)
    early = "" if takes_early(fact) else asking.early
    trail = (*(each for each in asking.trail if each != fact.id), fact.id)
    asking = replace(asking, trail=trail, ticked=(), early=early)
    change = change_to(scene, profile, given)
    if change is not None:
        return _changed(scene, change, profile, go_on(scene, profile, asking, None))
    before = noted(scene, given)
    # A tapped question becomes its answer, so that no old buttons stay behind.
    answered = View(before) if scene.pressed else None
    following = go_on(scene, profile, asking, None if scene.pressed else before)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _keep(scene, uow, given)
        follow(scene, uow, who, following)
        return Replies(edit=answered, say=(following.view,))

    return apply


def ticked(scene: Scene, fact: Fact) -> Apply:
    """选好了: the ticked options are the answer; none is no answer."""
    if not is_open(scene, fact):
        return _ticked_before(scene, fact)
    chosen = frozenset(asking_of(scene.question).ticked)
    if not chosen:
        return ask_same(scene, fact, fact_replies.none_ticked(scene.who.t))
    return take(scene, Given(fact, chosen))


def _ticked_before(scene: Scene, fact: Fact) -> Apply:
    """A second tap changes nothing; what was never answered is asked again."""
    known, asked = scene.profile.facts.get(fact.id), asking_of(scene.question)
    if known is None or (scene.question is not None and fact.id not in asked.trail):
        return ask_fact(scene, fact)
    answered = View(fact_replies.noted(scene.who.t, fact, known, approximate=False))
    toast = scene.who.t("已经记下了，不用再点。")
    return lambda _, __: Replies(edit=answered, toast=toast)


def leave(scene: Scene, fact: Fact) -> Apply:
    """跳过, of what was known before: it stays so, and the next question comes."""
    asking = asking_of(scene.question)
    trail = (*(each for each in asking.trail if each != fact.id), fact.id)
    before = change_views.unchanged(scene.who.t, fact, scene.profile.facts.get(fact.id)).html
    onwards = replace(asking, trail=trail, ticked=())
    following = go_on(scene, scene.profile, onwards, Html(before))
    return show(scene, following)


def tapped(scene: Scene, given: Given, option: str) -> Apply:
    """A button of a question: an answer, or, if that was answered long ago, asked about first.

    Args:
        option: What the button stands for, as `fact:sure` takes it.
    """
    known = scene.profile.facts.get(given.fact.id)
    if known is None or is_open(scene, given.fact):
        return take(scene, given)
    t, fact = scene.who.t, given.fact
    if set_by_staff(scene, fact) is not None:
        return _say(change_views.kept_by_staff(t, fact, known))
    if known == given.value:
        return _say(change_views.unchanged(t, fact, known))
    try:
        change = change_to(scene, with_given(scene, given), given)
    except FactError as error:
        return _contradicted(scene, fact, error)
    assert change is not None  # the values differ
    return _say(change_views.really(t, change, scene.rulebase.facts, option))


def correct(scene: Scene, given: Given) -> Apply:
    """Another value for a fact, on its own: what was asked meanwhile is asked again after it."""
    t, fact = scene.who.t, given.fact
    if is_open(scene, fact):
        return take(scene, given)
    theirs = set_by_staff(scene, fact)
    if theirs is not None:
        return _say(change_views.kept_by_staff(t, fact, theirs))
    if given.value is not None and is_so(scene, given):
        return _so_already(scene, fact, given.value)
    try:
        profile = with_given(scene, given)
    except FactError as error:
        return _contradicted(scene, fact, error)
    following = _open_still(scene, profile)
    change = change_to(scene, profile, given)
    if change is not None:
        return _changed(scene, change, profile, following)
    said = View(noted(scene, given), () if following else _ways_on(scene, profile))

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _keep(scene, uow, given)
        return _after(scene, uow, who, said, following)

    return apply


def _so_already(scene: Scene, fact: Fact, value: FactValue) -> Apply:
    said = change_views.unchanged(scene.who.t, fact, value)
    following = _open_still(scene, scene.profile)
    if following is not None:
        said = replace(said, rows=())
    return lambda uow, who: _after(scene, uow, who, said, following)


def noted(scene: Scene, given: Given) -> Html:
    """What was understood."""
    if given.value is None:
        return fact_replies.skipped(scene.who.t, given.fact)
    t = scene.who.t
    said = fact_replies.noted(t, given.fact, given.value, approximate=given.approximate)
    return lines(said, _unused_size(scene, given)) if given.size else said


def _unused_size(scene: Scene, given: Given) -> Html | None:
    """大型 decides nothing here: how large a firm is, its number of people says."""
    counted = next((each for each in scene.rulebase.facts.values() if takes_early(each)), None)
    if counted is None:
        return None
    known = scene.profile.facts.get(counted.id)
    return fact_replies.size_unused(scene.who.t, given.size, counted, known)


def _changed(scene: Scene, change: Change, profile: Profile, following: Next | None) -> Apply:
    """Keep what takes the place of another answer; then what is asked next, or the ways on."""
    asked = following is not None and (following.question is not None or not following.listed)
    ways_on = () if asked else _ways_on(scene, profile)
    given = Given(change.fact, change.now, change.approximate)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        mark = _keep(scene, uow, given)
        facts = scene.rulebase.facts
        said = change_views.changed(scene.who.t, change, facts, mark, ways_on)
        if not asked and following is not None:
            # The list of all policies would bury what was just changed.
            follow(scene, uow, who, replace(following, listed=()))
            return _said(scene, said)
        return _after(scene, uow, who, said, following)

    return apply


def _after(
    scene: Scene, uow: UnitOfWork, who: Speaker, said: View, following: Next | None
) -> Replies:
    if following is None:
        return _said(scene, said)
    follow(scene, uow, who, following)
    both = _said(scene, said)
    return replace(both, say=(*both.say, following.view))


def _said(scene: Scene, view: View) -> Replies:
    """In the place of the pressed message, or anew."""
    return Replies(edit=view) if scene.pressed else Replies(say=(view,))


def _say(view: View) -> Apply:
    return lambda _, __: Replies(edit=view)


def _keep(scene: Scene, uow: UnitOfWork, given: Given) -> int | None:
    fact, value = given.fact, given.value
    raw = None if value is None else dump_value(fact, value)
    firm_id = scene.profile.firm.id
    mark = put_answer(uow, firm_id, fact.id, raw, approximate=given.approximate)
    remember(uow, scene.who.person.id, Became.FACT, f"{firm_id}:{fact.id}")
    replan_after_change(uow, scene.rulebase, scene.owner.zone, firm_id)
    return mark


def _open_still(scene: Scene, profile: Profile) -> Next | None:
    """The question of the interview that was open, as it is now; None if none was."""
    if scene.question is None or scene.question.kind != KIND:
        return None
    return go_on(scene, profile, asking_of(scene.question), None)


def _ways_on(scene: Scene, profile: Profile) -> tuple[tuple[Button, ...], ...]:
    t = scene.who.t
    more = scene.next_ask(profile) is not None
    go = ((button(t("继续答题"), "fact:next"),),) if more else ()
    own = button(t("说过的全部情况"), "firm:facts", 0)
    return (*go, (own, all_policies(t)), navigation(t))


def _contradicted(scene: Scene, fact: Fact, error: FactError) -> Apply:
    t = scene.who.t
    other = other_of(scene, fact, error) or fact
    return _say(change_views.contradicted(t, t.words(error.sentence), other))
