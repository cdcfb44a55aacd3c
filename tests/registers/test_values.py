"""A value of a register holds from its day on, can be taken back, and tells whom it concerns."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.staff import Appointment, RoleKind
from bot.services.impact.known import read_known
from bot.services.registers.cards import Subject
from bot.services.registers.changes import Change
from bot.services.registers.entries import set_value
from bot.services.registers.impact import impact_of, within
from bot.services.registers.keepers import places_kept
from bot.services.registers.registers import register_of_place
from bot.services.registers.settling import held_of, restore
from bot.store.firms.firms import KnownFact, facts_of, put_facts
from bot.store.registers.jobs import told_firms
from bot.store.registers.registers import load_entry
from bot.store.staff.officers import OfficerCard
from policies.verdicts import Outcome
from tests.cases.district import COUNTY, ELSEWHERE, GROUND, RULES, TOWN
from tests.registers.office import LIST, LOOP, STATE, WHY, Office

DAILY, ROLLING = "O-FC-02", "O-FC-01"
LISTED_ONLY = "P-FC-14"
BOOTH = {
    "headcount": 1200,
    "headcount_own": 1200,
    "booth_provision": "self",
    "booth_cost": "60000.00",
}


def test_a_state_holds_at_once_and_each_firm_hears_why_once(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()
    office.samples(person, firm)
    hours = office.planned()

    entry = office.sets(officer, STATE, "emergency")
    assert office.outcome(firm, DAILY) is Outcome.OBLIGATION
    office.ticks()
    office.ticks()

    [said] = office.heard(person)
    assert "方城县 · 所在地防控状态：应急状态" in said
    assert "县指挥部会议决定" in said
    assert "📌 每日核酸检测：须履行（原来：不适用）\n· 所在地防控状态：应急状态" in said
    assert "➖ 48小时滚动核酸检测：不适用（原来：须履行）\n· 所在地防控状态：应急状态" in said
    assert [
        clause for clause in ("二(一)", "三(三)", "三(五)", "三(七)") if clause not in said
    ] == []
    assert office.planned() != hours
    assert ("officer:1", f"register:{STATE}", COUNTY) in office.its.audit()
    assert office.act(lambda uow: told_firms(uow.connection, entry)) == {firm.id}


def test_its_officer_sees_how_far_it_is_and_what_came_of_it(office: Office) -> None:
    officer = office.its.officer()
    for _ in range(3):
        office.firm()
    office.firm(ELSEWHERE)
    what = "方城县 · 所在地防控状态“应急状态”"

    entry = office.sets(officer, STATE, "emergency")
    office.ticks(batches=2, size=1)
    begun = office.heard(officer)
    office.ticks(size=1)

    assert begun == [f"📤 {what}：正在逐家核对，1 / 3 家"]
    told = f"✅ {what}：3 家已核对完。\n3 家有变化，各通知了一次。"
    assert office.heard(officer) == [*begun, told]
    assert office.act(lambda uow: len(told_firms(uow.connection, entry))) == 3


def test_the_sum_and_who_bears_it_are_known_before(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm(**BOOTH)
    card = office.card(officer, LIST, firm)
    known = office.act(lambda uow: read_known(uow, within(card.subject)))
    held = {"value": "listed", "by_staff": True, "approximate": False}

    impact = impact_of(RULES, known, card.subject, LIST, held, date(2022, 7, 15))
    office.sets(officer, LIST, "listed", firm)
    office.ticks()

    assert impact.sums == (("P-FC-01", "", "30000.00"),)
    outlay = {payer: str(sum_) for (payer, _), sum_ in impact.tally.outlay.items()}
    assert outlay == {"省级承担": "21000.00", "县级承担": "9000.00"}
    [said] = office.heard(person)
    assert "采样屋补贴：适用，预计 30,000.00 元" in said


def test_taking_back_restores_what_was_and_corrects_only_who_was_told(office: Office) -> None:
    officer = office.its.officer()
    people = [office.firm() for _ in range(3)]
    for person, firm in people:
        office.samples(person, firm)
    hours = office.planned()

    entry = office.sets(officer, STATE, "emergency")
    office.ticks(batches=1, size=1)  # one firm of three was reached
    office.undoes(officer, entry)
    office.ticks()

    assert [len(office.heard(person)) for person, _ in people] == [2, 0, 0]
    assert "更正" in office.heard(people[0][0])[1]
    assert office.planned() == hours
    assert office.card(officer, STATE).value == "normal"
    assert office.outcome(people[0][1], ROLLING) is Outcome.OBLIGATION


def test_it_cannot_be_taken_back_late_twice_or_under_a_newer_value(office: Office) -> None:
    officer = office.its.officer()
    first = office.sets(officer, STATE, "emergency")
    office.its.wait(minutes=1)
    second = office.sets(officer, STATE, "normal")

    codes = []
    for entry, minutes in ((first, 0), (second, 2), (second, 0)):
        office.its.wait(minutes=minutes)
        try:
            office.undoes(officer, entry)
            codes.append(None)
        except Stale as stale:
            codes.append(stale.code)
    office.its.wait(seconds=1)
    third = office.sets(officer, STATE, "normal")
    office.its.wait(minutes=2, seconds=1)
    with pytest.raises(Stale) as late:
        office.undoes(officer, third)

    assert codes == [StaleCode.CHANGED, None, StaleCode.ANSWERED]
    assert late.value.code is StaleCode.EXPIRED


def test_the_second_of_two_officers_is_told_to_look_again(office: Office) -> None:
    first, second = office.its.officer("甲"), office.its.officer("乙")
    seen = office.card(second, STATE).version

    office.sets(first, STATE, "emergency")
    with pytest.raises(Stale) as stale:
        office.sets(second, STATE, "emergency", seen=seen)

    assert stale.value.code is StaleCode.CHANGED
    assert len(office.card(second, STATE).entries) == 1


async def test_of_officers_who_set_it_at_once_one_does(office: Office) -> None:
    officers = [office.its.officer(f"干部{n}") for n in range(5)]

    def sets(officer: OfficerCard) -> Callable[[Connection], int]:
        def work(connection: Connection) -> int:
            uow = office.its.uow(connection)
            card = register_of_place(uow, RULES, officer, STATE, COUNTY, lock=True)
            change = Change("emergency", None, WHY, 0, 0)
            return set_value(uow, GROUND, card, change, f"officer:{officer.id}")

        return work

    runs = (office.its.database.run(sets(officer)) for officer in officers)
    outcomes = await asyncio.gather(*runs, return_exceptions=True)

    assert sum(isinstance(each, Stale) for each in outcomes) == 4
    assert len(office.card(officers[0], STATE).entries) == 1


def test_every_place_of_a_level_can_have_a_value_of_its_own(office: Office) -> None:
    """Towns by colour, counties by class: data alone decides at which level it is kept."""
    officer = office.its.officer()
    register = RULES.registers.find(STATE, COUNTY)
    assert register is not None
    by_town = replace(register, levels=("town",))

    places = office.act(lambda uow: places_kept(uow, RULES, officer, by_town))
    (_, here), (_, there) = office.firm(places[0]), office.firm(places[1])
    subject = Subject(places[0])
    office.act(
        lambda uow: restore(
            uow, by_town, subject, {"value": "emergency", "since": "2022-07-15T01:00:00+00:00"}
        )
    )

    assert len(places) > 10
    assert all(place.startswith(f"{COUNTY}/") for place in places)
    assert office.outcome(here, DAILY) is Outcome.OBLIGATION
    assert office.outcome(there, DAILY) is Outcome.NO_MATCH


def test_a_day_ahead_waits_and_can_be_called_off_until_it_comes(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()

    off = office.sets(officer, STATE, "emergency", day=date(2022, 7, 20))
    office.ticks()
    office.its.wait(hours=3)
    office.undoes(officer, off)
    office.sets(officer, STATE, "emergency", day=date(2022, 7, 18))
    office.ticks()
    waiting = office.outcome(firm, DAILY), office.heard(person)
    office.its.wait(days=3)
    office.ticks()

    assert waiting == (Outcome.NO_MATCH, [])
    assert office.outcome(firm, DAILY) is Outcome.OBLIGATION
    [said] = office.heard(person)
    assert "防控状态：应急状态（7月18日（周一）起，原来：常态）" in said


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2022, 7, 14), RegisterCode.TOO_EARLY),
        (date(2021, 7, 1), RegisterCode.TOO_FAR),
        (date(2023, 8, 1), RegisterCode.TOO_FAR),
    ],
)
def test_a_day_that_cannot_be_is_refused(office: Office, day: date, code: RegisterCode) -> None:
    officer = office.its.officer()
    office.sets(officer, STATE, "emergency")

    with pytest.raises(RegisterRefusal) as refused:
        office.sets(officer, STATE, "normal", day=day)

    assert refused.value.code is code


def test_what_the_operator_sets_is_in_the_history_and_not_for_officers_to_undo(
    office: Office,
) -> None:
    officer = office.its.officer()
    register = RULES.registers.find(STATE, COUNTY)
    office.operator_sets(register, "emergency")

    card = office.card(officer, STATE)
    [entry] = card.entries
    with pytest.raises(Stale) as stale:
        office.undoes(officer, entry.id)

    assert (card.value, entry.made_by, entry.value) == ("emergency", "operator", "emergency")
    assert stale.value.code is StaleCode.EXPIRED


def test_the_same_value_is_no_change(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()

    for fact, value, of in ((STATE, "normal", None), (LOOP, False, firm)):
        with pytest.raises(RegisterRefusal) as refused:
            office.sets(officer, fact, value, of)
        assert refused.value.code is RegisterCode.SAME
    assert office.heard(person) == []


def test_staff_decide_over_the_owners_word_and_it_comes_back_when_undone(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm(**{LIST: "listed"})

    entry = office.sets(officer, LIST, "none", firm)
    office.ticks()
    office.act(lambda uow: put_facts(uow, firm.id, {LIST: "listed"}))  # the firm says it again
    assert office.card(officer, LIST, firm).value == "none"
    assert office.outcome(firm, LISTED_ONLY) is Outcome.NO_MATCH
    office.undoes(officer, entry)
    office.ticks()

    told, corrected = office.heard(person)
    assert "您原来自报的是“在册”，现在由行业主管部门核定为“未申报”，以核定的为准。" in told
    assert "更正" in corrected
    known = office.act(lambda uow: facts_of(uow.connection, firm.id)[LIST])
    assert known == KnownFact("listed", by_staff=False)


def test_removal_needs_both_conditions(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()
    office.sets(officer, LIST, "listed", firm)

    for ticked in (0, 1):
        with pytest.raises(RegisterRefusal) as refused:
            office.sets(officer, LIST, "removed", firm, conditions=ticked)
        assert refused.value.code is RegisterCode.CONDITIONS
    office.sets(officer, LIST, "removed", firm, conditions=2)
    office.ticks()

    assert office.outcome(firm, LISTED_ONLY) is Outcome.NO_MATCH
    assert ["在册" in said for said in office.heard(person)] == [True, True]
    assert "已移出" in office.heard(person)[1]


def test_only_units_that_keep_a_register_set_it_for_their_place_and_sector(office: Office) -> None:
    _, firm = office.firm()
    asked = [
        (office.clerk("sector_department", "industry"), True, False),
        (office.clerk("sector_department", "trade"), None, False),
        (office.clerk("finance_department"), False, False),
        (office.clerk("epidemic_headquarters"), False, True),
        (office.its.officer(region=TOWN), True, False),
        (office.its.officer(region=ELSEWHERE), None, False),
        (office.its.appointed(Appointment(RoleKind.LIAISON, COUNTY)), False, False),
    ]

    found = [
        (_may(office, who, LIST, "listed", firm), _may(office, who, STATE, "emergency", None))
        for who, _, _ in asked
    ]

    assert found == [(listed, bool(state)) for _, listed, state in asked]


def _may(office, who, fact, value, firm) -> bool | None:
    """None: they do not even find it."""
    try:
        entry = office.sets(who, fact, value, firm)
    except NotYours as refusal:
        return None if refusal.params["subject"] == "firm" else False
    office.undoes(who, entry)
    return True


def test_the_preview_counts_what_then_happens(office: Office) -> None:
    officer = office.its.officer()
    people = [office.firm(), office.firm(subject_type="sole_trader"), office.firm(ELSEWHERE)]
    office.samples(*people[0])
    card = office.card(officer, STATE)
    known = office.act(lambda uow: read_known(uow, within(card.subject)))
    held = {"value": "emergency", "since": "2022-07-15T01:00:00+00:00"}

    impact = impact_of(RULES, known, card.subject, STATE, held, date(2022, 7, 15))
    entry = office.sets(officer, STATE, "emergency")
    office.ticks()

    assert (impact.tally.firms, impact.touched, impact.replanned) == (2, 2, 1)
    found = impact.tally.changes
    assert found[DAILY] == {"gained": 2}
    assert found[ROLLING]["lost"] == 1
    told = office.act(lambda uow: told_firms(uow.connection, entry))
    assert told == {firm.id for _, firm in people[:2]}
    kept = office.act(lambda uow: load_entry(uow, entry))
    assert held_of(card.subject, kept)["value"] == "emergency"
    assert kept.before == {"value": "normal", "since": "2022-07-15T01:00:00+00:00"}
