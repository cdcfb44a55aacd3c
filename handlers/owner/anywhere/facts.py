"""白名单我们在册: a fact of the firm stated plainly is offered to be kept, and nothing is set."""

from functools import partial

from bot.domain.members import Right
from bot.domain.speech import Replies
from bot.services import problems
from bot.store.problems import Told
from bot.store.uow import UnitOfWork
from handlers.owner.anywhere import facts_views as views
from handlers.owner.anywhere.words import told_of
from handlers.owner.context import Speaker
from handlers.owner.on_view.glance import Glance, Take
from handlers.owner.questions import change_views
from handlers.owner.questions.early import takes_early
from handlers.owner.questions.weighing import set_by_staff
from handlers.owner.scene import Apply, Scene, decide
from policies.fact_values import parse_value
from policies.facts import Fact, FactValue, Scope
from policies.spoken.plain_facts import people_stated, plainly_stated


async def stated(glance: Glance) -> Take | None:
    """One fact with one of its options, or how many people there are, and nothing else."""
    facts = glance.owner.rulebase.facts
    found = plainly_stated(facts.values(), glance.said)
    if found is not None:
        return partial(_offered, glance, *found)
    people, counted = people_stated(glance.said), filter(takes_early, facts.values())
    fact = next(counted, None)
    return None if people is None or fact is None else partial(_offered, glance, fact, people)


async def _offered(glance: Glance, fact: Fact, option: str | bool | int) -> None:
    told, value = await told_of(glance), parse_value(fact, option)

    def decision(scene: Scene) -> Apply:
        theirs = set_by_staff(scene, fact)
        if theirs is not None:
            view = change_views.kept_by_staff(scene.who.t, fact, theirs)
            return lambda _, __: Replies(say=(view,))
        known = scene.profile.facts.get(fact.id)
        if known == value:
            same = change_views.unchanged(scene.who.t, fact, value)
            return lambda _, __: Replies(say=(same,))
        return _asked(fact, value, told, known)

    await decide(glance.owner, glance.update, decision, Right.ANSWER)


def _asked(fact: Fact, value: FactValue, told: Told, known: FactValue | None) -> Apply:
    def apply(uow: UnitOfWork, who: Speaker) -> Replies:
        problem = problems.keep_problem(uow, who.person, told)
        if fact.scope is Scope.STAFF:
            return Replies(say=(views.of_staff(who.t, problem, fact),))
        return Replies(say=(views.keep(who.t, problem, fact, value, known),))

    return apply
