"""Where those who come to a firm are from, as far as their line and the rules say it."""

from bot.domain.members import Right
from bot.services.arrivals.people_lists import PeopleList
from bot.services.firms.firms import firm_of
from bot.services.firms.places import towns_of
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from policies.regions import names_of
from policies.rulebase import RuleBase
from policies.spoken.divisions import COUNTY
from policies.spoken.origins import origin_outside


def outside_named(
    uow: UnitOfWork, rulebase: RuleBase, person: PersonCard, of: PeopleList, line: str
) -> str | None:
    """The place outside of the firm's own that a line names, where that answers a field.

    Returns:
        The place as it was written; None if the line or the rules say nothing.

    Raises:
        NotYours: They keep no duties of the firm.
    """
    origin = None if of.people is None else of.people.origin
    if origin is None:
        return None
    home = firm_of(uow, person, Right.DUTY).region
    towns = towns_of(uow, "/".join(names_of(home)[:COUNTY]))
    return origin_outside(rulebase.regions, home, origin.level, line, towns)
