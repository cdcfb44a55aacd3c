"""On whose desks a case lies at each rung of its region's ladder.

What staff wrote into the routing table comes first, then the units that bear the rung's roles,
then a region's general desk. Where nobody works at a rung, the next one above is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.case_states import CaseRules, CaseState, CaseStatus
from bot.domain.staff import Power, covers, places_above
from bot.services.cases.rules import ladder_of, rules_of
from bot.services.firms.firms import Profile, profile_of
from bot.services.staff.absences import stands_in
from bot.services.staff.staff import officers_at_desk, officers_of_unit, officers_with, sector_of
from bot.store.assignments import assignments_of_firm
from bot.store.cases.cases import CaseRecord
from bot.store.cases.desks import Desk
from bot.store.cases.routes import routed_units
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.staff.officers import OfficerCard, officer_by_id
from bot.store.staff.presence import those_there
from bot.store.staff.units import UnitCard, find_unit, units_above
from bot.store.uow import UnitOfWork
from policies.expressions import evaluate
from policies.problems import Walk
from policies.regions import Rung
from policies.rulebase import RuleBase
from policies.truth import Truth


@dataclass(frozen=True)
class Routed:
    """Where a case goes: its desks, and the rung of the highest of them."""

    desks: tuple[Desk, ...]
    level: int


def first_desks(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> Routed:
    """Where a new case begins: on every rung that opens together, or the first that works.

    Without anybody at all there are no desks: the case waits, and its firm is told the truth.
    """
    profile = _profile(uow, rulebase, case)
    levels = _first_levels(rulebase, case, profile)
    found = [desk for level in levels for desk in _on_rung(uow, rulebase, case, profile, level)]
    if not found and (general := _general(uow, profile.firm.region, max(levels))):
        # The region's own desk says whose it is, before it is a matter for the rung above.
        found = [general] if covers(case.region, general.region) else []
    if found:
        return Routed(tuple(found), max(desk.level for desk in found))
    return desks_from(uow, rulebase, case, max(levels))


def desks_from(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord, level: int) -> Routed:
    """The desks of a rung; where nobody works there, of the first above, or the general desk."""
    profile = _profile(uow, rulebase, case)
    for each in rules_of(rulebase, case.region).levels:
        if each >= level and (desks := _on_rung(uow, rulebase, case, profile, each)):
            return Routed(tuple(desks), each)
    general = _general(uow, profile.firm.region, level)
    return Routed((general,) if general else (), level)


def example_desks(
    uow: UnitOfWork, rulebase: RuleBase, region: str, category: str | None, sector: str | None
) -> dict[int, list[Desk]]:
    """Where a case of a kind would lie at each rung, of a firm of which nothing else is known."""
    firm = FirmCard(0, "", region, 1)
    state = CaseState(CaseStatus.OPEN, 0, uow.now)
    case = CaseRecord(0, "", region, 0, None, "", state, category, False, sector)
    profile = profile_of(uow, rulebase, firm)
    levels = rules_of(rulebase, region).levels
    return {level: _on_rung(uow, rulebase, case, profile, level) for level in levels}


def first_places(
    uow: UnitOfWork, rulebase: RuleBase, firm: FirmCard, category: str | None
) -> tuple[str, ...]:
    """Names of the units and officers to whom a case of this kind would go now, if known."""
    state = CaseState(CaseStatus.OPEN, 0, uow.now)
    sector = sector_of(uow, rulebase, firm.id)
    case = CaseRecord(0, "", firm.region, firm.id, None, "", state, category, False, sector)
    names = (_place_name(uow, desk) for desk in first_desks(uow, rulebase, case).desks)
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _place_name(uow: UnitOfWork, desk: Desk) -> str | None:
    if desk.officer_id is not None:
        return officer_by_id(uow, desk.officer_id).name
    unit = None if desk.unit_id is None else find_unit(uow.connection, desk.unit_id)
    return None if unit is None else unit.name


def rules_now(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> CaseRules:
    """What holds for a case now: above it are only the rungs at which somebody can be reached."""
    rules, profile = rules_of(rulebase, case.region), _profile(uow, rulebase, case)
    levels = (
        level
        for level in rules.levels
        if level <= case.state.level or _on_rung(uow, rulebase, case, profile, level)
    )
    return replace(rules, levels=tuple(levels))


def level_of(rulebase: RuleBase, case: CaseRecord, unit: UnitCard) -> int:
    """The rung on which a unit stands; for one that stands on none, that of the case."""
    ladder, walk = ladder_of(rulebase, case.region), _walk(rulebase, case)
    for rung in ladder.rungs if ladder else ():
        beside = walk.responsible if walk and rung.by_category else ()
        if unit.role in {*rung.roles, *beside}:
            return rung.level
    return case.state.level


def people_at(uow: UnitOfWork, desk: Desk) -> list[OfficerCard]:
    """Who can be reached at a desk now; for who is away their deputy."""
    if desk.officer_id is not None:
        officers = [officer_by_id(uow, desk.officer_id)]
    elif desk.unit_id is not None:
        officers = officers_of_unit(uow, desk.unit_id)
    else:
        officers = officers_at_desk(uow, desk.region)
    return at_work(uow, officers)


def at_work(uow: UnitOfWork, officers: Iterable[OfficerCard]) -> list[OfficerCard]:
    """These officers, and for who is away whoever stands in; each once, if they can be reached."""
    asked = {officer.id: officer for officer in officers}
    there = those_there(uow.connection, asked, uow.now)
    ids = (each if each in there else stands_in(uow, each, uow.now) for each in asked)
    found = (each for each in dict.fromkeys(ids) if each is not None)
    return [asked[each] if each in there else officer_by_id(uow, each) for each in found]


def dispatchers_for(uow: UnitOfWork, region: str, sector: str | None) -> list[OfficerCard]:
    """Who decides whose a case is, the nearest first."""
    return at_work(uow, officers_with(uow, Power.CASE_DISPATCH, region, sector))


def inspectors_of(uow: UnitOfWork, case: CaseRecord) -> list[OfficerCard]:
    """Who may check this case and is there, the nearest first: nobody who handled it."""
    return [each for each in _inspectors(uow, case) if each.id not in case.state.handled_by]


def have_all_handled(uow: UnitOfWork, case: CaseRecord) -> bool:
    """Whether there are inspectors in reach, up to the widest region, and none may check it."""
    return bool(_inspectors(uow, case)) and not inspectors_of(uow, case)


def _inspectors(uow: UnitOfWork, case: CaseRecord) -> list[OfficerCard]:
    region = load_firm(uow, case.firm_id).region
    return at_work(uow, officers_with(uow, Power.CASE_CHECK, region, case.sector))


def _on_rung(
    uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord, profile: Profile, level: int
) -> list[Desk]:
    """The desks of one rung at which somebody can be reached."""
    rung = _rung(rulebase, case.region, level)
    if rung is None:
        return []
    routed = routed_units(uow.connection, profile.firm.region, case.category, case.sector, level)
    units = routed or list(_units(uow, rulebase, case, profile, rung))
    desks = [Desk(unit.region, level, unit_id=unit.id) for unit in units]
    desks += _own_officers(uow, profile.firm.id, rung)
    return [desk for desk in desks if people_at(uow, desk)]


def _units(
    uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord, profile: Profile, rung: Rung
) -> Iterator[UnitCard]:
    walk = _walk(rulebase, case)
    extra = walk.responsible if walk and rung.by_category else ()
    ladder = ladder_of(rulebase, case.region)
    taken = {role for each in ladder.rungs for role in each.roles} if ladder else set()
    region = profile.firm.region
    named = (units_above(uow.connection, region, role) for role in extra if role not in taken)
    # A walk names the one who is responsible first; the others are asked by whoever has it.
    yield from _nearest(next(filter(None, named), []))
    for role in rung.roles:
        yield from _nearest(units_above(uow.connection, region, role))


def _nearest(units: list[UnitCard]) -> list[UnitCard]:
    """Of units that bear one role those of the smallest region: a town's, not the next one's."""
    return [unit for unit in units if unit.region == units[0].region]


def _own_officers(uow: UnitOfWork, firm_id: int, rung: Rung) -> list[Desk]:
    assigned = assignments_of_firm(uow, firm_id)
    own = [officer_by_id(uow, each.officer_id) for each in assigned if each.slot in rung.roles]
    return [Desk(officer.region, rung.level, officer_id=officer.id) for officer in own]


def _first_levels(rulebase: RuleBase, case: CaseRecord, profile: Profile) -> list[int]:
    """The rungs on which a case begins; what cannot wait begins one higher as well."""
    ladder, rules = ladder_of(rulebase, case.region), rules_of(rulebase, case.region)
    if ladder is None:
        return [rules.levels[0]]
    levels = [rung.level for rung in _opening(ladder.rungs, profile)] + [*ladder.opens_on]
    above = rules.above(max(levels)) if case.urgent else None
    return levels if above is None else [*levels, above]


def _opening(rungs: tuple[Rung, ...], profile: Profile) -> Iterator[Rung]:
    """Rungs for certain firms only, of which this is known to be one."""
    for rung in rungs:
        if rung.when is not None and evaluate(rung.when, profile.facts) is Truth.YES:
            yield rung


def _general(uow: UnitOfWork, region: str, level: int) -> Desk | None:
    """The nearest general desk at which somebody works."""
    for path in places_above(region):
        desk = Desk(path, level)
        if people_at(uow, desk):
            return desk
    return None


def _rung(rulebase: RuleBase, region: str, level: int) -> Rung | None:
    ladder = ladder_of(rulebase, region)
    return next((each for each in ladder.rungs if each.level == level), None) if ladder else None


def _walk(rulebase: RuleBase, case: CaseRecord) -> Walk | None:
    category = rulebase.problems.get(case.category or "")
    return None if category is None else category.walk_in(case.region)


def _profile(uow: UnitOfWork, rulebase: RuleBase, case: CaseRecord) -> Profile:
    return profile_of(uow, rulebase, load_firm(uow, case.firm_id))
