"""What nobody takes is told again: one message an officer, and never two of them in a chat."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.case_bells import next_bell, on_grid
from bot.domain.staff import Appointment, RoleKind
from bot.domain.workdays import is_working_day
from bot.domain.worktime import WorkTime
from bot.services.cases import handling as case_handling
from bot.services.cases.backlog import Backlog, backlog_of
from bot.services.cases.clockwork import CaseClockwork, fire_clocks
from bot.services.cases.waiting import fire_bells
from bot.store.columns import real_now
from bot.store.outbox import OUTBOX, PLACE, OutboxState
from bot.store.staff.absences import add_absence
from handlers.notices.case_rings import tell_of
from handlers.notices.case_waiting import bells_of
from tests.cases.county import URGENT_TRUCK, County
from tests.cases.district import CHINA, COUNTY, GROUND, RULES, TOWN, District

WORK = WorkTime(CHINA, is_working_day)


def at(day: int, hour: int, minute: int = 0, month: int = 7) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


class Chats:
    """Lets time pass, and delivers: what is in a chat afterwards, each message with its sound."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.shown: dict[int, dict[int, tuple[str, bool]]] = {}
        self.calls: list[tuple[datetime, int, str, bool]] = []

    def wait(self, until: datetime, *, delivers: bool = True) -> None:
        clockwork = CaseClockwork(GROUND, tell_of(RULES, CHINA))
        while self.district.now < until:
            self.district.now = min(until, self.district.now + timedelta(minutes=5))
            while self.district.act(lambda uow: fire_clocks(uow, clockwork)):
                pass
            while self.district.act(lambda uow: fire_bells(uow, bells_of(GROUND))):
                pass
            if delivers:
                self.deliver()

    def deliver(self) -> None:
        ready = select(OUTBOX).where(OUTBOX.c.state == OutboxState.READY).order_by(OUTBOX.c.id)
        rows = self.district.act(lambda uow: uow.connection.execute(ready).all())
        for row in rows:
            said = json.loads(self.district.vault.open(PLACE, row.uid, row.payload))
            self._show(row, said)
        sent = {"state": OutboxState.SENT, "live": False, "message_id": OUTBOX.c.id}
        gone = update(OUTBOX).where(OUTBOX.c.state == OutboxState.READY)
        self.district.act(
            lambda uow: uow.connection.execute(gone.values(**sent, settled_at=real_now()))
        )

    def _show(self, row, said: dict) -> None:
        chat, silent = self.shown.setdefault(row.chat_id, {}), "disable_notification" in said
        if row.method == "deleteMessage":
            del chat[said["message_id"]]
        elif row.method == "editMessageText":
            chat[said["message_id"]] = (said["text"], True)
        else:
            chat[row.id] = (said["text"], not silent)
            self.calls.append((self.district.now, row.chat_id, said["text"], silent))

    def age(self, hours: float) -> None:
        older = update(OUTBOX).values(settled_at=OUTBOX.c.settled_at - hours * 3600)
        self.district.act(lambda uow: uow.connection.execute(older))

    def bells(self, chat_id: int) -> list[str]:
        return [text for text, _ in self.shown.get(chat_id, {}).values() if "诉求" in text]

    def rung(self, chat_id: int, what: str = "件诉求") -> Iterator[tuple[str, bool]]:
        """When, on the wall; whether with a sound."""
        for moment, chat, text, silent in self.calls:
            if chat == chat_id and what in text:
                yield f"{moment.astimezone(CHINA):%d %H:%M}", not silent


@pytest.fixture
def chats(district: District) -> Chats:
    return Chats(district)


def opens_three(county: County) -> None:
    owner = county.district.speaks_for_firm(region=TOWN)
    for _ in range(3):
        county.opens(owner)
        county.district.wait(minutes=7)
    county.district.wait(minutes=-1)


