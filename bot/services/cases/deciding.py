"""Who says what becomes of a case when its desks cannot: superiors, who dispatches or manages."""

from bot.domain.staff import Power
from bot.services.cases.routing import at_work, desks_from, dispatchers_for, people_at
from bot.services.cases.rules import rules_of
from bot.services.staff.staff import officers_with
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import Desk, desks_of
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


def superior_desks(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> tuple[Desk, ...]:
    """On which desks a case waits for a ruling: the next rung's, or dispatchers' own.

    None of them is on the rung of the case, as nobody rules on what their own unit refused; and
    none is a general desk: it stands in for a rung when a case is worked on, above no unit.
    """
    above = rules_of(rulebase, case.region).above(case.state.level)
    level = case.state.level + 1 if above is None else above
    found = desks_from(uow, rulebase, case, level).desks
    desks = tuple(desk for desk in found if desk.unit_id or desk.officer_id)
    if desks:
        return desks
    dispatchers = dispatchers_for(uow, load_firm(uow, case.firm_id).region, case.sector)
    return tuple(Desk(each.region, level, officer_id=each.id) for each in dispatchers)


def deciders_of(uow: UnitOfWork, case: CaseRecord) -> list[OfficerCard]:
    """Who can be reached and says whose a case is that waits for a ruling."""
    desks = [desk for desk in desks_of(uow.connection, case.id) if desk.level > case.state.level]
    superiors = [officer for desk in desks for officer in people_at(uow, desk)]
    region = load_firm(uow, case.firm_id).region
    return superiors or dispatchers_for(uow, region, case.sector)


def managers_for(uow: UnitOfWork, region: str, sector: str | None) -> list[OfficerCard]:
    """Who sees to it that somebody is there, where nobody dispatches: the administrators.

    Those of the place and of all that it lies in, the nearest first; none while somebody
    dispatches.
    """
    if dispatchers_for(uow, region, sector):
        return []
    return at_work(uow, officers_with(uow, Power.STAFF_MANAGE, region))
