"""Who writes, approves, steers and sees broadcasts: every kind of staff from every seat."""

from datetime import timedelta

import pytest

from bot.domain.audiences import Audience
from bot.domain.broadcast_changes import Kind, Way
from bot.domain.broadcasts import Content, Urgency
from bot.domain.staff import RoleKind
from bot.services.broadcasts import (
    approving,
    broadcasts,
    changes,
    figures,
    judging,
    scheduling,
    steering,
    trust,
)
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.broadcasts.house import GROUND, House
from tests.matrix import (
    Done,
    Line,
    Written,
    disagreements,
    needs,
    seats_around,
    tells_apart,
    whole,
)
from tests.staff.office import COUNTY, TOWN

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TEXT = Content("您好", "Hello")
EDITOR = whole(RoleKind.EDITOR)
APPROVER = whole(RoleKind.APPROVER)
STEERS = whole(RoleKind.EDITOR, RoleKind.APPROVER, RoleKind.DISPATCHER)


class Things:
    """A broadcast of a town in each state."""

    def __init__(self, house: House) -> None:
        house.office.firm(region=TOWN)
        house.place = TOWN
        self.draft, self.submitted, self.held = (
            house.drafted(),
            house.submitted(),
            house.approved(),
        )
        self.digest = house.card(self.submitted).record.digest
        held = house.approved()
        self.sending, self.paused = house.approved(), house.approved()
        house.act(lambda uow: approving.stop(uow, house.author, held))
        house.office.wait(minutes=10)
        house.tick()
        house.act(lambda uow: steering.pause(uow, house.author, self.paused))
        self.urgent = house.begun(urgency=Urgency.URGENT)
        house.office.wait(minutes=-20)
        self.held = house.approved()
        self.now = house.office.now


def writes(uow: UnitOfWork, by: OfficerCard) -> int:
    made = broadcasts.draft_broadcast(uow, GROUND, by, TOWN, Urgency.NOTICE).record.id
    broadcasts.put_content(uow, by, made, TEXT)
    broadcasts.put_urgency(uow, by, made, Urgency.URGENT)
    broadcasts.put_audience(uow, GROUND, by, made, Audience(TOWN), 1)
    return made


def _correction(uow: UnitOfWork, by: OfficerCard, it: Things) -> int:
    return changes.begin_change(uow, by, it.sending, Kind.CORRECTION).record.id


LINES: dict[str, Line] = {
    "write": (EDITOR, lambda uow, by, _: writes(uow, by), Done("broadcast:audience")),
    "submit": (
        EDITOR,
        lambda uow, by, _: broadcasts.submit(uow, GROUND, by, writes(uow, by)),
        Done("broadcast:submit"),
    ),
    "approve": (
        APPROVER,
        lambda uow, by, it: approving.approve(uow, GROUND, by, it.submitted, it.digest),
        Done("broadcast:approve"),
    ),
    "send back": (
        APPROVER,
        lambda uow, by, it: approving.send_back(uow, by, it.submitted, "日期不对"),
        Done("broadcast:send_back"),
    ),
    "stop": (STEERS, lambda uow, by, it: approving.stop(uow, by, it.held), Done("broadcast:stop")),
    "pause": (
        STEERS,
        lambda uow, by, it: steering.pause(uow, by, it.sending),
        Done("broadcast:pause"),
    ),
    "resume": (
        STEERS,
        lambda uow, by, it: steering.resume(uow, GROUND, by, it.paused),
        Done("broadcast:resume"),
    ),
    "cancel": (
        STEERS,
        lambda uow, by, it: steering.cancel(uow, by, it.paused),
        Done("broadcast:cancel"),
    ),
    "set a time": (
        EDITOR,
        lambda uow, by, it: scheduling.put_time(
            uow, by, writes(uow, by), it.now + timedelta(days=1)
        ),
        Done("broadcast:schedule"),
    ),
    "correct": (
        EDITOR,
        lambda uow, by, it: changes.begin_change(uow, by, it.sending, Kind.CORRECTION),
        Done("broadcast:correction"),
    ),
    "withdraw": (
        EDITOR,
        lambda uow, by, it: changes.begin_change(uow, by, it.paused, Kind.WITHDRAWAL),
        Done("broadcast:withdrawal"),
    ),
    "say how a correction comes": (
        EDITOR,
        lambda uow, by, it: changes.put_way(uow, by, _correction(uow, by, it), Way.ANEW),
        Done("broadcast:way"),
    ),
    "look at what went urgently": (
        APPROVER,
        lambda uow, by, it: trust.look_over(uow, by, it.urgent),
        Done("broadcast:look_over"),
    ),
    "see what went urgently": (
        APPROVER,
        lambda uow, by, _: needs(figures.broadcasts_of(uow, by).to_look_over),
    ),
    "ask verdicts anew": (
        STEERS,
        lambda uow, by, it: judging.audience_to_judge(uow, by, it.submitted),
    ),
    "keep verdicts": (
        STEERS,
        lambda uow, by, it: judging.keep_anew(uow, by, it.submitted, Audience(TOWN), frozenset()),
        Written(),
    ),
    "cancel a draft": (
        EDITOR,
        lambda uow, by, _: steering.cancel(uow, by, writes(uow, by)),
        Done("broadcast:cancel"),
    ),
    "see a draft of somebody else": (
        APPROVER,
        lambda uow, by, it: figures.card_of(uow, by, it.draft),
    ),
    "see what is handed in": (
        STEERS,
        lambda uow, by, it: figures.card_of(uow, by, it.submitted),
    ),
    "see figures": (STEERS, lambda uow, by, it: figures.figures_of(uow, by, it.sending)),
    "see what is under way": (
        STEERS,
        lambda uow, by, _: needs(figures.broadcasts_of(uow, by).under_way),
    ),
}
OWN = {
    "time": lambda uow, by, it: scheduling.put_time(uow, by, it, None),
    "way": lambda uow, by, it: changes.put_way(uow, by, it, Way.ANEW),
    "content": lambda uow, by, it: broadcasts.put_content(uow, by, it, TEXT),
    "urgency": lambda uow, by, it: broadcasts.put_urgency(uow, by, it, Urgency.URGENT),
    "audience": lambda uow, by, it: broadcasts.put_audience(
        uow, GROUND, by, it, Audience(TOWN), 1
    ),
    "submit": lambda uow, by, it: broadcasts.submit(uow, GROUND, by, it),
    "cancel": steering.cancel,
}


def test_every_kind_of_staff_from_every_seat(house: House) -> None:
    things = Things(house)
    seats = seats_around(TOWN, "industry")
    wrong = disagreements(house.office, house.office.officer, seats, LINES, things)
    assert wrong == []


def test_what_somebody_else_writes_is_as_if_it_were_not_there(house: House) -> None:
    things = Things(house)
    colleague = house.office.of(RoleKind.EDITOR, COUNTY)
    assert tells_apart(house.office, colleague, OWN, dict.fromkeys(OWN, things.draft)) == []