def test_what_can_wait_is_one_message_each_half_hour_of_office_time(
    district: District, chats: Chats
) -> None:
    county = County(district, "transport")
    clerk = county.transport.clerk
    opens_three(county)

    chats.wait(at(18, 9))

    rung = list(chats.rung(clerk.chat_id))
    assert rung[:3] == [("15 09:30", True), ("15 10:00", True), ("15 10:30", False)]
    assert [when for when, _ in rung if when > "15 17"] == [
        "15 17:00",
        "15 17:30",
        "18 08:00",
        "18 08:30",
        "18 09:00",
    ]
    [text] = chats.bells(clerk.chat_id)
    assert "3 件诉求还没有人受理" in text
    assert "已等 3 天" in text


def test_it_ends_when_somebody_took_them_and_says_so(district: District, chats: Chats) -> None:
    county = County(district, "transport")
    clerk, case = county.transport.clerk, county.opens(district.speaks_for_firm(region=TOWN))
    chats.wait(at(15, 11))
    district.claims(clerk, case)
    before = len(chats.calls)

    chats.wait(at(15, 18))

    assert chats.bells(clerk.chat_id) == ["✅ 刚才提醒的诉求，现在没有等您受理的了。"]
    assert [each for each in chats.calls[before:] if "诉求" in each[2]] == []


def test_without_a_line_nothing_piles_up_and_what_is_too_old_is_cut_to_a_line(
    district: District, chats: Chats
) -> None:
    county = County(district, "transport")
    clerk = county.transport.clerk
    county.opens(district.speaks_for_firm(region=TOWN))
    chats.wait(at(15, 12), delivers=False)
    chats.deliver()
    assert len(list(chats.rung(clerk.chat_id))) == 1

    chats.age(hours=50)
    chats.wait(at(15, 12, 31))

    assert len(chats.bells(clerk.chat_id)) == 2
    assert chats.bells(clerk.chat_id)[0] == "⏰ 还有诉求没有人受理，见下面新的一条。"


def test_whoever_is_away_is_not_rung_and_their_deputy_is(district: District, chats: Chats) -> None:
    county = County(district, "transport", "trade")
    clerk, deputy = (
        county.transport.clerk,
        district.appointed(
            Appointment(RoleKind.UNIT, COUNTY, unit_id=county.trade.id), name="别处的"
        ),
    )
    county.opens(district.speaks_for_firm(region=TOWN))
    chats.wait(at(15, 10))

    def leaves(uow) -> None:
        add_absence(uow, clerk.id, uow.now, at(20, 0), deputy.id, reason="休假", made_by=clerk.id)

    district.act(leaves)
    chats.wait(at(15, 12))

    assert max(when for when, _ in chats.rung(clerk.chat_id)) <= "15 10:00"
    assert [when for when, _ in chats.rung(deputy.chat_id)][:2] == ["15 10:30", "15 11:00"]


def test_a_unit_that_gets_an_untaken_case_is_rung_within_half_an_hour(
    district: District, chats: Chats
) -> None:
    county = County(district, "transport", "trade")
    dispatcher = district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度")
    case = county.opens(district.speaks_for_firm(region=TOWN))
    chats.wait(at(15, 11))
    district.act(
        lambda uow: case_handling.assign_case(uow, GROUND, dispatcher, case.id, county.trade.id)
    )

    chats.wait(at(15, 12))

    moved, before = county.trade.clerk.chat_id, county.transport.clerk.chat_id
    assert next(chats.rung(moved)) == ("15 11:30", True)
    assert chats.bells(before) == ["✅ 刚才提醒的诉求，现在没有等您受理的了。"]
    assert list(chats.rung(dispatcher.chat_id)), "who dispatches hears that nobody takes it"


