"""Who asks for confirmation, counts, and hands on the silent: every kind of staff and seat."""

from dataclasses import replace

import pytest

from bot.domain.broadcast_terms import Terms
from bot.domain.errors import NotYours
from bot.domain.staff import Appointment, RoleKind
from bot.services.broadcasts import chasing, statistics, terms, towns
from bot.services.digests.headquarters import heads
from tests.broadcasts.house import CONTENT, GROUND
from tests.broadcasts.street import RECEIPT, Street
from tests.broadcasts.test_matrix import EDITOR, STEERS, writes
from tests.matrix import Done, Line, disagreements, seats_around, tells_apart
from tests.staff.office import COUNTY, TOWN

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Things:
    """A broadcast of a town that asks for confirmation and is sent, and one being written."""

    def __init__(self, street: Street) -> None:
        street.office.firm(region=TOWN)
        street.place = TOWN
        self.after = street.after
        self.sent = street.sent(RECEIPT)
        self.draft = street.drafted(replace(CONTENT, terms=RECEIPT))


LINES: dict[str, Line] = {
    "ask for confirmation": (
        EDITOR,
        lambda uow, by, _: terms.put_terms(uow, GROUND, by, writes(uow, by), RECEIPT),
        Done("broadcast:content"),
    ),
    "see statistics": (STEERS, lambda uow, by, it: statistics.statistics_of(uow, by, it.sent)),
    "export the ledger": (STEERS, lambda uow, by, it: statistics.ledger_of(uow, by, it.sent)),
    "see towns": (STEERS, lambda uow, by, it: towns.towns_of(uow, GROUND, by, it.sent)),
    "hand lists": (
        STEERS,
        lambda uow, by, it: chasing.hand_now(uow, it.after, by, it.sent, 0),
        Done("broadcast:hand"),
    ),
}


def test_every_kind_of_staff_from_every_seat(street: Street) -> None:
    things = Things(street)
    seats = seats_around(TOWN, "industry")
    assert disagreements(street.office, street.office.officer, seats, LINES, things) == []


def test_what_somebody_else_writes_is_as_if_it_were_not_there(street: Street) -> None:
    things = Things(street)
    colleague = street.office.of(RoleKind.EDITOR, COUNTY)
    own = {"terms": lambda uow, by, it: terms.put_terms(uow, GROUND, by, it, Terms())}
    assert tells_apart(street.office, colleague, own, {"terms": things.draft}) == []


def test_headquarters_see_the_towns_of_their_region_and_nothing_else(street: Street) -> None:
    things = Things(street)
    roles = GROUND.rulebase.regions.nearest(COUNTY)
    assert roles is not None
    units = [street.office.unit(role, role) for role in roles.roles]
    heading = [unit for unit in units if heads(GROUND, unit)]
    assert heading
    for unit in units:
        chief = street.office.officer(Appointment(RoleKind.UNIT, COUNTY, unit_id=unit.id))
        if unit in heading:
            _, counts = street.act(
                lambda uow, by=chief: towns.towns_of(uow, GROUND, by, things.sent)
            )
            assert len(counts) == 1
        else:
            with pytest.raises(NotYours):
                street.act(lambda uow, by=chief: towns.towns_of(uow, GROUND, by, things.sent))
        with pytest.raises(NotYours):
            street.act(lambda uow, by=chief: statistics.statistics_of(uow, by, things.sent))
