"""Firms handed over one by one and by spreadsheet, canned answers, what is undone.

Every kind of staff × own, parent, sister region and sector.
"""

import pytest

from bot.domain.bulk import Change, Plan
from bot.domain.staff import Appointment, RoleKind
from bot.services.assignments import assignments, own_firms
from bot.services.assignments import bulk_assignments as bulk
from bot.services.firms import verification
from bot.services.staff import canned_answers as canned
from bot.services.staff import departures
from bot.services.staff import route_keeping as routes
from bot.store.staff.canned_answers import Shelf
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.cases.district import CHINA
from tests.matrix import (
    NOBODY,
    Done,
    Line,
    Written,
    anywhere,
    disagreements,
    needs,
    over,
    seats_around,
    tells_apart,
    whole,
)
from tests.matrix import (
    TOWN as TOWN_SEAT,
)
from tests.staff.office import COUNTY, RULES, SISTER_TOWN, SLOT, TOWN, Office

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SECTOR = "industry"
NAME = "示例石材"
ASSIGNERS = over(RoleKind.DISPATCHER, RoleKind.ADMINISTRATOR)
VERIFIERS = over(RoleKind.UNIT, RoleKind.DISPATCHER)
ADMINISTRATOR = whole(RoleKind.ADMINISTRATOR)
KEEPER = whole(RoleKind.DISPATCHER)
AT_THE_DESK = dict.fromkeys((RoleKind.LIAISON, RoleKind.UNIT), frozenset({TOWN_SEAT}))
READERS = over(
    RoleKind.LIAISON,
    RoleKind.UNIT,
    RoleKind.DISPATCHER,
    RoleKind.INSPECTOR,
    RoleKind.ADMINISTRATOR,
)


class Things:
    """Firms of one sector of a town and who looks after them, a sheet that was read, answers."""

    def __init__(self, office: Office) -> None:
        self.office, self.chief = office, office.of(RoleKind.DISPATCHER, COUNTY)
        self.firm = office.firm(NAME, region=TOWN, sector=SECTOR)
        self.given = office.firm("示例纺织", region=TOWN, sector=SECTOR)
        self.worker = office.of(RoleKind.UNIT, TOWN)
        self.change = office.assigns(self.given, self.worker).change
        self.plan = Plan(
            "分工.xlsx", (Change(2, self.firm.id, self.worker.id, SLOT, None, None, {}),)
        )
        self.read = office.act(lambda uow: reads_sheet(uow, self.chief, self.plan))
        self.answer, self.removed = self.written("您好"), self.written("再见")
        office.act(lambda uow: canned.remove_answer(uow, self.chief, self.removed))
        self.departure = self.departs(office.of(RoleKind.UNIT, TOWN))

    def written(self, text: str) -> int:
        shelf = Shelf(TOWN)
        return self.office.act(lambda uow: canned.write_answer(uow, self.chief, shelf, text).id)

    def departs(self, leaver: OfficerCard) -> int:
        administrator = self.office.of(RoleKind.ADMINISTRATOR, COUNTY)
        left = self.office.act(lambda uow: departures.depart(uow, administrator, leaver.id, None))
        assert left.departure is not None
        return left.departure.id


def reads_sheet(uow: UnitOfWork, by: OfficerCard, plan: Plan) -> int:
    """A spreadsheet that somebody sent and that was read."""
    bulk_id = bulk.take_sheet(uow, by, 1)
    bulk.keep_plan(uow, by, bulk_id, plan)
    return bulk_id


def applies_own(uow: UnitOfWork, by: OfficerCard, it: Things) -> bulk.Done:
    """A sheet of one's own; a row that is not carried out counts as refused."""
    done = bulk.apply_sheet(uow, RULES, by, reads_sheet(uow, by, it.plan), CHINA)
    needs(done.handed)
    return done


def undoes_own(uow: UnitOfWork, by: OfficerCard, it: Things) -> bulk.Done:
    return bulk.undo_sheet(uow, by, applies_own(uow, by, it).bulk_id)


def finds(uow: UnitOfWork, by: OfficerCard) -> None:
    needs(own_firms.find_firms(uow, RULES, by, NAME).firms)


