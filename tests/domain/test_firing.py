from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.firing import at_firing, newest_only, still_wanted
from bot.domain.quiet import QuietHours
from bot.domain.reminders import Stage, StageName

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(zone=ZONE)


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2022-07-{wall}").replace(tzinfo=ZONE).astimezone(UTC)


OFFER = Stage(StageName.OFFER, at("16 07:30"))
EARLY = Stage(StageName.EARLY, at("16 08:00"))
LATE = Stage(StageName.LATE, at("16 18:00"))
OVERDUE = Stage(StageName.OVERDUE, at("16 20:00"))
DUE = at("16 20:00")


@pytest.mark.parametrize(
    ("now", "sent", "late"),
    [
        ("16 07:40", OFFER, False),
        ("16 08:10", EARLY, False),
        ("16 08:11", EARLY, True),
        ("16 18:00", LATE, False),
        ("17 09:00", OVERDUE, True),
    ],
)
def test_after_a_downtime_only_the_newest_stage_is_sent(now: str, sent: Stage, late: bool) -> None:
    due = newest_only([OVERDUE, EARLY, LATE, OFFER], at(now))

    assert due is not None
    assert (due.stage, due.late) == (sent, late)


def test_a_duty_goes_before_a_newer_offer() -> None:
    newer = Stage(StageName.OFFER, at("16 08:05"))

    due = newest_only([EARLY, newer], at("16 08:06"))

    assert due is not None
    assert due.stage == EARLY


def test_nothing_is_sent_before_its_time() -> None:
    assert newest_only([OFFER, EARLY], at("16 07:29")) is None


@pytest.mark.parametrize(
    ("stage", "now", "wanted"),
    [
        (LATE, "16 19:59", True),
        (LATE, "16 20:00", False),  # "two hours left" would be a lie
        (OVERDUE, "16 19:59", False),
        (OVERDUE, "16 20:00", True),
        (Stage(StageName.OFFER, DUE), "17 03:00", True),
    ],
)
def test_a_stage_is_wanted_while_it_is_true(stage: Stage, now: str, wanted: bool) -> None:
    assert still_wanted(stage, DUE, deadline=DUE, now=at(now), paused=False) is wanted


def test_a_sampling_in_between_silences_the_old_deadline() -> None:
    moved = at("18 17:00")

    assert not still_wanted(LATE, DUE, deadline=moved, now=at("16 18:00"), paused=False)


def test_a_rhythm_that_ended_silences_its_reminders() -> None:
    assert not still_wanted(LATE, DUE, deadline=None, now=at("16 18:00"), paused=False)


def test_a_paused_group_hears_nothing() -> None:
    assert not still_wanted(LATE, DUE, deadline=DUE, now=at("16 18:00"), paused=True)


def test_a_stage_fired_by_day_rings_as_planned() -> None:
    assert at_firing(LATE, at("16 18:00"), DUE, NIGHT) == LATE


@pytest.mark.parametrize(
    ("name", "now", "due", "hour", "silent"),
    [
        (StageName.LATE, "16 23:00", "17 08:00", "17 07:00", False),
        (StageName.LATE, "16 23:00", "17 07:59", "16 21:30", True),
        (StageName.OVERDUE, "16 23:00", "16 20:00", "17 07:00", False),
        (StageName.OFFER, "16 23:00", "16 21:30", "17 07:00", False),
    ],
)
def test_a_stage_that_a_downtime_moved_into_the_night_waits_or_whispers(
    name: StageName, now: str, due: str, hour: str, silent: bool
) -> None:
    fitted = at_firing(Stage(name, at("16 21:30")), at(now), at(due), NIGHT)

    assert fitted == Stage(name, at(hour), silent)


def test_a_silent_stage_whispers_by_night_and_rings_by_day() -> None:
    silent = Stage(StageName.LATE, at("16 05:00"), silent=True)

    assert at_firing(silent, at("16 05:00"), at("16 07:30"), NIGHT).silent
    assert not at_firing(silent, at("16 07:10"), at("16 07:30"), NIGHT).silent
