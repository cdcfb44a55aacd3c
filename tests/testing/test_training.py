import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.clock import BusinessClock, ClockBackwards
from bot.due.agenda import Agenda
from bot.due.batches import Batches
from bot.due.broadcasts import BroadcastsDue
from bot.due.cases import CasesDue, TopicsDue
from bot.due.changes import IssuesDue, RegistersDue
from bot.due.digests import DigestsDue
from bot.due.plans import PlansDue
from bot.due.releases import EditorsDue, ReleasesDue
from bot.due.reminders import RemindersDue, ReturnsDue
from bot.services.cases.clockwork import CaseClockwork
from bot.services.cases.topics import TopicKeeper
from bot.services.cases.watch import CaseWatch
from bot.services.duties.errands import Errands, Ground
from bot.store.shift import load_shift
from bot.store.tables import METADATA
from bot.ticks import Ticks
from bot.training import Mode, Training
from handlers.desk.topics.words import Words as TopicWords
from handlers.notices import releases
from handlers.notices.broadcast_chases import afterwards_of
from handlers.notices.broadcasts import broadcasting_of
from handlers.notices.case_waiting import bells_of
from handlers.notices.dispatches import clockwork_of
from handlers.notices.issues import answering_of
from handlers.notices.packages import packing_of
from handlers.notices.policy_due import due_of
from handlers.notices.registers import follow_of
from tests.testing.county import PLAIN, County, at, wall

REAL = datetime.fromisoformat("2026-11-22T09:00:00+08:00")


class Classroom:
    """A county whose clock is moved, and what was heard each time that delivery was idle."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.clock = BusinessClock(lambda: REAL)
        ground = Ground(PLAIN.rulebase, PLAIN.zone)
        uids = iter(f"uid-{n}" for n in range(1000))
        self.ticks = Ticks(
            Agenda(
                batches=Batches(
                    county.database, county.vault, self.clock, uids.__next__, lambda: None
                ),
                releases=ReleasesDue(releases.follow_of(PLAIN)),
                issues=IssuesDue(answering_of(ground)),
                registers=RegistersDue(follow_of(PLAIN)),
                plans=PlansDue(ground),
                returns=ReturnsDue(PLAIN),
                cases=CasesDue(
                    CaseClockwork(ground, lambda *_: ()),
                    CaseWatch(ground, lambda *_: ()),
                    bells_of(ground),
                ),
                digests=DigestsDue(clockwork_of(ground)),
                editors=EditorsDue(due_of(ground)),
                topics=TopicsDue(
                    TopicKeeper(PLAIN.rulebase, TopicWords(PLAIN.rulebase, PLAIN.zone))
                ),
                reminders=RemindersDue(PLAIN, Errands(ground, {}, lambda view, _: view)),
                broadcasts=BroadcastsDue(
                    broadcasting_of(ground), packing_of(ground), afterwards_of(ground)
                ),
            )
        )
        self.training = Training(self.clock, county.database, self.ticks.fire, self._idle)
        self.deliveries: list[tuple[str, int]] = []

    async def _idle(self) -> None:
        await asyncio.sleep(0)
        self.deliveries.append((wall(self.clock.now()), len(self.county.said())))


@pytest.fixture
async def classroom(county: County) -> Classroom:
    classroom = Classroom(county)
    await classroom.training.start_at(at("15 09:30"))
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    return classroom


async def test_playing_the_time_lets_everything_happen_in_order(classroom: Classroom) -> None:
    await classroom.training.move(at("17 12:00"), Mode.PLAY)

    assert classroom.county.heard(1) == [
        "zh early 17 09:30",
        "zh late 17 09:30",
        "zh overdue 17 09:30",
    ]
    assert classroom.deliveries == [
        ("16 21:30", 1),
        ("17 07:30", 2),
        ("17 09:30", 3),
        ("17 12:00", 3),
    ]


async def test_after_a_downtime_only_the_newest_is_said(classroom: Classroom) -> None:
    await classroom.training.move(at("17 08:30"), Mode.DOWN)

    assert classroom.county.heard(1) == ["zh late late 17 09:30"]
    assert classroom.deliveries == [("17 08:30", 1)]


async def test_the_clock_does_not_go_back(classroom: Classroom) -> None:
    with pytest.raises(ClockBackwards):
        await classroom.training.move(at("15 09:29"), Mode.PLAY)

    assert wall(classroom.clock.now()) == "15 09:30"


async def test_two_moves_do_not_interleave(classroom: Classroom) -> None:
    await asyncio.gather(
        classroom.training.move(at("17 07:30"), Mode.PLAY),
        classroom.training.move(at("17 12:00"), Mode.PLAY),
    )

    assert [moment for moment, _ in classroom.deliveries] == [
        "16 21:30",
        "17 07:30",
        "17 07:30",
        "17 09:30",
        "17 12:00",
    ]


async def test_the_time_goes_on_after_a_restart_where_it_stood(classroom: Classroom) -> None:
    await classroom.training.move(at("16 12:00"), Mode.PLAY)

    again = Classroom(classroom.county)
    await again.training.start_at(at("15 09:30"))

    assert wall(again.clock.now()) == "16 12:00"


async def test_without_training_the_time_is_the_real_one(county: County) -> None:
    classroom = Classroom(county)
    await classroom.training.start_at(None)

    assert classroom.clock.now() == REAL
    assert county.act(lambda uow: load_shift(uow.connection)) is None


async def test_days_of_a_daily_duty_are_played_one_by_one(classroom: Classroom) -> None:
    classroom.county.now = at("15 10:00")
    classroom.county.declare("area_state", "emergency")

    await classroom.training.move(at("18 08:00"), Mode.PLAY)

    assert classroom.county.heard(1) == [
        f"zh {stage} {day} 00:00"
        for day in (17, 18)
        for stage in ("early", "evening", "late", "overdue")
    ]


async def test_ticks_fire_by_themselves_and_stop_when_told(classroom: Classroom) -> None:
    classroom.clock.shift += timedelta(days=2)
    stop = asyncio.Event()

    async with asyncio.TaskGroup() as group:
        group.create_task(classroom.ticks.run(stop))
        async with asyncio.timeout(10):
            while not classroom.county.said():  # noqa: ASYNC110 - what is said is what counts
                await asyncio.sleep(0.1)
        stop.set()

    assert classroom.county.heard(1) == ["zh overdue 17 09:30"]


async def test_a_database_that_is_away_is_waited_out(classroom: Classroom) -> None:
    METADATA.drop_all(classroom.county.database.engine)

    await classroom.ticks.tick()
    await classroom.ticks.keep_house()

    METADATA.create_all(classroom.county.database.engine)
    await classroom.ticks.tick()


async def test_nobody_is_reminded_of_a_duty_that_the_new_year_made_uncertain(
    county: County,
) -> None:
    classroom = Classroom(county)
    county.now = at("30 09:30").replace(month=12)
    await classroom.training.start_at(county.now)
    owner = county.person(1)
    county.sample(owner, county.group(owner, county.firm(owner)), county.now)

    await classroom.training.move(county.now + timedelta(days=4), Mode.PLAY)

    assert county.heard(1) == ["zh early 01 09:30"]
