"""Callback data is untrusted: whatever is pressed, the answer is a sentence and no failure."""

import pytest

from bot.domain.staff import Appointment, RoleKind
from bot.store.database import Database
from bot.store.staff import holders_above
from bot.store.vault import Vault
from handlers.desk import care, leave, staff, staff_invite, staff_leaving
from tests.cases.district import COUNTY, District
from tests.cases.two_bots import two_bots
from tests.conftest import FRIDAY_MORNING

PARTS = (care, leave, staff, staff_invite, staff_leaving)
NAMES = [name for part in PARTS for name in part.BUTTONS]
ARGUMENTS = {
    RoleKind.ADMINISTRATOR: ("", ":4711:x", ":1:assigned_officer:2:0"),
    RoleKind.EDITOR: (":1:2:0:0",),
}
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
