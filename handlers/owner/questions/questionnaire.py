"""Decisions of the questionnaire: no fixed order, the rules say what is still worth asking."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Replies, View
from bot.services.arrivals_standing import facts_with_lists
from bot.services.firms import Profile, with_answer, without_answer
from bot.services.looks import Changes
from bot.services.replanning import replan_after_change
from bot.store.firms import forget_fact, put_facts
from bot.store.parked import unpark
from bot.store.questions import OpenQuestion, ask, close_question
from bot.store.uow import UnitOfWork
from handlers.owner.arrivals.views import entry_by_entry
from handlers.owner.context import Speaker
from handlers.owner.policies.card_views import card
from handlers.owner.policies.list_views import listing
from handlers.owner.policies.screens import card_of, local_verdicts, named_verdict, noted
from handlers.owner.problems.walk_views import PARTICULARS, ask_particulars, asked_all
from handlers.owner.questions import fact_views as views
from handlers.owner.questions.reading import (
    NotExact,
    NotUnderstood,
    OutOfBounds,
    TooSmall,
    read_fact,
)
from handlers.owner.scene import BOT, Apply, Scene
from handlers.tongue import Html, lines
from policies.errors import FactError
from policies.facts import Fact, FactType, FactValue, dump_value
from policies.spoken.reading import names_money, only_counts
from policies.verdicts import Verdict

KIND = "fact"
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


@dataclass(frozen=True, slots=True)
class Asking:
    """What travels with an open question.

    Args:
        only: Policies that the questions are for; empty for the whole profile.
        trail: Facts that were answered in this run, for 改上一题.
        ticked: Options of a set that are ticked already.
        early: A number that was written before it was asked for.
        queue: Facts of a case that are asked one after another, whatever is known.
        walk: The problem and the category that they are asked for, as a button carries them.
    """

    only: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    early: str = ""
    queue: tuple[str, ...] = ()
    walk: str = ""

    def to_context(self) -> dict[str, Any]:
        """As JSON; what is not there is left out."""
        lists = {"only": self.only, "trail": self.trail, "ticked": self.ticked}
        kept: dict[str, Any] = {name: list(each) for name, each in lists.items()}
        if self.walk:
            kept |= {"queue": list(self.queue), "walk": self.walk}
        return kept | ({"early": self.early} if self.early else {})


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; None says that they do not know."""

    fact: Fact
    value: FactValue | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a question to open, or none, and what is said.

    Args:
        listed: The verdicts, if what is said is the list of policies.
    """

    view: View
    question: OpenQuestion | None
    listed: tuple[Verdict, ...] = ()


def asking_of(question: OpenQuestion | None) -> Asking:
    """What travelled with the open question; a button from before starts a run of its own."""
    if question is None or question.kind != KIND:
        return Asking()
    kept: Mapping[str, Any] = question.context
    only, trail, ticks = (tuple(kept.get(name, ())) for name in ("only", "trail", "ticked"))
    queue, walk = tuple(kept.get("queue", ())), str(kept.get("walk", ""))
    return Asking(only, trail, ticks, str(kept.get("early", "")), queue, walk)


def take_text(scene: Scene, fact: Fact, text: str) -> Apply:
    """A typed answer: taken, or asked again with what was not understood."""
    bounding = _bounding(scene.rulebase.facts, fact, scene.profile)
    if bounding is not None and text.strip().lower().startswith(ALL):
        return take(scene, Given(fact, bounding[1]))
    read = read_fact(scene.rulebase, scene.profile.firm.region, fact, text)
    match read:
        case NotUnderstood():
            return _not_understood(scene, fact, text)
        case OutOfBounds(low, high):
            return _again(scene, fact, views.out_of_bounds(scene.who.t, text, (low, high)))
        case NotExact(value, bound):
            return _again(scene, fact, views.not_exact(scene.who.t, fact, value, bound))
        case TooSmall(value):
            return _again(scene, fact, views.too_small(scene.who.t, value))
    return take(scene, Given(fact, read.value, approximate=read.approximate))


def _not_understood(scene: Scene, fact: Fact, text: str) -> Apply:
    """Nothing that fits: 不知道 is an answer, and a number that comes too early is kept."""
    if text.lower().strip(TRAILS) in UNSURE:
        return take(scene, Given(fact, None))
    if fact.options and only_counts(text) and not names_money(text):
        return _again(scene, fact, views.noted_early(scene.who.t, text), early=text[:EARLY])
    return _again(scene, fact, views.not_understood(scene.who.t, fact, text))


def take(scene: Scene, given: Given) -> Apply:
    """Keep an answer and go on with the next question, or with what it all leads to."""
    t, fact, value = scene.who.t, given.fact, given.value
    try:
        profile = with_answer(
            scene.rulebase, scene.profile, fact.id, value, approximate=given.approximate
        )
    except FactError as error:
        return _again(scene, fact, t.words(error.sentence))
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


def use_early(scene: Scene, fact: Fact) -> Apply:
    """就用刚才说的: the number that was written before it was asked for."""
    early = asking_of(scene.question).early
    if not early or scene.question is None or scene.question.subject != fact.id:
        raise Stale(StaleCode.CHANGED)
    return take_text(scene, fact, early)


def ask_rest(scene: Scene, only: tuple[str, ...] = ()) -> Apply:
    """Ask what is left: for the whole profile, or for some policies."""
    return show(scene, go_on(scene, scene.profile, Asking(only), None))


def go_on(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next question, or the summing up when nothing is left to ask."""
    if asking.walk:
        return _in_queue(scene, profile, asking, before)
    best = scene.next_ask(profile, asking.only, asking.trail)
    if best is None:
        return _outcome(scene, profile, asking.only, before)
    fact = scene.rulebase.facts[best.fact]
    if fact.id in facts_with_lists(scene.rulebase):
        return Next(entry_by_entry(scene.who.t, fact, before), None)
    return _question(scene, profile, fact, asking, remaining=best.remaining, before=before)


