"""Callback data is untrusted: whatever is pressed, the answer is a sentence and no failure."""

import pytest

from bot.domain.staff import Appointment, RoleKind
from bot.store.database import Database
from bot.store.staff.staff import holders_above
from bot.store.vault import Vault
from handlers.desk.assignments import care
from handlers.desk.staff import invite as staff_invite
from handlers.desk.staff import leave, staff
from handlers.desk.staff import leaving as staff_leaving
from tests.cases.district import COUNTY, District
from tests.cases.two_bots import two_bots
from tests.conftest import FRIDAY_MORNING

PARTS = (care, leave, staff, staff_invite, staff_leaving)
NAMES = [name for part in PARTS for name in part.BUTTONS]
ARGUMENTS = {
    RoleKind.ADMINISTRATOR: ("", ":4711:x", ":1:assigned_officer:2:0"),
    RoleKind.EDITOR: (":1:2:0:0",),
}
DIGESTS = (
    "digest:cases:1:0:open:00010101:2",
    "digest:cases:1:x:open:20220715:2",
    "digest:cases:1:0:nothing:20220715:2",
    "digest:cases:1:0:open:20220715:2:999999999999999999",
    "digest:cases:999999999999999999:0:open:20220715:2",
    "digest:unit:1:999999999999999999:20220715",
    "digest:unit:1:g:20220230",
    "digest:units:1:20220715:999999999999999999",
    "digest:week:1:999999999999999999",
    "digest:week:1:-1",
    "digest:show",
    "digest:case:4711",
    "digest:sheet:1:20220715",
    "digest:table:1",
    "digest:stars:1:999999999999999999",
    "headed:cases:1:0:open:20220715:2",
    "headed:sheet:1:20220715",
    "headed:week:1:0",
    "headed:stars:1",
)
BROKEN = "程序出错"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", ARGUMENTS)
async def test_forged_buttons_are_answered_and_harm_nobody(
    database: Database, vault: Vault, kind: RoleKind
) -> None:
    district = District(database, vault, FRIDAY_MORNING)
    officer = district.appointed(Appointment(kind, COUNTY))
    other = district.appointed(Appointment(RoleKind.ADMINISTRATOR, COUNTY))
    async with two_bots(district) as stage:
        seat = stage.seat("desk", officer.chat_id)
        await seat.says("/start")
        for data in (f"{name}{more}" for name in NAMES for more in ARGUMENTS[kind]):
            said = await seat.presses(data, seat.screens[0])
            assert not [each for each in said if BROKEN in each], data
    held = district.act(lambda uow: holders_above(uow, COUNTY, [RoleKind.ADMINISTRATOR]))
    assert other in [each for each, _ in held]


async def test_forged_buttons_of_digests_are_answered(database: Database, vault: Vault) -> None:
    district = District(database, vault, FRIDAY_MORNING)
    chief = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY))
    async with two_bots(district) as stage:
        seat = stage.seat("desk", chief.chat_id)
        await seat.says("/today")
        for data in DIGESTS:
            said = await seat.presses(data, seat.screens[0])
            assert said
            assert not [each for each in said if BROKEN in each], data
