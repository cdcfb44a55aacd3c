"""Where firms work: the towns of a county, and whether anybody needs to know which."""

from bot.store.audit import note
from bot.store.firms.towns import listed_towns, put_towns
from bot.store.uow import UnitOfWork
from policies.expressions import facts_in
from policies.needs import tests_of
from policies.records import Record
from policies.regions import Standing, names_of, standing
from policies.rulebase import RuleBase
from policies.spoken.divisions import COUNTY, Town, divisions_of, shipped_towns, town_named
from policies.spoken.place_words import says_only


def towns_of(uow: UnitOfWork, county: str) -> tuple[Town, ...]:
    """The towns of a county: as staff listed them, or else as shipped; empty if not known."""
    return listed_towns(uow.connection, county) or shipped_towns().get(county, ())


def list_towns(uow: UnitOfWork, county: str, towns: list[Town], *, actor: str) -> None:
    """Keep staff's own list of a county's towns."""
    put_towns(uow.connection, county, towns)
    note(uow, actor=actor, act="towns", subject=county)


def has_records(rulebase: RuleBase, place: str) -> bool:
    """Whether any document that is held speaks of the place."""
    regions = {record.region for record in rulebase.records.values()}
    return any(standing(place, region) is Standing.INSIDE for region in regions)


def asks_town(rulebase: RuleBase, place: str) -> bool:
    """Whether it matters where in this county a firm is.

    It does if a record of the county speaks of the town, or if problems there are handed to
    the town: then a step of the county's ladder bears the name of that level.
    """
    if len(names_of(place)) != COUNTY or not has_records(rulebase, place):
        return False
    level = rulebase.regions.levels[COUNTY]
    nearest = rulebase.regions.nearest(place)
    ladder = nearest.ladder if nearest else None
    if ladder and any(level in rung.roles for rung in ladder.rungs):
        return True
    return any(
        _speaks_of(record, level)
        for record in rulebase.records.values()
        if standing(place, record.region) is Standing.INSIDE
    )


def towns_named(uow: UnitOfWork, rulebase: RuleBase, text: str) -> tuple[str, ...]:
    """The towns that a text names without their county, where documents are held."""
    counties = sorted({record.region for record in rulebase.records.values()})
    named = ((county, town_named(towns_of(uow, county), text)) for county in counties)
    return tuple(f"{county}/{town.name.zh}" for county, town in named if town is not None)


def is_only_place(uow: UnitOfWork, rulebase: RuleBase, text: str) -> bool:
    """Whether a text is nothing but the name of a place, or of a town where documents are held."""
    tree = divisions_of(rulebase.regions)
    counties = {*tree.find(text), *(record.region for record in rulebase.records.values())}
    return any(says_only(tree, path, text, towns_of(uow, path)) for path in counties)


def _speaks_of(record: Record, fact: str) -> bool:
    tested = (facts_in(test) for test in tests_of(record))
    return fact in record.useful or any(fact in facts for facts in tested)
