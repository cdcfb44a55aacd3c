from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.quiet import QuietHours
from bot.domain.reminders import Stage, StageName, plan, snooze
from bot.domain.sampling_refusals import SnoozeCode, SnoozeRefusal
from bot.domain.testing import Rhythm, RhythmKind

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(zone=ZONE)
DUTY = Rhythm(RhythmKind.DUTY, hours=48)
DAILY = Rhythm(RhythmKind.DUTY, daily=True)
FREE = Rhythm(RhythmKind.OFFER, hours=24)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2022-07-{wall}").replace(tzinfo=ZONE).astimezone(UTC)


def spoken(stages: tuple[Stage, ...]) -> list[str]:
    """Stages as ``"late 15 21:30"``, with ``(silent)`` where they are."""
    return [
        f"{stage.name} {stage.fire_on.astimezone(ZONE):%d %H:%M}" + " (silent)" * stage.silent
        for stage in stages
    ]


@pytest.mark.parametrize(
    ("due", "planned", "stages"),
    [
        # by day: 12 h and 2 h before, and overdue
        ("16 20:00", "14 20:00", ["early 16 08:00", "late 16 18:00", "overdue 16 20:00"]),
        # due at midnight: half an hour before the night
        ("16 00:00", "14 00:00", ["early 15 12:00", "late 15 21:30", "overdue 16 07:00"]),
        ("16 05:00", "14 05:00", ["early 15 17:00", "late 15 21:30", "overdue 16 07:00"]),
        ("16 08:59", "14 08:59", ["early 15 20:59", "late 15 21:30", "overdue 16 08:59"]),
        # from 09:00 on the morning is early enough
        ("16 09:00", "14 09:00", ["early 15 21:00", "late 16 07:00", "overdue 16 09:00"]),
        ("16 10:00", "14 10:00", ["early 16 07:00", "late 16 08:00", "overdue 16 10:00"]),
        ("16 14:00", "14 14:00", ["early 16 07:00", "late 16 12:00", "overdue 16 14:00"]),
        # recorded late: what has passed is not made up for, the last call is
        ("16 20:00", "16 09:00", ["late 16 18:00", "overdue 16 20:00"]),
        ("16 20:00", "16 18:30", ["late 16 18:30", "overdue 16 20:00"]),
        ("16 20:00", "16 19:50", ["late 16 19:50", "overdue 16 20:00"]),
        ("16 20:00", "16 20:00", ["overdue 16 20:00"]),
        ("16 20:00", "16 23:00", ["overdue 17 07:00"]),
        # planned when the evening's moment has passed
        ("16 05:00", "15 21:45", ["late 15 21:45", "overdue 16 07:00"]),
        ("16 05:00", "15 23:30", ["late 16 03:00 (silent)", "overdue 16 07:00"]),
        ("16 00:30", "15 23:30", ["late 15 23:30 (silent)", "overdue 16 07:00"]),
        ("16 07:59", "15 23:30", ["late 16 05:59 (silent)", "overdue 16 07:59"]),
        ("16 08:00", "15 23:30", ["late 16 07:00", "overdue 16 08:00"]),
    ],
)
def test_a_duty_of_hours_is_announced_and_noted(due: str, planned: str, stages: list[str]) -> None:
    assert spoken(plan(at(due), DUTY, at(planned), NIGHT)) == stages


@pytest.mark.parametrize(
    ("planned", "stages"),
    [
        (
            "14 12:00",
            ["early 15 09:00", "evening 15 18:00", "late 15 21:30", "overdue 16 07:00"],
        ),
        ("15 10:00", ["evening 15 18:00", "late 15 21:30", "overdue 16 07:00"]),
        ("15 21:40", ["late 15 21:40", "overdue 16 07:00"]),
        ("15 22:10", ["late 15 22:10 (silent)", "overdue 16 07:00"]),
    ],
)
def test_a_daily_duty_is_announced_while_there_is_time_to_test(
    planned: str, stages: list[str]
) -> None:
    assert spoken(plan(at("16 00:00"), DAILY, at(planned), NIGHT)) == stages


