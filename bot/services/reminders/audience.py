"""Who hears what is said unprompted about samplings: of a firm, and which officers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.quiet import QuietHours
from bot.domain.reminders import StageName
from bot.services.reminders.wording import Render
from bot.services.staff.absences import stands_in
from bot.services.testing.cards import Reminded
from bot.services.testing.rhythms import quiet_hours
from bot.store.reminders.listeners import (
    Listener,
    carers_by_firm,
    members_of_firms,
    officers_near,
    officers_to_tell,
    regions_of_firms,
)
from bot.store.uow import UnitOfWork


@dataclass
class Audience:
    """Who is spoken to about these firms at one moment, read once for a whole batch.

    Attributes:
        officers: Who hears what is overdue, by firm.
    """

    now: datetime
    members: Mapping[int, list[Listener]]
    regions: Mapping[int, str]
    quiet: Mapping[str, QuietHours]
    officers: Mapping[int, Sequence[Listener]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    care: Mapping[int, int] = field(default_factory=dict)

    def listeners(self, message: Reminded) -> list[Listener]:
        """Who hears it: whoever looks after the group, when it is overdue the owners too.

        Everybody, if it is nobody's in particular, or if that person cannot be reached.
        """
        group, overdue = message.first.group, message.first.stage.name is StageName.OVERDUE
        everybody, person = self.members.get(group.firm_id, []), self.care.get(group.id)
        if all(each.id != person for each in everybody):
            return everybody
        return [each for each in everybody if each.id == person or (overdue and each.is_owner)]

    def quiet_of(self, firm_id: int) -> QuietHours:
        """When the firm is not to be woken."""
        return self.quiet[self.regions[firm_id]]


def audience_of(uow: UnitOfWork, render: Render, firm_ids: Collection[int]) -> Audience:
    """Read who belongs to these firms, and when they sleep."""
    regions = regions_of_firms(uow.connection, firm_ids)
    places = set(regions.values())
    return Audience(
        now=uow.now,
        members=members_of_firms(uow.connection, firm_ids),
        regions=regions,
        quiet={place: quiet_hours(render.rulebase, place, render.zone) for place in places},
    )


def officers_of(
    uow: UnitOfWork, audience: Audience, firm_ids: Collection[int]
) -> dict[int, tuple[Listener, ...]]:
    """Who is told of these firms: their own officers, or who stands in, and the place's."""
    carers = carers_by_firm(uow.connection, firm_ids)
    officers = {officer for each in carers.values() for officer in each}
    acting = {officer: stands_in(uow, officer, uow.now) for officer in officers}
    known = officers_to_tell(uow.connection, {each for each in acting.values() if each})
    near = officers_near(uow.connection, {audience.regions[firm_id] for firm_id in firm_ids})
    found: dict[int, tuple[Listener, ...]] = {}
    for firm_id in firm_ids:
        own = (known.get(acting[officer] or 0) for officer in carers.get(firm_id, ()))
        both = (*(each for each in own if each), *near[audience.regions[firm_id]])
        found[firm_id] = tuple({each.id: each for each in both}.values())
    return found
