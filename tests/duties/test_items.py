"""Items: an own interval with its reminders, a stock against own targets, evidence and undo."""

import pytest
from sqlalchemy import select

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.evidence import Point
from bot.services.duties.evidence import record_evidence
from bot.services.duties.items import ItemState, ItemStatus, item_statuses
from bot.store.duties.book import choose
from bot.store.duties.evidence import EVIDENCE, NewEvidence, evidence_of
from tests.duties.works import DAILY, DRILLS, PLANS, STOCK, Works
from tests.testing.county import at

DRILL = Point(DRILLS, "drill")


def statuses(works: Works, record: str) -> dict[str, ItemStatus]:
    found = works.with_duty(record, lambda uow, duties, duty: item_statuses(duties, duty))
    return {status.item.id: status for status in found}


def set_days(works: Works, record: str, item: str, days: int | None) -> None:
    works.open()
    works.act(lambda uow: choose(uow, works.its.id, record, item, days=days))


def set_target(works: Works, item: str, target: int) -> None:
    works.open()
    works.act(lambda uow: choose(uow, works.its.id, STOCK, item, target=target))


def heard_of(heard: list[str], item: str) -> list[str]:
    """What was said of an item, whatever else stood in the same message."""
    return [part for text in heard for part in text.split("\n\n") if item in part]


def test_nothing_is_reminded_of_without_an_interval(works: Works) -> None:
    works.note(DRILLS, "drill")

    assert heard_of(works.play("20 09:00", "31 09:00"), "drill") == []
    assert statuses(works, DRILLS)["drill"].due is None


def test_an_own_interval_is_reminded_ahead_on_the_day_and_after_it(works: Works) -> None:
    works.note(DRILLS, "drill")
    set_days(works, DRILLS, "drill", 14)

    heard = works.play("26 09:00", "29 09:00", "30 09:00", "31 09:00")

    said = ["zh drill/ahead", "zh drill/today", "zh drill/overdue"]
    assert heard_of(heard, "drill") == said
    assert statuses(works, DRILLS)["drill"].state is ItemState.OVERDUE


def test_doing_it_silences_what_was_planned_and_begins_anew(works: Works) -> None:
    works.note(DRILLS, "drill")
    set_days(works, DRILLS, "drill", 7)
    works.play("21 20:00")
    works.note(DRILLS, "drill")
    assert not any(plan.startswith("today 22") for plan in works.planned())

    heard = works.play("22 09:00", "23 09:00", "28 09:00")

    assert heard_of(heard, "drill") == ["zh drill/today"]


def test_an_interval_that_is_switched_off_reminds_no_more(works: Works) -> None:
    works.note(DRILLS, "drill")
    set_days(works, DRILLS, "drill", 7)
    works.tick()
    set_days(works, DRILLS, "drill", None)

    assert heard_of(works.play("22 09:00", "23 09:00"), "drill") == []


def test_a_plan_is_looked_over_again_only_after_it_exists(works: Works) -> None:
    set_days(works, PLANS, "control_plan", 7)
    assert statuses(works, PLANS)["control_plan"].due is None

    works.note(PLANS, "control_plan")

    assert heard_of(works.play("22 09:00"), "control_plan") == ["zh control_plan/today"]


def test_what_was_missed_in_a_downtime_is_said_once_as_overdue(works: Works) -> None:
    works.note(DRILLS, "drill")
    set_days(works, DRILLS, "drill", 7)
    works.tick()

    heard = works.play("25 10:00", "25 11:00")

    assert heard_of(heard, "drill") == ["zh drill/overdue"]


def test_a_morning_after_a_downtime_speaks_once_of_what_is_overdue(works: Works) -> None:
    works.note(DRILLS, "drill")
    set_days(works, DRILLS, "drill", 14)
    works.play("26 09:00")

    heard = works.play("29 08:00", "29 09:00", "30 07:30", "30 09:00")

    assert heard_of(heard, "drill") == ["zh drill/today", "zh drill/overdue"]


def test_a_stock_of_last_monday_is_not_spoken_of_twice_on_the_next(works: Works) -> None:
    works.note(STOCK, "masks", amount=500)
    set_target(works, "masks", 2000)
    works.tick()

    assert heard_of(works.play("25 08:00", "25 09:00"), "below") == ["zh masks/below"]


def test_stocks_below_their_targets_are_one_message_each_monday(works: Works) -> None:
    works.note(STOCK, "masks", amount=500)
    works.note(STOCK, "suits", amount=20)
    works.note(STOCK, "gloves", amount=10)
    set_target(works, "masks", 2000)
    set_target(works, "suits", 50)
    set_target(works, "gloves", 10)

    heard = works.play("16 09:00", "18 09:00", "19 09:00", "25 09:00")

    assert heard_of(heard, "below") == ["zh masks/below suits/below"] * 2


def test_a_stock_that_is_made_up_is_not_mentioned(works: Works) -> None:
    works.note(STOCK, "masks", amount=500)
    set_target(works, "masks", 2000)
    works.tick()
    works.note(STOCK, "masks", amount=2000)

    assert not any("below" in text for text in works.play("18 09:00"))
    assert statuses(works, STOCK)["masks"].state is ItemState.KEPT


def test_an_entry_can_be_taken_back_for_ten_minutes_and_stays_on_record(works: Works) -> None:
    entry = works.note(DRILLS, "drill", "演练了")
    works.wait(minutes=10)
    works.take_back(works.owner, entry)

    with pytest.raises(Stale) as twice:
        works.take_back(works.owner, entry)
    kept = works.act(lambda uow: evidence_of(uow, works.its.id, undone=True))

    assert twice.value.code is StaleCode.ANSWERED
    assert [(each.words, each.undone_at is not None) for each in kept] == [("演练了", True)]
    assert statuses(works, DRILLS)["drill"].state is ItemState.MISSING


def test_after_ten_minutes_an_entry_stands(works: Works) -> None:
    entry = works.note(DRILLS, "drill")
    works.wait(minutes=11)

    with pytest.raises(Stale) as late:
        works.take_back(works.owner, entry)

    assert late.value.code is StaleCode.EXPIRED


def test_a_stranger_neither_records_nor_takes_back(works: Works) -> None:
    entry, stranger = works.note(DRILLS, "drill"), works.person(900)
    works.firm(stranger, name="别家")

    with pytest.raises(NotYours):
        works.take_back(stranger, entry)
    with pytest.raises(NotYours):
        works.act(
            lambda uow: record_evidence(
                uow, stranger, works.its.id, NewEvidence(DRILL, uow.now, "x")
            )
        )


def test_another_firms_file_is_no_evidence(works: Works) -> None:
    with pytest.raises(NotYours):
        works.act(
            lambda uow: record_evidence(
                uow, works.owner, works.its.id, NewEvidence(DRILL, uow.now), files=(4711,)
            )
        )


def test_words_are_sealed_in_the_database(works: Works) -> None:
    works.note(DRILLS, "drill", "张三负责，电话 13812345678")

    [row] = works.act(lambda uow: list(uow.connection.execute(select(EVIDENCE))))

    assert all("张三".encode() not in bytes(v) for v in row if isinstance(v, bytes))
    assert not any("13812345678" in str(value) for value in row)


def test_a_change_of_answers_is_followed_without_being_told(works: Works) -> None:
    works.open()
    works.tick()
    works.now = at("15 12:00")
    works.facts(subject_type="sole_trader")
    works.tick()

    planned = works.planned()
    assert (works.open().duty(DAILY) is None) == (planned == [])
