"""Registers, applications and spot checks: every kind of staff × places, sectors."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from bot.domain.coverage_figures import Figure
from bot.domain.errors import NotYours
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import CheckResult
from bot.domain.staff import Appointment, RoleKind
from bot.services.registers.application_desk import (
    application_for_officer,
    ask_for_more,
    refuse,
    waiting_applications,
)
from bot.services.registers.changes import Change
from bot.services.registers.coverage_figures import figures_of, undo_figure, write_figure
from bot.services.registers.entries import set_value
from bot.services.registers.keepers import documents_kept
from bot.services.registers.lists import Shelf, roll_of
from bot.services.registers.registers import register_of_firm, register_of_place, registers_of_firm
from bot.services.registers.spot_checks import (
    check_for_officer,
    checks_of,
    draw,
    record,
    to_draw_from,
)
from bot.services.registers.undoing import take_back
from bot.store.firms.firms import FirmCard
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.document_registers import PREFIX
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, RULES, TOWN
from tests.matrix import (
    OVER,
    WHOLE,
    Done,
    Line,
    disagreements,
    needs,
    over,
    seats_around,
    tells_apart,
)
from tests.matrix import TOWN as TOWN_SEAT
from tests.registers.office import LIST, LOOP, STATE, WHY, Office

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SECTOR = "industry"
READERS = over(
    RoleKind.LIAISON,
    RoleKind.UNIT,
    RoleKind.DISPATCHER,
    RoleKind.INSPECTOR,
    RoleKind.ADMINISTRATOR,
)
KEEPERS = over(RoleKind.UNIT, RoleKind.DISPATCHER)
OF_THE_COUNTY = dict.fromkeys((RoleKind.UNIT, RoleKind.DISPATCHER), WHOLE - {TOWN_SEAT})
KEEPERS_OF_COUNTY = dict.fromkeys((RoleKind.UNIT, RoleKind.DISPATCHER), OVER - {TOWN_SEAT})
SHARE = Figure(Decimal("71.3"), date(2022, 6, 1), "县统计局月报")
OF_DOCUMENTS = OF_THE_COUNTY | {RoleKind.EDITOR: WHOLE - {TOWN_SEAT}}
DOCUMENT = f"{PREFIX}fangcheng-2022-06-22"
WHITELIST = RULES.registers.find(LIST, COUNTY)


class Things:
    """A firm that staff set on the list, one that is drawn, one that applied; all of one town."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.chief = office.its.officer()
        self.firm = self.listed()
        self.drawn = self.listed()
        self.check = office.act(
            lambda uow: draw(uow, RULES, self.chief, whitelist(), 30, "定期抽查")[0].check.id
        )
        self.figure = office.act(
            lambda uow: write_figure(uow, RULES, self.chief, whitelist(), SECTOR, SHARE).card.id
        )
        self.entry = office.sets(self.chief, LOOP, True, self.firm)
        self.state = office.sets(self.chief, STATE, "emergency")
        self.document = office.sets(self.chief, DOCUMENT, "2023-06-30")
        self.undrawn = self.listed()
        self.asking, self.asks = self.person()
        self.application = office.applies(self.asking).application.id

    def person(self) -> tuple[PersonCard, FirmCard]:
        return self.office.firm(sector=SECTOR)

    def listed(self) -> FirmCard:
        _, firm = self.person()
        self.office.sets(self.chief, LIST, "listed", firm)
        return firm


def whitelist():
    assert WHITELIST is not None
    return WHITELIST


def sets(uow: UnitOfWork, by: OfficerCard, fact: str, value: object, firm: FirmCard) -> int:
    card = register_of_firm(uow, RULES, by, fact, firm.id, lock=True)
    change = Change(value, None, WHY, 0, card.version)
    return set_value(uow, GROUND, card, change, f"officer:{by.id}")


def sets_state(uow: UnitOfWork, by: OfficerCard) -> int:
    card = register_of_place(uow, RULES, by, STATE, COUNTY, lock=True)
    change = Change("normal", None, WHY, 0, card.version)
    return set_value(uow, GROUND, card, change, f"officer:{by.id}")


def sets_until(uow: UnitOfWork, by: OfficerCard) -> int:
    card = register_of_place(uow, RULES, by, DOCUMENT, COUNTY, lock=True)
    change = Change("2023-12-31", None, WHY, 0, card.version)
    return set_value(uow, GROUND, card, change, f"officer:{by.id}")


def ids_of(firms: Iterable[FirmCard]) -> set[int]:
    return {each.id for each in firms}


def draws(uow: UnitOfWork, by: OfficerCard) -> None:
    """Who keeps the register for other firms has nobody to draw from."""
    try:
        draw(uow, RULES, by, whitelist(), 1, "定期抽查")
    except RegisterRefusal as refusal:
        if refusal.code is RegisterCode.NOBODY:
            raise NotYours("register") from refusal
        raise