def test_urgent_cases_of_different_minutes_ring_together_and_each_bell_differs(
    district: District, chats: Chats
) -> None:
    county = County(district, "transport")
    chat, owner = county.transport.clerk.chat_id, district.speaks_for_firm(region=TOWN)
    for _ in range(3):
        county.opens(owner, URGENT_TRUCK)
        district.wait(minutes=7)
    district.wait(minutes=-1)

    chats.wait(at(15, 23))

    told = [(when, text) for when, to, text, _ in chats.calls if to == chat and "次催" in text]
    late = [text for when, text in told if when > at(15, 12)]
    assert {when.astimezone(CHINA).minute for when, _ in told[-20:]} == {0, 30}
    assert len(late) == 22, "one message each half hour, at night, too"
    assert all(text.count("还没有人受理") == 3 for text in late)
    assert len(set(late)) == len(late)


def test_what_was_handed_over_rings_who_has_to_take_it_and_who_is_above(
    district: District, chats: Chats
) -> None:
    county = County(district, "transport")
    clerk, above = (
        county.transport.clerk,
        district.appointed(Appointment(RoleKind.DISPATCHER, COUNTY), name="调度"),
    )
    colleague = district.appointed(
        Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id), name="同事小王"
    )
    case = county.opens(district.speaks_for_firm(region=TOWN), URGENT_TRUCK)
    district.claims(clerk, case)
    district.wait(minutes=10)
    district.act(lambda uow: case_handling.hand_over(uow, GROUND, clerk, case.id, colleague.id))
    chats.deliver()

    chats.wait(district.now + timedelta(minutes=95))

    for chat in (colleague.chat_id, above.chat_id):
        texts = [text for _, to, text, _ in chats.calls if to == chat and "次催" in text]
        assert texts[-1].startswith("⏰ 已交给 同事小王，还没有受理（第 3 次催，已等 1 小时")


@pytest.mark.parametrize(
    ("rang", "again"),
    [
        (at(15, 23, 40), at(15, 23, 40) + timedelta(minutes=20)),
        (at(15, 10, 7), at(15, 10, 30)),
        (at(15, 10, 0), at(15, 10, 30)),
        (at(15, 10, 46), at(15, 11)),
        (at(15, 10, 52), at(15, 11, 15)),
        (at(15, 11, 16), at(15, 11, 30)),
    ],
)
def test_bells_of_different_minutes_meet_within_their_half_hour(
    rang: datetime, again: datetime
) -> None:
    assert on_grid(rang, timedelta(minutes=30)) == again


@pytest.mark.parametrize(
    ("rang", "again"),
    [
        (at(15, 10, 7), at(15, 10, 37)),
        (at(15, 17, 29), at(15, 17, 59)),
        (at(15, 17, 30), at(18, 8)),  # over the weekend
        (at(18, 3), at(18, 8)),
        (at(30, 17, 45, month=9), at(8, 8, month=10)),  # a holiday, and the Saturday after it
    ],
)
def test_what_can_wait_rings_in_office_time(rang: datetime, again: datetime) -> None:
    assert next_bell(rang, WORK) == again
    assert is_working_day(date(2022, 10, 8))


def test_who_comes_hears_what_waits_for_their_role(district: District) -> None:
    county = County(district, "transport")
    unit = Appointment(RoleKind.UNIT, COUNTY, unit_id=county.transport.id)
    owner = district.speaks_for_firm(region=TOWN)
    clerk, first = county.transport.clerk, county.opens(owner)
    district.claims(clerk, first)
    district.solves(clerk, first)
    district.confirms(owner, first)
    county.opens(owner)
    county.opens(owner, URGENT_TRUCK)

    def waits(kind: RoleKind, unit_id: int | None = None) -> Backlog:
        who = district.appointed(Appointment(kind, COUNTY, unit_id=unit_id), name="新来的")
        return district.act(lambda uow: backlog_of(uow, who))

    assert waits(unit.kind, unit.unit_id) == Backlog(to_take=2)
    assert waits(RoleKind.DISPATCHER) == Backlog(to_dispatch=2)
    assert waits(RoleKind.INSPECTOR) == Backlog(to_check=1)
    assert waits(RoleKind.EDITOR) == Backlog()
