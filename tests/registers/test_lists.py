"""Who stands on a list, how much it covers, and whom a spot check hits."""

import pytest

from bot.domain.errors import BadAnswer, NotYours, Stale
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import CheckResult
from bot.services.registers import spot_checks as checks
from bot.services.registers.history import Checked, Set, Stepped, history_of
from bot.services.registers.lists import Covered, Shelf, coverage_of, roll_of
from bot.store.staff.officers import OfficerCard
from handlers.notices import applications as notices
from tests.cases.district import COUNTY, ELSEWHERE, RULES
from tests.registers.office import LIST, Office

REGISTER = RULES.registers.find(LIST, COUNTY)
assert REGISTER is not None


def listed(office: Office, officer: OfficerCard, count: int, **facts) -> list[int]:
    ids = []
    for _ in range(count):
        _, firm = office.firm(**facts)
        office.sets(officer, LIST, "listed", firm)
        ids.append(firm.id)
    return ids


def draws(office: Office, officer: OfficerCard, count: int, why="例行抽查"):
    return office.act(lambda uow: checks.draw(uow, RULES, officer, REGISTER, count, why))


def test_coverage_counts_only_firms_registered_here_and_only_staffs_word(office: Office) -> None:
    officer, clerk = office.its.officer(), office.clerk("sector_department", "industry")
    listed(office, officer, 2)
    listed(office, officer, 1, sector="trade")
    office.firm(**{LIST: "listed"})
    office.firm(sector=None)
    office.firm(ELSEWHERE, **{LIST: "listed"})

    found = office.act(lambda uow: roll_of(uow, RULES, officer, REGISTER))
    own = office.act(lambda uow: roll_of(uow, RULES, clerk, REGISTER))

    assert {shelf: found.count(shelf) for shelf in Shelf} == {
        Shelf.LISTED: 3,
        Shelf.REPORTED: 1,
        Shelf.OTHERS: 0,
        Shelf.NOT: 1,
    }
    assert coverage_of(RULES, found) == (
        Covered("industry", 2, 3),
        Covered("trade", 1, 1),
        Covered(None, 0, 1),
    )
    assert (own.count(Shelf.LISTED), own.everybody) == (2, 3)


def test_a_draw_hits_listed_firms_once_and_nobody_hears_of_it(office: Office) -> None:
    officer = office.its.officer()
    ids = listed(office, officer, 5)
    person, _ = office.firm(**{LIST: "listed"})

    first = draws(office, officer, 3)
    rest = draws(office, officer, 30)

    drawn = [each.firm.id for each in (*first, *rest)]
    assert (len(first), len(rest)) == (3, 2)
    assert sorted(drawn) == ids
    assert drawn != ids  # by lot, not by age
    assert office.heard(person) == []
    with pytest.raises(RegisterRefusal) as nobody:
        draws(office, officer, 1)
    assert nobody.value.code is RegisterCode.NOBODY


@pytest.mark.parametrize(("count", "why"), [(0, "例行"), (31, "例行"), (1, "  ")])
def test_a_draw_needs_a_number_and_a_reason(office: Office, count: int, why: str) -> None:
    officer = office.its.officer()
    listed(office, officer, 1)

    with pytest.raises((RegisterRefusal, BadAnswer)):
        draws(office, officer, count, why)


def test_a_result_is_recorded_once_by_whoever_keeps_the_register(office: Office) -> None:
    officer, other = office.its.officer(), office.its.officer(region=ELSEWHERE)
    listed(office, officer, 1)
    [drawn] = draws(office, officer, 1)

    def record(who: OfficerCard, result: CheckResult, words: str = ""):
        number = drawn.check.id
        return office.act(lambda uow: checks.record(uow, RULES, who, number, result, words))

    with pytest.raises(NotYours):
        record(other, CheckResult.KEPT)
    with pytest.raises(BadAnswer):
        record(officer, CheckResult.FAILED)
    file = record(officer, CheckResult.FAILED, "没有健康登记")
    with pytest.raises(Stale):
        record(officer, CheckResult.KEPT)

    [told] = notices.checked(RULES, file, "m")
    assert "没有健康登记" in told.view.html
    assert "三(四)" in told.view.html


def test_the_history_has_everything_with_its_dates(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()
    office.applies(person)
    office.its.wait(hours=1)
    office.sets(officer, LIST, "listed", firm)
    office.its.wait(hours=1)
    draws(office, officer, 1)
    office.its.wait(hours=1)
    entry = office.sets(officer, LIST, "removed", firm, conditions=2)
    office.undoes(officer, entry)

    card = office.card(officer, LIST, firm)
    found = office.act(lambda uow: history_of(uow, card))

    assert [type(each.what) for each in found] == [Set, Checked, Stepped, Set, Stepped]
    assert [each.by for each in found] == ["李干部"] * 4 + [None]
    assert isinstance(found[0].what, Set)
    assert found[0].what.undone_by == "李干部"
    assert found[0].what.entry.conditions == 2