LINES: dict[str, Line] = {
    "see what is set of a firm": (
        READERS,
        lambda uow, by, it: register_of_firm(uow, RULES, by, LIST, it.firm.id),
    ),
    "see all that is set of a firm": (
        READERS,
        lambda uow, by, it: registers_of_firm(uow, RULES, by, it.firm.id),
    ),
    "set": (
        KEEPERS,
        lambda uow, by, it: sets(uow, by, LIST, "none", it.firm),
        Done("register:whitelist_status"),
    ),
    "take back": (
        KEEPERS,
        lambda uow, by, it: take_back(uow, GROUND, by, it.entry),
        Done("register:closed_loop:undo"),
    ),
    "set a county's": (
        OF_THE_COUNTY,
        lambda uow, by, _: sets_state(uow, by),
        Done("register:area_state"),
    ),
    "take a county's back": (
        OF_THE_COUNTY,
        lambda uow, by, it: take_back(uow, GROUND, by, it.state),
        Done("register:area_state:undo"),
    ),
    "find a document": (
        OF_DOCUMENTS,
        lambda uow, by, _: needs(documents_kept(uow, RULES, by)),
    ),
    "say until when a document holds": (
        OF_DOCUMENTS,
        lambda uow, by, _: sets_until(uow, by),
        Done(f"register:{DOCUMENT}"),
    ),
    "take back what was said of a document": (
        OF_DOCUMENTS,
        lambda uow, by, it: take_back(uow, GROUND, by, it.document),
        Done(f"register:{DOCUMENT}:undo"),
    ),
    "see an application": (
        KEEPERS,
        lambda uow, by, it: application_for_officer(uow, RULES, by, it.application),
    ),
    "ask for more": (
        KEEPERS,
        lambda uow, by, it: ask_for_more(uow, RULES, by, it.application, "请补预案"),
        Done("application:ask"),
    ),
    "refuse": (
        KEEPERS,
        lambda uow, by, it: refuse(uow, RULES, by, it.application, "没有预案"),
        Done("application:refuse"),
    ),
    "grant": (
        KEEPERS,
        lambda uow, by, it: sets(uow, by, LIST, "listed", it.asks),
        Done("register:whitelist_status"),
    ),
    "find on the roll": (
        KEEPERS,
        lambda uow, by, it: needs(
            it.firm.id in ids_of(roll_of(uow, RULES, by, whitelist()).firms[Shelf.LISTED])
        ),
    ),
    "find an application": (
        KEEPERS,
        lambda uow, by, it: needs(
            it.application in {each.id for each in waiting_applications(uow, RULES, by)}
        ),
    ),
    "find a spot check": (
        KEEPERS,
        lambda uow, by, it: needs(
            it.check in {each.check.id for each in checks_of(uow, RULES, by, whitelist())}
        ),
    ),
    "find what can be drawn": (
        KEEPERS,
        lambda uow, by, it: needs(
            it.undrawn.id in ids_of(to_draw_from(uow, RULES, by, whitelist()))
        ),
    ),
    "draw": (KEEPERS, lambda uow, by, _: draws(uow, by), Done("spot_check:whitelist_status:1")),
    "write how much is covered": (
        KEEPERS_OF_COUNTY,
        lambda uow, by, _: write_figure(uow, RULES, by, whitelist(), SECTOR, SHARE),
        Done("coverage:whitelist_status"),
    ),
    "take back how much is covered": (
        KEEPERS_OF_COUNTY,
        lambda uow, by, it: undo_figure(uow, RULES, by, it.figure),
        Done("coverage:whitelist_status:undo"),
    ),
    "read how much is covered": (
        KEEPERS_OF_COUNTY,
        lambda uow, by, it: needs(
            it.figure in {each.card.id for each in figures_of(uow, RULES, by, whitelist())}
        ),
    ),
    "see a spot check": (
        KEEPERS,
        lambda uow, by, it: check_for_officer(uow, RULES, by, it.check),
    ),
    "record a spot check": (
        KEEPERS,
        lambda uow, by, it: record(uow, RULES, by, it.check, CheckResult.KEPT),
        Done("spot_check:kept"),
    ),
}


def test_who_keeps_which_register_for_whom(office: Office) -> None:
    its, seats = office.its, seats_around(TOWN, SECTOR)
    assert disagreements(its, its.appointed, seats, LINES, Things(office)) == []


def test_what_is_kept_elsewhere_looks_as_if_it_were_not_there(office: Office) -> None:
    things = Things(office)
    by = office.its.appointed(Appointment(RoleKind.DISPATCHER, ELSEWHERE))
    acts = {
        "firm": lambda uow, by, number: register_of_firm(uow, RULES, by, LIST, number),
        "entry": lambda uow, by, number: take_back(uow, GROUND, by, number),
        "county's entry": lambda uow, by, number: take_back(uow, GROUND, by, number),
        "document's entry": lambda uow, by, number: take_back(uow, GROUND, by, number),
        "application": lambda uow, by, number: refuse(uow, RULES, by, number, "没有预案"),
        "figure": lambda uow, by, number: undo_figure(uow, RULES, by, number),
        "check": lambda uow, by, number: record(uow, RULES, by, number, CheckResult.KEPT),
    }
    ids = {
        "firm": things.firm.id,
        "entry": things.entry,
        "county's entry": things.state,
        "document's entry": things.document,
        "application": things.application,
        "figure": things.figure,
        "check": things.check,
    }

    assert tells_apart(office.its, by, acts, ids) == []
