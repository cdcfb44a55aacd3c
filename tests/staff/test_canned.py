"""Canned answers: who uses and keeps which, and what is refused when they are written."""

import pytest

from bot.domain.canned import SHELF_MOST, TEXT_MOST, Blank, filled, titled
from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale
from bot.domain.staff import Appointment, RoleKind
from bot.services.staff import canned_answers as acts
from bot.store.staff.canned_answers import Shelf
from bot.store.staff.officers import OfficerCard
from tests.staff.office import COUNTY, SISTER_TOWN, TOWN, Office


def test_a_desk_is_used_by_who_sits_there_and_kept_by_who_dispatches(office: Office) -> None:
    unit = office.unit("town", "街道办", TOWN)
    shelf = Shelf(TOWN, unit.id)
    people: dict[str, OfficerCard] = {
        "sits there": office.of(RoleKind.UNIT, TOWN, unit_id=unit.id),
        "sits beside": office.of(RoleKind.UNIT, TOWN),
        "dispatches": office.of(RoleKind.DISPATCHER, COUNTY),
        "dispatches elsewhere": office.of(RoleKind.DISPATCHER, SISTER_TOWN),
        "manages": office.of(RoleKind.ADMINISTRATOR, COUNTY),
    }
    keeper = people["dispatches"]
    answer = office.act(lambda uow: acts.write_answer(uow, keeper, shelf, "{企业}您好"))

    def may(work) -> set[str]:
        return {name for name, who in people.items() if is_allowed(office, work, who)}

    assert may(lambda uow, who: acts.answer_of(uow, who, answer.id)) == {
        "sits there",
        "dispatches",
    }
    assert may(lambda uow, who: acts.write_answer(uow, who, shelf, "好")) == {"dispatches"}
    assert may(lambda uow, who: acts.versions(uow, who, answer.id)) == {"sits there", "dispatches"}
    assert may(lambda uow, who: acts.change_answer(uow, who, answer.id, "您好")) == {"dispatches"}


def test_what_is_ones_own_is_nobody_elses(office: Office) -> None:
    mine, other = (office.officer(Appointment(RoleKind.UNIT, TOWN)) for _ in range(2))
    [shelf, *_] = office.act(lambda uow: acts.shelves_used(uow, mine))
    answer = office.act(lambda uow: acts.write_answer(uow, mine, shelf, "请稍等"))

    assert not is_allowed(office, lambda uow, who: acts.answer_of(uow, who, answer.id), other)
    assert not is_allowed(office, lambda uow, who: acts.write_answer(uow, who, shelf, "好"), other)
    assert [each.id for each in office.act(lambda uow: acts.answers_of(uow, mine))] == [answer.id]
    assert office.act(lambda uow: acts.answers_of(uow, other)) == []


def test_two_who_change_one_answer(office: Office) -> None:
    by = office.of(RoleKind.DISPATCHER)
    old = office.act(lambda uow: acts.write_answer(uow, by, Shelf(COUNTY), "一"))
    office.act(lambda uow: acts.change_answer(uow, by, old.id, "二"))
    for work in (
        lambda uow: acts.change_answer(uow, by, old.id, "三"),
        lambda uow: acts.remove_answer(uow, by, old.id),
        lambda uow: acts.answer_of(uow, by, old.id),
    ):
        with pytest.raises(Stale):
            office.act(work)
    assert [each.text for each in office.act(lambda uow: acts.versions(uow, by, old.id))] == [
        "二",
        "一",
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("  ", AnswerCode.NOT_UNDERSTOOD),
        ("好" * (TEXT_MOST + 1), AnswerCode.TOO_LONG),
        ("{车牌}放行", AnswerCode.NOT_OFFERED),
        ("{}放行", AnswerCode.NOT_OFFERED),
    ],
)
def test_what_cannot_be_filled_in_is_not_kept(
    office: Office, written: str, code: AnswerCode
) -> None:
    by = office.of(RoleKind.DISPATCHER)
    with pytest.raises(BadAnswer) as refused:
        office.act(lambda uow: acts.write_answer(uow, by, Shelf(COUNTY), written))
    assert refused.value.code is code


def test_a_shelf_is_full_at_some_point(office: Office) -> None:
    by = office.of(RoleKind.DISPATCHER)

    def fill(uow) -> None:
        for number in range(SHELF_MOST):
            acts.write_answer(uow, by, Shelf(COUNTY), f"第{number}条")

    office.act(fill)
    with pytest.raises(BadAnswer):
        office.act(lambda uow: acts.write_answer(uow, by, Shelf(COUNTY), "还有"))


def test_blanks_are_filled_in_either_language_and_what_lacks_stays() -> None:
    values = {Blank.FIRM: "示例{纺织}", Blank.UNIT: None}
    done = filled("｛企业｝, { Firm }: {unit}", values)
    assert (done.text, done.lacking) == ("示例{纺织}, 示例{纺织}: {unit}", ("unit",))


def test_a_short_first_line_is_the_title() -> None:
    assert titled("问候\n您好") == ("问候", "您好")
    assert titled("只有一段") == ("只有一段", "只有一段")
    assert titled("这一行比标题长很多很多很多\n下面") == (
        "这一行比标题长很多很多很多",
        "下面",
    )


def is_allowed(office: Office, work, who: OfficerCard) -> bool:
    try:
        office.act(lambda uow: work(uow, who))
    except NotYours:
        return False
    return True
