"""What words were taken for, and the screen that asks whether it is so."""

from bot.domain.speech import Replies, View
from bot.services.firms.firms import firm_of, profile_of
from bot.store.problems import ProblemCard, Told
from bot.store.uow import UnitOfWork
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems import proposal_views, stated_views, unplaced_views
from handlers.owner.problems.frame import Around
from handlers.owner.problems.handing import handed_on
from handlers.owner.problems.marked import marked
from handlers.owner.problems.scene import (
    around,
    category_named,
    may_open_cases,
    open_lines,
    region_of,
)
from handlers.owner.problems.stating import stated_values
from handlers.owner.problems.understanding import is_answered, related_to, stands_alone
from policies.problems import NONE, Walk
from policies.understanding.answers import Way
from policies.words import Words


def proposed(owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard) -> Replies:
    """What the words were taken for; what cannot wait for a tap goes to a person at once.

    A person who has the matter already gets no second case of it without a tap.
    """
    said = problem.told
    walk = _likely_walk(owner, uow, who, said)
    at_once = walk is not None and walk.immediate and said.urgent and may_open_cases(uow, who)
    if at_once and not related_to(said, open_lines(uow, who)):
        category = category_named(owner, said.proposals[0])
        return handed_on(owner, uow, who, problem, category)
    if marked(problem) and is_answered(owner.rulebase, said, _best_walk(owner, uow, who, said)):
        beside = around(owner, uow, who, problem)
        return Replies(say=(proposal_views.known_urgent(who.t, problem, beside),))
    return Replies(say=(_proposal(owner, uow, who, problem, walk),))


def _proposal(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, walk: Walk | None
) -> View:
    said, beside = problem.told, around(owner, uow, who, problem)
    if said.stated and beside.records and who.person.firm_id is not None:
        profile = profile_of(uow, owner.rulebase, firm_of(uow, who.person))
        values = stated_values(owner.rulebase.facts, said.stated.items(), profile.facts)
        return stated_views.stated(who.t, problem, values, beside)
    if beside.records and said.proposals and not said.urgent:
        return proposal_views.named(who.t, problem, beside)
    match said.way if said.proposals else Way.NONE:
        case Way.TICK:
            return proposal_views.tick(who.t, problem, beside)
        case Way.CHOOSE:
            alone = stands_alone(said)
            view = proposal_views.confirm if alone else proposal_views.choose
            return view(who.t, problem, beside)
        case Way.ANSWER:
            return _asked(who, problem, walk, beside)
    refused = _nobodys(owner, uow, who) if said.way == Way.NONE else None
    return unplaced_views.nothing(who.t, problem, refused, beside)


def _asked(who: Speaker, problem: ProblemCard, walk: Walk | None, beside: Around) -> View:
    """Is it this? Or at once the question that decides how urgent it is."""
    if walk is not None and walk.first is not None:
        return proposal_views.first_asked(who.t, problem, walk, beside)
    return proposal_views.confirm(who.t, problem, beside)


def _likely_walk(owner: Owner, uow: UnitOfWork, who: Speaker, said: Told) -> Walk | None:
    if said.way != Way.ANSWER:
        return None
    return owner.rulebase.problems[said.proposals[0]].walk_in(region_of(owner, uow, who))


def _best_walk(owner: Owner, uow: UnitOfWork, who: Speaker, said: Told) -> Walk | None:
    """Of the only kind that is likely; None if there are several, or none."""
    alone = said.way == Way.ANSWER or stands_alone(said)
    if not alone or not said.proposals:
        return None
    return owner.rulebase.problems[said.proposals[0]].walk_in(region_of(owner, uow, who))


def _nobodys(owner: Owner, uow: UnitOfWork, who: Speaker) -> Words | None:
    category = owner.rulebase.problems.get(NONE)
    walk = category.walk_in(region_of(owner, uow, who)) if category else None
    return walk.says if walk else None
