"""What is marked as changed since a person last looked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.services.firms.looks import ChangeKind, Changes, note_look
from policies.verdicts import Outcome, Verdict
from tests.cases.district import District
from tests.policy_screen.firms import BOOTH, JULY, judged, verdict

LI, WANG = 1, 2
FIRM = 7


def looks(district: District, person: int, day: date, verdicts: list[Verdict]) -> Changes:
    return district.act(lambda uow: note_look(uow, person, FIRM, verdicts, day))


def days(count: int) -> date:
    return JULY + timedelta(days=count)


def test_the_first_look_marks_nothing(district: District) -> None:
    assert looks(district, LI, JULY, judged()) == Changes()


def test_another_outcome_is_marked_with_what_it_was(district: District) -> None:
    looks(district, LI, JULY, judged(booth_cost=None))
    changes = looks(district, LI, days(1), judged())

    assert changes.since == JULY
    assert changes.of[BOOTH].kind is ChangeKind.OUTCOME
    assert changes.of[BOOTH].was is Outcome.NEED_INFO


def test_another_amount_a_new_text_and_a_new_record_are_marked(district: District) -> None:
    before, offer = verdict(BOOTH), verdict("P-FC-03")
    looks(district, LI, JULY, [before, offer])
    dearer = verdict(BOOTH, booth_cost="80000.02")
    assert dearer.amounts["subsidy"] == Decimal("40000.01")
    now = [dearer, replace(offer, version=offer.version + 1), verdict("P-FC-02")]
    changes = looks(district, LI, days(1), now)

    assert {policy: change.kind for policy, change in changes.of.items()} == {
        BOOTH: ChangeKind.AMOUNT,
        "P-FC-03": ChangeKind.TEXT,
        "P-FC-02": ChangeKind.NEW,
    }


def test_a_new_record_that_does_not_apply_is_no_news(district: District) -> None:
    looks(district, LI, JULY, [verdict(BOOTH)])
    other = verdict("O-FC-02")
    assert other.outcome is Outcome.NO_MATCH
    assert looks(district, LI, days(1), [verdict(BOOTH), other]).of == {}


def test_a_mark_stays_all_day_and_is_read_on_the_next(district: District) -> None:
    looks(district, LI, JULY, judged(booth_cost=None))
    first = looks(district, LI, days(3), judged())
    again = looks(district, LI, days(3), judged())
    next_day = looks(district, LI, days(4), judged())

    assert first == again
    assert BOOTH in again.of
    assert next_day == Changes(days(3), {})


def test_what_one_member_read_stays_marked_for_another(district: District) -> None:
    for person in (LI, WANG):
        looks(district, person, JULY, judged(booth_cost=None))
    for day in (1, 2):
        looks(district, LI, days(day), judged())
    changes = looks(district, WANG, days(5), judged())

    assert changes.since == JULY
    assert BOOTH in changes.of


def test_the_region_and_the_day_change_a_verdict_too(district: District) -> None:
    looks(district, LI, JULY, judged())
    assert "O-FC-02" in looks(district, LI, days(1), judged("emergency")).of

    new_year = date(2023, 1, 1)
    changes = looks(district, LI, new_year, judged("emergency", as_of=new_year))
    assert changes.of[BOOTH].was is Outcome.MATCH