LINES: dict[str, Line] = {
    "ask who could have it": (
        ASSIGNERS,
        lambda uow, by, it: assignments.candidates(uow, RULES, by, it.firm.id),
    ),
    "assign": (
        ASSIGNERS,
        lambda uow, by, it: assignments.assign_firm(
            uow, RULES, by, it.firm.id, it.worker.id, slot=SLOT, reason="分工"
        ),
        Done("firm:assign"),
    ),
    "undo an assignment": (
        ASSIGNERS,
        lambda uow, by, it: assignments.undo_assignment(uow, RULES, by, it.given.id, it.change),
        Done("firm:assign:undo"),
    ),
    "ask who could take over": (
        ADMINISTRATOR,
        lambda uow, by, it: departures.heirs(uow, by, it.worker.id),
    ),
    "look at a departure before": (
        ADMINISTRATOR,
        lambda uow, by, it: departures.preview_departure(uow, by, it.worker.id, None),
    ),
    "see the routing table": (KEEPER, lambda uow, by, _: routes.lines_of(uow, by, TOWN)),
    "see its changes": (KEEPER, lambda uow, by, _: routes.changes_of(uow, by, TOWN)),
    "see the units of its lines": (KEEPER, lambda uow, by, _: routes.units_for(uow, by, TOWN)),
    "try a kind of case": (
        KEEPER,
        lambda uow, by, _: routes.example_of(uow, RULES, by, TOWN, "logistics", None),
    ),
    "open a firm to verify it": (
        VERIFIERS,
        lambda uow, by, it: verification.firm_to_verify(uow, RULES, by, it.firm.id),
    ),
    "find it among those to verify": (
        VERIFIERS,
        lambda uow, by, it: needs(
            it.firm.id in {e.id for e in verification.waiting_firms(uow, RULES, by, 0).firms}
        ),
    ),
    "undo a departure": (
        ADMINISTRATOR,
        lambda uow, by, it: departures.undo_departure(uow, by, it.departure),
        Done("depart:undo"),
    ),
    "take a sheet": (
        anywhere(RoleKind.DISPATCHER, RoleKind.ADMINISTRATOR),
        lambda uow, by, _: bulk.take_sheet(uow, by, 1),
        Written(),
    ),
    "apply one's own sheet": (ASSIGNERS, applies_own, Done("bulk:apply")),
    "undo one's own sheet": (ASSIGNERS, undoes_own, Done("bulk:undo")),
    "apply somebody else's sheet": (
        NOBODY,
        lambda uow, by, it: bulk.apply_sheet(uow, RULES, by, it.read, CHINA),
    ),
    "undo somebody else's sheet": (
        NOBODY,
        lambda uow, by, it: bulk.undo_sheet(uow, by, it.read),
    ),
    "use an answer of the desk": (
        {**KEEPER, **AT_THE_DESK},
        lambda uow, by, it: canned.answer_of(uow, by, it.answer),
    ),
    "see what it was": (
        {**KEEPER, **AT_THE_DESK},
        lambda uow, by, it: canned.versions(uow, by, it.answer),
    ),
    "change it": (
        KEEPER,
        lambda uow, by, it: canned.change_answer(uow, by, it.answer, "您好！"),
        Done("canned:change"),
    ),
    "remove it": (
        KEEPER,
        lambda uow, by, it: canned.remove_answer(uow, by, it.answer),
        Done("canned:remove"),
    ),
    "bring it back": (
        KEEPER,
        lambda uow, by, it: canned.bring_back(uow, by, it.removed),
        Done("canned:restore"),
    ),
    "find a firm": (READERS, lambda uow, by, _: finds(uow, by)),
}


def test_who_hands_over_whose_firms(office: Office) -> None:
    seats = seats_around(TOWN, SECTOR)
    assert disagreements(office, office.officer, seats, LINES, Things(office)) == []


def test_what_is_elsewhere_looks_as_if_it_were_not_there(office: Office) -> None:
    things = Things(office)
    by = office.officer(*(Appointment(kind, SISTER_TOWN) for kind in RoleKind))
    acts = {
        "firm": lambda uow, by, number: assignments.undo_assignment(
            uow, RULES, by, number, things.change
        ),
        "sheet": lambda uow, by, number: bulk.apply_sheet(uow, RULES, by, number, CHINA),
        "departure": departures.undo_departure,
        "answer": canned.remove_answer,
    }
    ids = {
        "firm": things.given.id,
        "sheet": things.read,
        "departure": things.departure,
        "answer": things.answer,
    }

    assert tells_apart(office, by, acts, ids) == []
