"""Who chooses, saves and looks into audiences: every kind of staff; nobody beyond their region."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain.audience_rules import FactRule, FactTest, PlaceRule
from bot.domain.audiences import Audience
from bot.domain.broadcasts import Urgency
from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale
from bot.domain.staff import Appointment, RoleKind
from bot.services.audiences import saved_audiences as saved
from bot.services.audiences.audiences import examples_of, firms_of
from bot.services.audiences.choices import check_audience
from bot.services.broadcasts.broadcasts import draft_broadcast
from bot.services.duties.errands import Ground
from bot.store.database import Database
from bot.store.vault import Vault
from handlers.desk.broadcasts import audience_screens
from tests.cases.district import District
from tests.cases.two_bots import two_bots
from tests.conftest import FRIDAY_MORNING
from tests.matrix import Done, Line, disagreements, needs, seats_around, tells_apart, whole
from tests.staff.office import COUNTY, RULES, SISTER, TOWN, Office

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

GROUND = Ground(RULES, ZoneInfo("Asia/Shanghai"))
EDITORS = whole(RoleKind.EDITOR)
SEES = whole(RoleKind.EDITOR, RoleKind.APPROVER, RoleKind.DISPATCHER)
HERE = Audience(TOWN)
BROKEN = "程序出错"

LINES: dict[str, Line] = {
    "choose": (EDITORS, lambda uow, by, _: check_audience(uow, RULES, by, HERE, TOWN)),
    "save": (
        EDITORS,
        lambda uow, by, _: saved.save(uow, RULES, by, HERE, "乙"),
        Done("audience:save"),
    ),
    "list": (EDITORS, lambda uow, by, _: needs(saved.saved_of(uow, by, TOWN))),
    "look": (EDITORS, lambda uow, by, it: needs(saved.saved_for(uow, by, it))),
    "use": (EDITORS, lambda uow, by, it: saved.to_use(uow, RULES, by, it)),
    "rename": (
        EDITORS,
        lambda uow, by, it: saved.rename(uow, by, it, "丙"),
        Done("audience:rename"),
    ),
    "delete": (
        EDITORS,
        lambda uow, by, it: needs(saved.drop(uow, by, it)),
        Done("audience:delete"),
    ),
    "examples": (SEES, lambda uow, by, _: needs(examples_of(uow, GROUND, by, HERE))),
    "examples with places": (SEES, lambda uow, by, _: needs(firms_of(uow, GROUND, by, HERE))),
}


@pytest.fixture
def office(database: Database, vault: Vault) -> Office:
    return Office(database, vault, FRIDAY_MORNING)


def test_every_kind_of_staff_from_every_seat(office: Office) -> None:
    office.firm(region=TOWN)
    editor = office.of(RoleKind.EDITOR)
    kept = office.act(lambda uow: saved.save(uow, RULES, editor, HERE, "甲")).id

    assert disagreements(office, office.officer, seats_around(TOWN, "industry"), LINES, kept) == []


def test_what_is_saved_elsewhere_is_as_if_it_were_not_there(office: Office) -> None:
    editor, other = office.of(RoleKind.EDITOR), office.of(RoleKind.EDITOR, SISTER)
    kept = office.act(lambda uow: saved.save(uow, RULES, editor, HERE, "甲")).id
    acts = {name: LINES[name][1] for name in ("look", "use", "rename", "delete")}

    assert tells_apart(office, other, acts, dict.fromkeys(acts, kept)) == []


@pytest.mark.parametrize(
    "audience",
    [
        Audience(SISTER),
        Audience(COUNTY.rpartition("/")[0]),
        Audience(COUNTY, (PlaceRule(frozenset({SISTER})),)),
        Audience(COUNTY, (FactRule("weather", FactTest.STATED),)),
        Audience(COUNTY, (FactRule("sector", FactTest.ANY, frozenset({"banking"})),)),
        Audience(COUNTY, (FactRule("sector", FactTest.BOUNDS, least=1),)),
    ],
)
def test_no_audience_goes_beyond_the_region_or_the_rules(
    office: Office, audience: Audience
) -> None:
    editor = office.of(RoleKind.EDITOR)

    with pytest.raises((NotYours, Stale)):
        office.act(lambda uow: check_audience(uow, RULES, editor, audience, COUNTY))


def test_a_name_is_one_and_only_one(office: Office) -> None:
    editor = office.of(RoleKind.EDITOR)
    kept = office.act(lambda uow: saved.save(uow, RULES, editor, Audience(COUNTY), "工业"))
    wrong = {
        " 工业 ": AnswerCode.NOT_OFFERED,
        "…": AnswerCode.NOT_UNDERSTOOD,
        "业" * 21: "too_long",
    }
    for name, code in wrong.items():
        with pytest.raises(BadAnswer) as raised:
            office.act(lambda uow, name=name: saved.save(uow, RULES, editor, HERE_TOO, name))
        assert raised.value.code == code
    office.act(lambda uow: saved.drop(uow, editor, kept.id))
    office.act(lambda uow: saved.save(uow, RULES, editor, HERE_TOO, "工业"))

    assert [each.name for each in office.act(lambda uow: saved.saved_of(uow, editor, COUNTY))] == [
        "工业"
    ]


HERE_TOO = Audience(COUNTY)
ARGUMENTS = (
    "",
    ":x",
    ":4711",
    ":2",
    ":1",
    ":1:in",
    ":1:out:0:0",
    ":1:in:lists",
    ":1:in:999999999999999999:x",
    ":1:sideways:0",
    ":1:in:P-FC-01:match",
    ":1:in:P-FC-01:x",
    ":1:owner",
    ":1:999999999999999999",
)


async def test_forged_buttons_are_answered_and_reach_nobody_elses(
    database: Database, vault: Vault
) -> None:
    district = District(database, vault, FRIDAY_MORNING)
    editor = district.appointed(Appointment(RoleKind.EDITOR, COUNTY))
    other = district.appointed(Appointment(RoleKind.EDITOR, SISTER))
    for by, region in ((editor, COUNTY), (other, SISTER)):
        district.act(
            lambda uow, by=by, region=region: draft_broadcast(
                uow, GROUND, by, region, Urgency.NOTICE
            )
        )
    async with two_bots(district) as stage:
        seat = stage.seat("desk", editor.chat_id)
        await seat.says("/start")
        for name in audience_screens.BUTTONS:
            await seat.presses("aud:open:1", seat.screens[0])
            for more in ARGUMENTS:
                said = await seat.presses(f"{name}{more}", seat.screens[0])
                assert not [each for each in said if BROKEN in each], f"{name}{more}"
                assert not [each for each in said if "社旗" in each or "#2" in each], (
                    f"{name}{more}"
                )
