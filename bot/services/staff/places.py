"""Places within an administrator's reach, as they are typed."""

from bot.domain.staff import covers
from bot.services.firms.places import towns_of
from bot.services.staff.staff import managed_regions
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.spoken.divisions import COUNTY, divisions_of, town_named


def places_named(
    uow: UnitOfWork, rulebase: RuleBase, by: OfficerCard, text: str
) -> tuple[str, ...]:
    """The places that a text names in the regions whose staff somebody manages.

    Returns:
        None, one, or several that the text does not tell apart; only places of the rule base.

    Raises:
        NotYours: They are no administrator.
    """
    own = managed_regions(uow, by)
    counties = {"/".join(names_of(region)[:COUNTY]) for region in own}
    counties |= {path for path in rulebase.regions.places if len(names_of(path)) == COUNTY}
    named = ((county, town_named(towns_of(uow, county), text)) for county in sorted(counties))
    towns = [f"{county}/{town.name.zh}" for county, town in named if town is not None]
    found = towns or divisions_of(rulebase.regions).find(text)
    return tuple(
        path
        for path in found
        if rulebase.regions.nearest(path) and any(covers(region, path) for region in own)
    )