def test_stages_within_half_an_hour_of_each_other_are_one() -> None:
    long_evening = QuietHours(zone=ZONE, start=time(17), end=time(23, 30))

    stages = plan(at("16 00:00"), DAILY, at("14 12:00"), long_evening)

    assert spoken(stages) == ["early 15 09:00", "late 15 16:30", "overdue 16 00:00"]


def test_what_was_sent_for_this_deadline_is_not_planned_again() -> None:
    sent = {StageName.EARLY, StageName.LATE}

    stages = plan(at("16 20:00"), DUTY, at("16 18:10"), NIGHT, already=sent)

    assert spoken(stages) == ["overdue 16 20:00"]


@pytest.mark.parametrize(
    ("opens", "planned", "stages"),
    [
        ("15 10:00", "14 10:00", ["offer 15 10:00"]),
        ("15 23:00", "14 23:00", ["offer 16 07:00"]),
        ("15 05:00", "14 05:00", ["offer 15 07:00"]),
        ("15 10:00", "15 10:01", []),  # passed before it was planned: nobody is chased
    ],
)
def test_an_offer_is_made_once_and_never_at_night(
    opens: str, planned: str, stages: list[str]
) -> None:
    assert spoken(plan(at(opens), FREE, at(planned), NIGHT)) == stages


@pytest.mark.parametrize(
    ("first_duty", "kept"), [("16 06:30", 0), ("16 07:00", 0), ("16 07:30", 0), ("16 07:31", 1)]
)
def test_an_offer_gives_way_to_a_duty_stage_that_comes_first(first_duty: str, kept: int) -> None:
    duty = [Stage(StageName.EARLY, at(first_duty))]

    assert len(plan(at("15 23:00"), FREE, at("14 23:00"), NIGHT, duty=duty)) == kept


@pytest.mark.parametrize(
    ("now", "due", "next_one"),
    [
        ("16 10:00", "16 20:00", "snoozed 16 11:00"),
        ("16 18:30", "16 20:00", "snoozed 16 19:00"),  # not past an hour before the deadline
        ("16 18:50", "16 20:00", "snoozed 16 19:00"),
        ("16 18:56", "16 20:00", "snoozed 16 19:28"),  # hardly any time: half of what is left
        ("16 19:40", "16 20:00", "snoozed 16 19:50"),
        ("15 21:30", "16 09:00", "snoozed 16 07:00"),
        ("15 21:30", "16 05:00", "snoozed 15 22:30 (silent)"),
    ],
)
def test_a_snoozed_reminder_comes_back_in_time(now: str, due: str, next_one: str) -> None:
    assert spoken(snooze([], at(now), at(due), NIGHT)) == [next_one]


def test_a_snoozed_reminder_stands_for_those_around_it() -> None:
    pending = plan(at("16 20:00"), DUTY, at("16 09:00"), NIGHT)

    assert spoken(snooze(pending, at("16 16:40"), at("16 20:00"), NIGHT)) == [
        "snoozed 16 17:40",
        "overdue 16 20:00",
    ]
    assert spoken(snooze(pending, at("16 09:00"), at("16 20:00"), NIGHT)) == [
        "snoozed 16 10:00",
        "late 16 18:00",
        "overdue 16 20:00",
    ]


@pytest.mark.parametrize(
    ("now", "code"), [("16 19:41", SnoozeCode.TOO_NEAR), ("16 20:00", SnoozeCode.OVERDUE)]
)
def test_the_last_minutes_cannot_be_put_off(now: str, code: SnoozeCode) -> None:
    with pytest.raises(SnoozeRefusal) as refused:
        snooze([], at(now), at("16 20:00"), NIGHT)

    assert refused.value.code is code
    assert refused.value.params["deadline"] == at("16 20:00")
