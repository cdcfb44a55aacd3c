"""Site codes: what the rules count, what is there, and a plan that changes with the firm."""

import pytest

from bot.domain.errors import Stale
from bot.services.duties.codes import (
    MOST,
    CodePlan,
    code_plan,
    code_point,
    count_codes,
    note_shown,
)
from tests.duties.works import CODES, Works

FACTORY = {"site_types": ["industry"], "n_areas": 1, "n_workshops": 6}


def plan(works: Works) -> CodePlan:
    return works.with_duty(CODES, lambda uow, duties, duty: code_plan(duties, duty))


def look(works: Works) -> None:
    works.with_duty(
        CODES, lambda uow, duties, duty: note_shown(uow, duties, code_plan(duties, duty))
    )


def count(works: Works, item: str, kind: str, amount: int) -> None:
    works.with_duty(
        CODES,
        lambda uow, duties, duty: count_codes(
            uow, works.owner, duties, code_point(duty, item, kind), amount
        ),
    )


def test_a_factory_with_six_workshops_needs_twelve(works: Works) -> None:
    works.facts(**FACTORY)

    found = plan(works)

    assert {kind.line.name: kind.needed for kind in found.kinds} == {
        "entrances": 3,
        "enclosed_spaces": 2,
        "areas": 1,
        "workshops": 6,
    }
    assert (found.needed, found.done(-1), found.is_whole) == (12, 0, False)


def test_more_of_one_kind_makes_up_for_no_other(works: Works) -> None:
    works.facts(**FACTORY)
    count(works, "posted", "workshops", 9)
    count(works, "posted", "entrances", 3)

    assert plan(works).done(-1) == 9


def test_what_is_missing_is_named_instead_of_guessed(works: Works) -> None:
    works.facts(site_types=["industry"])

    assert {"n_areas", "n_workshops"} <= set(plan(works).missing)
    assert not plan(works).is_whole


def test_everything_up_is_whole(works: Works) -> None:
    works.facts(**FACTORY)
    for kind in plan(works).kinds:
        for item in ("applied", "posted"):
            count(works, item, kind.line.name, kind.needed)

    assert plan(works).is_whole


def test_a_changed_plan_is_told_once_and_keeps_what_was_counted(works: Works) -> None:
    works.facts(**FACTORY)
    look(works)
    count(works, "posted", "workshops", 6)
    works.facts(n_workshops=9)

    heard = [text for text in works.play("15 10:00", "15 11:00", "16 10:00") if "codes" in text]

    assert heard == ["zh codes 12 → 15"]
    assert plan(works).done(-1) == 6


def test_a_plan_that_nobody_looked_at_is_not_spoken_of(works: Works) -> None:
    works.open()
    works.facts(**FACTORY)
    works.tick()
    works.facts(n_workshops=9)

    assert not any("codes" in text for text in works.play("15 10:00"))


def test_a_change_at_night_waits_for_the_morning(works: Works) -> None:
    works.facts(**FACTORY)
    look(works)
    works.play("15 22:30")
    works.facts(n_workshops=9)

    assert not any("codes" in text for text in works.play("15 23:00"))
    assert any("codes" in text for text in works.play("16 07:00"))


@pytest.mark.parametrize("amount", [-1, MOST + 1])
def test_an_impossible_number_is_refused(works: Works, amount: int) -> None:
    works.facts(**FACTORY)

    with pytest.raises(Stale):
        count(works, "posted", "workshops", amount)


def test_a_kind_that_no_longer_counts_is_a_stale_button(works: Works) -> None:
    works.facts(**FACTORY)

    with pytest.raises(Stale):
        plan(works).kind("floors")
