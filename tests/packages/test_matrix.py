"""Who makes a package, counts it and looks at an example: every kind of staff from every seat."""

import pytest

from bot.domain.broadcasts import Content, Urgency
from bot.domain.packages import Nothing
from bot.domain.staff import RoleKind
from bot.services.broadcasts import broadcasts
from bot.services.packages.broadcasts import example_profile, package_to_count, put_package
from bot.store.broadcasts.broadcasts import broadcast_by_id
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.broadcasts.house import GROUND, House
from tests.matrix import Done, Line, disagreements, needs, seats_around, tells_apart, whole
from tests.packages.post import Post
from tests.staff.office import COUNTY, TOWN

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

EDITOR = whole(RoleKind.EDITOR)
STEERS = whole(RoleKind.EDITOR, RoleKind.APPROVER, RoleKind.DISPATCHER)


def packs(uow: UnitOfWork, by: OfficerCard) -> int:
    made = broadcasts.draft_broadcast(uow, GROUND, by, TOWN, Urgency.NOTICE).record.id
    return put_package(uow, GROUND, by, made, Nothing.SKIP).record.id


LINES: dict[str, Line] = {
    "make": (EDITOR, lambda uow, by, _: packs(uow, by), Done("broadcast:content")),
    "count": (
        EDITOR,
        lambda uow, by, _: package_to_count(uow, by, packs(uow, by)),
        Done("broadcast:content"),
    ),
    "see an example": (
        STEERS,
        lambda uow, by, it: needs(
            [example_profile(uow, GROUND, by, broadcast_by_id(uow, it)) is not None]
        ),
    ),
}
OWN = {
    "make": lambda uow, by, it: put_package(uow, GROUND, by, it, Nothing.TELL),
}


def _draft(post: Post) -> int:
    house = House(post.office, place=TOWN)
    house.office.firm(region=TOWN)
    return house.submitted(Content("您好", "Hello"))


def test_every_kind_of_staff_from_every_seat(post: Post) -> None:
    seats = seats_around(TOWN, "industry")
    assert disagreements(post.office, post.office.officer, seats, LINES, _draft(post)) == []


def test_what_somebody_else_writes_is_as_if_it_were_not_there(post: Post) -> None:
    colleague = post.office.of(RoleKind.EDITOR, COUNTY)
    draft = House(post.office, place=TOWN).drafted(Content("您好", "Hello"))
    assert tells_apart(post.office, colleague, OWN, dict.fromkeys(OWN, draft)) == []
