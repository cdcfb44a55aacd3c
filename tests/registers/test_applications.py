"""A firm asks for what staff set: one at a time, decided once, and everything can go back."""

import pytest

from bot.domain.errors import BadAnswer, NotYours
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import ApplicationState
from bot.services.registers import application_desk as desk
from bot.services.registers import applications as acts
from bot.services.registers import applying
from bot.services.registers.applications import ApplicationFile
from bot.store.firms.firms import KnownFact, facts_of
from bot.store.firms.people import PersonCard
from handlers.notices import applications as notices
from tests.cases.district import ELSEWHERE, RULES, District
from tests.registers.office import LIST, LOOP, Office


def status(office: Office, person: PersonCard) -> KnownFact | None:
    return office.act(lambda uow: facts_of(uow.connection, int(person.firm_id or 0)).get(LIST))


def waiting(office: Office, officer) -> list[int]:
    found = office.act(lambda uow: desk.waiting_applications(uow, RULES, officer))
    return [each.id for each in found]


def refuses(office: Office, officer, file: ApplicationFile, words="没有预案") -> ApplicationFile:
    number = file.application.id
    return office.act(lambda uow: desk.refuse(uow, RULES, officer, number, words))


def test_it_goes_to_the_sectors_department_and_to_the_general_desk(office: Office) -> None:
    person, _ = office.firm()
    here = [
        office.clerk("sector_department", "industry"),
        office.clerk("transport_department"),
        office.its.officer(),
    ]
    elsewhere = [
        office.clerk("sector_department", "trade"),
        office.clerk("finance_department"),
        office.its.officer(region=ELSEWHERE),
    ]

    file = office.applies(person)

    assert {each.chat_id for each in file.officers} == {each.chat_id for each in here}
    assert [waiting(office, each) for each in here] == [[file.application.id]] * 3
    assert [waiting(office, each) for each in elsewhere] == [[]] * 3
    for other in elsewhere:
        with pytest.raises(NotYours):
            refuses(office, other, file)
    assert len(notices.applied(RULES, file, "m")) == 3


def test_a_firm_has_one_open_application_for_each_register(office: Office) -> None:
    person, _ = office.firm()
    first = office.applies(person)

    with pytest.raises(RegisterRefusal) as second:
        office.applies(person)
    other = office.applies(person, LOOP)

    assert second.value.code is RegisterCode.OPEN
    assert second.value.params["application_id"] == first.application.id
    assert other.application.fact == LOOP


def test_while_it_is_open_it_stands_so_and_then_as_before(office: Office) -> None:
    officer = office.its.officer()
    stories = {
        "withdrawn": lambda person, file: office.act(
            lambda uow: applying.withdraw(uow, RULES, person, file.application.id)
        ),
        "refused": lambda _, file: refuses(office, officer, file),
    }
    for before in (None, "none", "listed"):
        for state, ends in stories.items():
            person, _ = office.firm(**({} if before is None else {LIST: before}))
            file = office.applies(person)
            assert status(office, person) == KnownFact("applied", by_staff=True)

            ended = ends(person, file)

            assert ended.application.state == state
            known = None if before is None else KnownFact(before, by_staff=False)
            assert status(office, person) == known


def test_a_removed_firm_that_is_refused_stays_removed(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()
    office.sets(officer, LIST, "listed", firm)
    office.sets(officer, LIST, "removed", firm, conditions=2)

    refuses(office, officer, office.applies(person))

    assert status(office, person) == KnownFact("removed", by_staff=True)


def test_a_grant_is_a_change_like_any_other_and_its_undo_opens_it_again(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm(**{LIST: "none"})
    file = office.applies(person)

    entry = office.sets(officer, LIST, "listed", firm)
    office.ticks()
    granted = office.act(lambda uow: acts.application_file(uow, RULES, file.application.id))
    office.undoes(officer, entry)
    office.ticks()
    reopened = office.act(lambda uow: acts.application_file(uow, RULES, file.application.id))

    assert granted.application.state is ApplicationState.GRANTED
    assert reopened.application.state is ApplicationState.OPEN
    assert waiting(office, officer) == [file.application.id]
    assert status(office, person) == KnownFact("applied", by_staff=True)
    told, corrected = office.heard(person)
    assert "您的申请通过了，由行业主管部门核定。" in told
    assert "更正" in corrected
    refuses(office, officer, reopened)
    assert status(office, person) == KnownFact("none", by_staff=False)


def test_the_slower_of_two_hears_who_was_faster(office: Office) -> None:
    first, second = office.its.officer("甲"), office.its.officer("乙")
    person, _ = office.firm()
    file = office.applies(person)
    refuses(office, first, file)

    late = {
        "officer": lambda: refuses(office, second, file),
        "firm": lambda: office.act(
            lambda uow: applying.withdraw(uow, RULES, person, file.application.id)
        ),
    }
    for who, act in late.items():
        with pytest.raises(RegisterRefusal) as refused:
            act()
        assert refused.value.code is RegisterCode.NOT_OPEN, who
        assert refused.value.params["by"] == f"officer:{first.id}"


def test_what_is_lacking_is_asked_and_supplied(office: Office) -> None:
    officer = office.its.officer()
    person, _ = office.firm()
    number = office.applies(person).application.id

    asked = office.act(lambda uow: desk.ask_for_more(uow, RULES, officer, number, "缺方案"))
    nobody = waiting(office, officer)
    came = office.act(lambda uow: applying.supply(uow, RULES, person, number, "方案已补"))

    assert asked.application.state is ApplicationState.ASKED
    assert nobody == []
    assert came.application.state is ApplicationState.OPEN
    assert [step.words for step in came.steps] == ["都备齐了", "缺方案", "方案已补"]
    assert waiting(office, officer) == [number]


def test_nobody_else_sees_or_moves_it(office: Office) -> None:
    owner, _ = office.firm()
    stranger, _ = office.firm()
    number = office.applies(owner).application.id

    for act in (acts.own_application, applying.withdraw):
        with pytest.raises(NotYours):
            office.act(lambda uow, act=act: act(uow, RULES, stranger, number))
    with pytest.raises(NotYours):
        office.act(lambda uow: applying.supply(uow, RULES, stranger, number, "我的"))


@pytest.mark.parametrize("words", ["", "  ", "……", "好" * 1001])
def test_words_that_say_nothing_or_too_much_are_refused(office: Office, words: str) -> None:
    person, _ = office.firm()

    with pytest.raises(BadAnswer):
        office.applies(person, words=words)

    assert status(office, person) is None


@pytest.mark.parametrize("words", ["不行", "不符合条件。", "不予列入", "暂时不行", "Sorry, no."])
def test_a_refusal_says_why(office: Office, words: str) -> None:
    officer, (person, _) = office.its.officer(), office.firm()
    file = office.applies(person)
    before = status(office, person)

    with pytest.raises(BadAnswer):
        refuses(office, officer, file, words)

    assert status(office, person) == before


def test_what_staff_have_set_already_is_not_asked_for(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()
    office.sets(officer, LIST, "listed", firm)

    with pytest.raises(RegisterRefusal) as refused:
        office.applies(person)

    assert refused.value.code is RegisterCode.SAME


def test_a_place_without_the_register_has_nothing_to_ask_for(district: District) -> None:
    office = Office(district)
    person, _ = office.firm(ELSEWHERE)

    with pytest.raises(NotYours):
        office.applies(person)
