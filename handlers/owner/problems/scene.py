"""What every act about a problem needs to know: the place, the firm, what else is open."""

from collections.abc import Mapping
from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right, may
from bot.services.cases.doors import case_for_firm
from bot.services.cases.lists import CaseLine, unfinished_cases
from bot.services.cases.routing import first_places
from bot.services.firms.firms import firm_of, profile_of
from bot.services.registers.applications import Asking, askings
from bot.store.firms.people import role_of
from bot.store.problems import ProblemCard
from bot.store.uow import UnitOfWork
from handlers.notices.whom import OFFICER
from handlers.owner.context import Owner, Speaker
from handlers.owner.problems.frame import JUDGED, UNJUDGED, Around
from handlers.owner.problems.likeliest import likeliest_first
from handlers.owner.problems.pieces import Left
from handlers.owner.problems.walk_card import GROUPS, WalkOf
from handlers.owner.questions.asked import KIND as FACT
from handlers.owner.questions.parking import all_waiting, ways_back
from policies.documents import Document
from policies.facts import Facts, Scope
from policies.needs import facts_tested
from policies.problems import NONE, Category, Walk
from policies.words import Words

NO_FACTS: Final[Facts] = {}


def region_of(owner: Owner, uow: UnitOfWork, who: Speaker) -> str:
    """Where the firm works; before there is one, the place that runs this bot."""
    if who.person.firm_id is None:
        return owner.home_region
    return firm_of(uow, who.person).region


def may_open_cases(uow: UnitOfWork, who: Speaker) -> bool:
    """Whether what they say can go to a person now."""
    return may_for_firm(uow, who, Right.CASE)


def may_for_firm(uow: UnitOfWork, who: Speaker, right: Right) -> bool:
    """Whether they may do this for the firm that they speak for, if for any."""
    firm_id = who.person.firm_id
    role = None if firm_id is None else role_of(uow.connection, who.person.id, firm_id)
    return role is not None and may(role, right)


def open_lines(uow: UnitOfWork, who: Speaker) -> tuple[CaseLine, ...]:
    """Cases that a text may belong to."""
    return unfinished_cases(uow, who.person).lines if may_open_cases(uow, who) else ()


def category_named(owner: Owner, name: str) -> Category:
    """A category that a button names.

    Raises:
        Stale: There is none of that name any more.
    """
    category = owner.rulebase.problems.get(name)
    if category is None or category.id == NONE:
        raise Stale(StaleCode.CHANGED)
    return category


def around(owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard) -> Around:
    """What stands beside a proposal."""
    rules = owner.rulebase
    named = (rules.records.get(name) for name in problem.told.records)
    return Around(
        categories=rules.problems,
        officer=officer_for(owner, uow, who),
        records=[record for record in named if record],
        opens=UNJUDGED if who.person.firm_id is None else JUDGED,
        reports=may_open_cases(uow, who),
        cases=likeliest_first(problem.told, open_lines(uow, who)) if problem.told.text else (),
        left=left_of(owner, uow, who),
    )


def walk_of(
    owner: Owner, uow: UnitOfWork, who: Speaker, problem: ProblemCard, category: Category
) -> WalkOf:
    """A walk as this person sees it."""
    region = region_of(owner, uow, who)
    walk, place = category.walk_in(region), owner.rulebase.regions.nearest(region)
    todo, cases = problem.progress.todo, problem.progress.cases
    at = todo.index(category.id) if category.id in todo else 0
    later = todo[at + 1] if at + 1 < len(todo) else None
    number = cases.get(category.id)
    return WalkOf(
        category=category,
        walk=walk,
        roles=dict(place.roles) if place else {},
        documents=_cited(owner, walk),
        unheld=_unheld(owner, walk),
        desks=_desks(owner, uow, who, category),
        asking=_asking(owner, uow, who, walk),
        officer=officer_for(owner, uow, who),
        groups=_groups(owner, walk),
        later=owner.rulebase.problems.get(later) if later else None,
        place=(at + 1, max(1, len(todo))),
        case=_number(uow, who, number),
        reports=may_open_cases(uow, who),
        questions=walk is not None and asks_facts(owner, walk),
        left=left_of(owner, uow, who),
    )


def _desks(owner: Owner, uow: UnitOfWork, who: Speaker, category: Category) -> tuple[str, ...]:
    if not may_open_cases(uow, who):
        return ()
    return first_places(uow, owner.rulebase, firm_of(uow, who.person), category.id)


def _asking(owner: Owner, uow: UnitOfWork, who: Speaker, walk: Walk | None) -> Asking | None:
    """What its records let the firm apply for here."""
    if walk is None or not may_open_cases(uow, who):
        return None
    found = askings(uow, owner.rulebase, firm_of(uow, who.person))
    named = (each for each in found if {*each.admission.records} & {*walk.records})
    return next(named, None)


def officer_for(owner: Owner, uow: UnitOfWork, who: Speaker) -> Words:
    """Who answers this firm first, as its region has it."""
    region, known = owner.home_region, NO_FACTS
    if who.person.firm_id is not None:
        firm = firm_of(uow, who.person)
        region, known = firm.region, profile_of(uow, owner.rulebase, firm).facts
    place = owner.rulebase.regions.nearest(region)
    return (place.first_help(known) if place else None) or OFFICER


def left_of(owner: Owner, uow: UnitOfWork, who: Speaker) -> Left | None:
    """The question that was interrupted, with the way back to it."""
    ways = ways_back(uow, who)
    if not ways:
        return None
    question = next(iter(all_waiting(uow, who, who.person.firm_id)), None)
    asked = question is not None and question.kind == FACT
    fact = owner.rulebase.facts.get(question.subject) if question and asked else None
    return Left(fact.label if fact else None, ways[0])


def asks_facts(owner: Owner, walk: Walk) -> bool:
    """Whether its records ask something that belongs to the case."""
    return bool(case_facts(owner, walk))


def case_facts(owner: Owner, walk: Walk) -> list[str]:
    """Facts of the case that the records of a walk ask."""
    facts, records = owner.rulebase.facts, owner.rulebase.records
    asked = (name for record in walk.records for name in facts_tested(records[record]))
    return [name for name in dict.fromkeys(asked) if facts[name].scope is Scope.CASE]


def _cited(owner: Owner, walk: Walk | None) -> dict[str, Document]:
    documents: Mapping[str, Document] = owner.rulebase.documents
    cited = [clause for clause, _ in walk.clauses()] if walk else []
    found = {clause: walk.document_of(documents, clause) for clause in cited if walk}
    return {clause: document for clause, document in found.items() if document is not None}


def _unheld(owner: Owner, walk: Walk | None) -> dict[str, Document]:
    """Documents that would say how steps of a walk are done, and that are not held here."""
    named = (name for step in (walk.steps if walk else ()) for name in step.relies_on)
    return {name: owner.rulebase.documents[name] for name in named}


def _groups(owner: Owner, walk: Walk | None) -> list[tuple[str, int]]:
    records = [owner.rulebase.records[name] for name in (walk.records if walk else ())]
    counted = [(code, sum(r.modality in kinds for r in records)) for code, kinds in GROUPS.items()]
    return [(code, count) for code, count in counted if count]


def _number(uow: UnitOfWork, who: Speaker, case_id: int | None) -> str | None:
    return None if case_id is None else case_for_firm(uow, who.person, case_id).number
