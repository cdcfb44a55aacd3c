"""A daily report beside what the firm asked for help with on the same day."""

from dataclasses import replace

import pytest

from bot.domain.case_states import CaseStatus
from bot.services.cases.opening import Matter, open_case
from bot.services.duties.daily import EXCEPTION, ZERO, Beside, report_day
from bot.services.duties.daily_cases import case_of_day, link_exception
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord, save_state
from bot.store.firms.people import change_person, person_by_id
from bot.store.uow import UnitOfWork
from tests.duties.works import DAILY, Works
from tests.testing.county import RULES, ZONE, at

FEVER = Matter(category="epidemic_mgmt", urgent=True)


def opened(works: Works, matter: Matter) -> int:
    def work(uow: UnitOfWork) -> int:
        change_person(uow.connection, works.owner.id, firm_id=works.its.id)
        person = person_by_id(uow.connection, works.owner.id)
        return open_case(uow, Ground(RULES, ZONE), person, "两个人发烧", matter).id

    return works.act(work)


def of_today(works: Works) -> CaseRecord | None:
    return works.with_duty(
        DAILY, lambda uow, duties, duty: case_of_day(uow, duties, duty, duties.today)
    )


@pytest.mark.parametrize(
    ("matter", "speaks"),
    [
        (FEVER, True),
        (Matter(category="code_report", urgent=True), True),
        (Matter(about="O-FC-06", urgent=True), True),  # somebody who came is a contact
        (Matter(about=DAILY, urgent=True), True),
        (Matter(category="epidemic_mgmt"), False),  # an everyday question
        (Matter(category="logistics", urgent=True), False),
        (Matter(about="O-FC-12", urgent=True), False),
        (Matter(urgent=True), False),
    ],
)
def test_only_what_cannot_wait_and_is_about_health_speaks_against_a_zero_report(
    works: Works, matter: Matter, speaks: bool
) -> None:
    opened(works, matter)

    assert (of_today(works) is not None) is speaks


def test_a_case_of_another_day_or_one_that_is_over_does_not(works: Works) -> None:
    number = opened(works, FEVER)
    works.now = at("16 10:00")
    assert of_today(works) is None

    works.now = at("15 12:00")
    case = of_today(works)
    assert case is not None
    assert case.id == number
    over = replace(case.state, status=CaseStatus.CONFIRMED)
    works.act(lambda uow: save_state(uow, number, over))
    assert of_today(works) is None


def test_reports_keep_the_case_that_they_belong_to(works: Works) -> None:
    works.report(works.owner, EXCEPTION)
    number = opened(works, FEVER)
    case = of_today(works)
    assert case is not None
    found = case

    works.with_duty(DAILY, lambda uow, duties, duty: link_exception(uow, duties, duty, found))
    entry, _ = works.with_duty(
        DAILY,
        lambda uow, duties, duty: report_day(
            uow, works.owner, duties, duty, ZERO, duties.today, Beside(number, "知道")
        ),
    )

    linked = works.with_duty(DAILY, lambda uow, duties, duty: duties.latest)
    assert {card.case_id for card in linked.values()} == {number}
    assert (entry.words, entry.case_id) == ("知道", number)
