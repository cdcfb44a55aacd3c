"""What people said: whose it is, which case comes of it, and what is learnt from their taps."""

import pytest
from sqlalchemy import select

from bot.domain.errors import NotYours, Stale
from bot.services import problems
from bot.services.cases.cards import CaseCard
from bot.services.cases.opening import Matter
from bot.services.firms.firms import found_firm
from bot.services.firms.people import greet
from bot.store.firms.people import PersonCard, find_person
from bot.store.problems import PROBLEM, ProblemCard, Told
from tests.cases.district import COUNTY, GROUND, WORDS, District

TRUCKS, TAXES = "logistics", "tax_social"
SAID = Told(
    text=WORDS,
    seen={TRUCKS: ("卡口",)},
    predicted=((TRUCKS, 0.9), (TAXES, 0.05), ("none", 0.01)),
    way="answer",
    model="abc",
)


def kept(district: District, person: PersonCard, told: Told = SAID) -> ProblemCard:
    return district.act(lambda uow: problems.keep_problem(uow, person, told))


def handed(
    district: District, person: PersonCard, problem_id: int, category: str | None, **more: bool
) -> tuple[CaseCard, bool]:
    def act(uow):
        problem = problems.problem_of(uow, person, problem_id)
        matter = Matter(category=category, **more)
        return problems.hand_on(uow, GROUND, person, problem, WORDS, matter)

    return district.act(act)


def test_words_come_back_as_they_were_understood(district: District) -> None:
    person = district.speaks_for_firm()
    problem = kept(district, person)

    again = district.act(lambda uow: problems.problem_of(uow, person, problem.id))

    assert again.told == SAID
    assert again.told.proposals == (TRUCKS, TAXES)


def test_nothing_readable_is_stored(district: District) -> None:
    person = district.speaks_for_firm()
    kept(district, person)

    [row] = district.act(lambda uow: list(uow.connection.execute(select(PROBLEM))))

    assert WORDS.encode() not in row.context
    assert not any(isinstance(value, str) and "卡" in value for value in row)


def test_another_person_gets_nothing(district: District) -> None:
    problem = kept(district, district.speaks_for_firm())
    stranger = district.speaks_for_firm()

    with pytest.raises(NotYours):
        district.act(lambda uow: problems.problem_of(uow, stranger, problem.id))


def test_what_was_said_for_one_firm_is_not_said_for_another(district: District) -> None:
    person = district.speaks_for_firm()
    problem = kept(district, person)

    def changed(uow):
        found_firm(uow, person, "另一家", COUNTY)
        return find_person(uow.connection, person.chat_id)

    elsewhere = district.act(changed)
    with pytest.raises(Stale):
        district.act(lambda uow: problems.problem_of(uow, elsewhere, problem.id))


def test_what_a_newcomer_said_goes_with_the_firm_that_they_register(district: District) -> None:
    person = district.act(lambda uow: greet(uow, 901, "zh"))
    problem = kept(district, person)

    def registered(uow):
        found_firm(uow, person, "示例纺织", COUNTY)
        return find_person(uow.connection, person.chat_id)

    owner = district.act(registered)
    card, _ = handed(district, owner, problem.id, TRUCKS)

    assert card.firm.name == "示例纺织"


def test_a_case_carries_the_category_and_the_urgency(district: District) -> None:
    person = district.speaks_for_firm()

    card, is_new = handed(district, person, kept(district, person).id, TRUCKS, urgent=True)

    assert is_new
    assert (card.category, card.urgent, card.text) == (TRUCKS, True, WORDS)


def test_two_taps_open_one_case(district: District) -> None:
    person = district.speaks_for_firm()
    problem = kept(district, person)
    first, _ = handed(district, person, problem.id, TRUCKS)

    again, is_new = handed(district, person, problem.id, TRUCKS)

    assert (again.id, is_new) == (first.id, False)


@pytest.mark.parametrize(("before", "after"), [(None, TRUCKS), (TRUCKS, None)])
def test_words_whose_kind_is_found_out_later_are_the_same_case(
    district: District, before: str | None, after: str | None
) -> None:
    person = district.speaks_for_firm()
    problem = kept(district, person)
    first, _ = handed(district, person, problem.id, before)

    assert handed(district, person, problem.id, after)[0].id == first.id


def test_several_matters_are_several_cases(district: District) -> None:
    person = district.speaks_for_firm()
    problem = kept(district, person)

    trucks, _ = handed(district, person, problem.id, TRUCKS)
    taxes, is_new = handed(district, person, problem.id, TAXES)

    assert is_new
    assert trucks.id != taxes.id


def test_an_unknown_category_opens_nothing(district: District) -> None:
    person = district.speaks_for_firm()
    problem = kept(district, person)

    with pytest.raises(NotYours):
        handed(district, person, problem.id, "nonsense")


def test_taps_are_labels_and_silence_is_none(district: District) -> None:
    person = district.speaks_for_firm()
    kept(district, person, Told(text="没有人点"))
    kept(district, person, Told())
    problem = kept(district, person)

    def taps(uow):
        card = problems.tapped(uow, problem, "none")
        card = problems.tapped(uow, card, "none")
        problems.chosen(uow, card, TAXES)

    district.act(taps)
    [label] = district.act(lambda uow: list(problems.labels(uow)))

    assert label.text == WORDS
    assert label.tapped == ("none", TAXES)
    assert label.predicted[0] == (TRUCKS, 0.9)
    assert label.model == "abc"
