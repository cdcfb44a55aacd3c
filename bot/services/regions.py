"""What holds for a whole region: set by staff, dated, audited."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.store.audit import note
from bot.store.regions import RegionValue, facts_of_regions, put_region_fact, region_facts
from bot.store.uow import UnitOfWork


def set_region_fact(uow: UnitOfWork, region: str, fact: str, value: Any, *, actor: str) -> None:
    """Set a value for every firm of a region, from now on."""
    put_region_fact(uow, region, fact, value)
    note(uow, actor=actor, act=f"region:{fact}", subject=region)


def install_defaults(uow: UnitOfWork, regions: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Say explicitly what a fresh installation assumes, e.g. 常态; what is set stays.

    Args:
        regions: Region path and its defaults as JSON values.
    """
    for region, defaults in regions:
        known = region_facts(uow.connection, region)
        for fact, value in defaults.items():
            if fact not in known:
                set_region_fact(uow, region, fact, value, actor="system")


def facts_of_region(uow: UnitOfWork, lineage: Iterable[str]) -> dict[str, RegionValue]:
    """What holds in a place: its own values first, then those of the places above it.

    Args:
        lineage: Region paths, nearest first.
    """
    places = tuple(lineage)
    return nearest_first(facts_of_regions(uow.connection, places), places)


def nearest_first(
    known: Mapping[str, Mapping[str, RegionValue]], lineage: Iterable[str]
) -> dict[str, RegionValue]:
    """The same, of what was read before: region → fact → value."""
    found: dict[str, RegionValue] = {}
    for region in lineage:
        for fact, value in known.get(region, {}).items():
            found.setdefault(fact, value)
    return found