def _in_queue(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """The next fact of a case; the walk when all were asked."""
    left = [name for name in asking.queue if name not in asking.trail]
    known = [name for name in left if name in scene.rulebase.facts]
    if not known:
        return _particulars(scene, profile, asking, before)
    fact = scene.rulebase.facts[known[0]]
    return _question(scene, profile, fact, asking, remaining=len(known), before=before)


def _particulars(scene: Scene, profile: Profile, asking: Asking, before: Html | None) -> Next:
    """What a list of the case says beside that there is something: asked in one sentence."""
    facts, t = scene.rulebase.facts, scene.who.t
    fields = [
        field.label
        for name in asking.queue
        if name in facts and profile.facts.get(name)
        for field in facts[name].fields.values()
        if field.type is FactType.TEXT
    ]
    if not fields:
        return Next(asked_all(t, before, asking.walk), None)
    view = ask_particulars(t, before, fields, asking.walk)
    return Next(view, OpenQuestion(PARTICULARS, asking.walk))


def _outcome(scene: Scene, profile: Profile, only: tuple[str, ...], before: Html | None) -> Next:
    """What the answers lead to: the card that was asked about, or everything."""
    t = scene.who.t
    if len(only) == 1:
        verdict = named_verdict(scene, only[0], profile)
        # Of those on a list something may not be known yet, although the list is.
        listed = facts_with_lists(scene.rulebase) & set(verdict.missing)
        if listed:
            return Next(entry_by_entry(t, scene.rulebase.facts[min(listed)], before), None)
        shown = card(t, card_of(scene, verdict))
        told = shown if before is None else replace(shown, html=lines(before, "", shown.html))
        return Next(told, None)
    verdicts = local_verdicts(scene, profile)
    done = lines(before, t("该问的都问完了。"))
    return Next(listing(t, verdicts, Changes(), before=done), None, tuple(verdicts))


def ticked(scene: Scene, fact: Fact) -> Apply:
    """选好了: the ticked options are the answer; none is no answer."""
    chosen = frozenset(asking_of(scene.question).ticked)
    if not chosen:
        return _again(scene, fact, views.none_ticked(scene.who.t))
    return take(scene, Given(fact, chosen))


def show(scene: Scene, following: Next) -> Apply:
    """Open a question and put it in the place of the pressed message."""

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _follow(scene, uow, who, following)
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
    if asking.early and fact.type is FactType.INT:
        view = views.offering_early(scene.who.t, view, fact, asking.early)
    return Next(view, OpenQuestion(KIND, fact.id, asking.to_context()))


def _again(scene: Scene, fact: Fact, before: Html, *, early: str = "") -> Apply:
    """Say what was not understood and ask the same; nothing that was said is lost."""
    asking = asking_of(scene.question)
    kept = replace(asking, early=early or asking.early)
    put = _question(scene, scene.profile, fact, kept, before=before)

    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        _open(uow, who, put.question)
        return Replies(say=(put.view,))

    return apply


def _bounding(
    facts: Mapping[str, Fact], fact: Fact, profile: Profile
) -> tuple[Fact, FactValue] | None:
    whole = profile.facts.get(fact.at_most) if fact.at_most else None
    return None if whole is None or fact.at_most is None else (facts[fact.at_most], whole)


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
