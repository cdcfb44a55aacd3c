"""仍执行至 as a register: recorded, followed, taken back, lapsed; by officers and the operator."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import NotYours, Stale
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import Grounds, SourceKind
from bot.domain.staff import Appointment, RoleKind
from bot.services.firms.firms import judge, profile_of
from bot.services.impact.known import read_known
from bot.services.registers.history import Set, history_of
from bot.services.registers.impact import impact_of, within
from bot.services.registers.keepers import documents_kept
from bot.store.firms.firms import FirmCard, load_firm
from bot.store.registers.in_force import add_in_force, current_in_force
from policies.document_registers import PREFIX, UNCONFIRMED
from policies.verdicts import Outcome
from tests.cases.district import CHINA, COUNTY, RULES
from tests.registers.office import Office

DOCUMENT = RULES.documents["fangcheng-2022-06-22"]
FACT = f"{PREFIX}{DOCUMENT.id}"
ROLLING = "O-FC-01"
JUNE, YEAR = "2023-06-30", "2023-12-31"
WHY = Grounds("县发改委答复，方案继续执行", SourceKind.WORDS, "1 月 4 日电话")


@pytest.fixture
def january(office: Office) -> Office:
    """In the year after the document."""
    office.its.now = datetime(2023, 1, 5, 1, 30, tzinfo=UTC)
    return office


def notes(office: Office, firm: FirmCard) -> list[str]:
    def judged(uow):
        today = uow.now.astimezone(CHINA).date()
        profile = profile_of(uow, RULES, load_firm(uow, firm.id))
        [verdict] = judge(RULES, profile, today, only=[ROLLING])
        return [note.text.zh for note in verdict.notes]

    return office.act(judged)


def test_it_lifts_the_cap_says_who_recorded_it_and_lapses_by_itself(january: Office) -> None:
    officer = january.its.officer("王干部")
    person, firm = january.firm()
    january.samples(person, firm)
    capped = january.outcome(firm, ROLLING), january.planned()

    january.sets(officer, FACT, JUNE, why=WHY)
    january.ticks()
    lifted = january.outcome(firm, ROLLING)
    [said] = january.heard(person)
    beside = notes(january, firm)
    planned = january.planned()
    january.its.wait(days=177)  # to the day after

    assert capped == (Outcome.CONFIRM, [])
    assert lifted is Outcome.OBLIGATION
    assert len(planned) == 3
    assert "仍执行至：2023-06-30（原来：未确认）" in said
    assert "县发改委答复，方案继续执行" in said
    assert "📌 48小时滚动核酸检测：须履行（原来：需主管部门确认）" in said
    assert (
        "工作人员记录：仍执行至 2023-06-30（王干部，2023-01-05，"
        "来源：县发改委答复，方案继续执行；1 月 4 日电话）"
    ) in beside
    assert january.outcome(firm, ROLLING) is Outcome.CONFIRM
    assert ("officer:1", f"register:{FACT}", COUNTY) in january.its.audit()


def test_undone_within_two_minutes_what_was_before_counts_again(january: Office) -> None:
    officer = january.its.officer()
    person, firm = january.firm()
    january.sets(officer, FACT, JUNE, why=WHY)
    january.its.wait(minutes=5)
    january.ticks()

    longer = january.sets(officer, FACT, YEAR)
    january.undoes(officer, longer)
    assert january.act(current_in_force)[DOCUMENT.id].until == date(2023, 6, 30)
    gone = january.sets(officer, FACT, UNCONFIRMED)
    january.ticks()
    capped = january.outcome(firm, ROLLING)
    january.undoes(officer, gone)
    january.ticks()

    heard = january.heard(person)
    assert capped is Outcome.CONFIRM
    assert january.outcome(firm, ROLLING) is Outcome.OBLIGATION
    assert ["🟡 需主管部门确认：" in each for each in heard] == [False, True, False]
    assert "更正" in heard[2]
    kept = january.act(current_in_force)[DOCUMENT.id]
    said = f"{WHY.reason}；{WHY.words}"
    assert (kept.recorded_by, kept.source) == (f"officer:{officer.id}", said)


def test_what_stood_before_there_was_a_history_comes_back(january: Office) -> None:
    officer = january.its.officer()
    january.act(
        lambda uow: add_in_force(
            uow, DOCUMENT.id, date(2023, 3, 31), "复函", actor="operator", at=uow.now
        )
    )
    assert january.card(officer, FACT).value == "2023-03-31"

    entry = january.sets(officer, FACT, YEAR)
    january.undoes(officer, entry)

    kept = january.act(current_in_force)[DOCUMENT.id]
    assert (kept.until, kept.source) == (date(2023, 3, 31), "复函")


def test_the_operator_writes_into_the_same_history(january: Office) -> None:
    officer = january.its.officer()
    january.operator_sets(RULES.registers.about(DOCUMENT), JUNE)
    card = january.card(officer, FACT)

    with pytest.raises(Stale):
        january.sets(officer, FACT, YEAR, seen=card.version - 1)
    assert card.undoable(january.its.now) is None  # for the operator to take back
    january.its.wait(minutes=1)
    january.sets(officer, FACT, YEAR)

    card = january.card(officer, FACT)
    past = january.act(lambda uow: history_of(uow, card))
    values = [each.what.entry.value for each in past if isinstance(each.what, Set)]
    assert values == [YEAR, JUNE]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2023-01-04", RegisterCode.PAST),
        ("2034-01-01", RegisterCode.TOO_LONG),
        (UNCONFIRMED, RegisterCode.SAME),
    ],
)
def test_days_that_cannot_be_are_refused(january: Office, value: str, code: RegisterCode) -> None:
    with pytest.raises(RegisterRefusal) as refusal:
        january.sets(january.its.officer(), FACT, value)
    assert refusal.value.code is code


def test_in_its_own_year_it_may_be_said_ahead_and_nobody_is_disturbed(office: Office) -> None:
    officer = office.its.officer()
    person, firm = office.firm()

    with pytest.raises(RegisterRefusal) as refusal:
        office.sets(officer, FACT, "2022-12-31")
    office.sets(officer, FACT, JUNE)
    office.ticks()
    office.its.wait(days=200)

    assert refusal.value.code is RegisterCode.OWN_YEAR
    assert office.heard(person) == []
    assert office.outcome(firm, ROLLING) is Outcome.OBLIGATION


def test_how_many_firms_it_touches_is_known_before(january: Office) -> None:
    officer = january.its.officer()
    person, firm = january.firm()
    january.samples(person, firm)
    january.firm(region="河南省/南阳市/社旗县")
    card = january.card(officer, FACT)
    known = january.act(lambda uow: read_known(uow, within(card.subject)))

    impact = impact_of(RULES, known, card.subject, FACT, {"until": JUNE}, january.its.now.date())
    same = impact_of(RULES, known, card.subject, FACT, {"until": JUNE}, date(2022, 12, 30))

    assert (impact.tally.firms, impact.touched, impact.replanned) == (1, 1, 1)
    assert same.touched == 0


def test_no_unit_keeps_it_and_an_editor_of_the_province_does(january: Office) -> None:
    its = january.its
    unit = january.clerk("transport_department")
    province = its.appointed(Appointment(RoleKind.EDITOR, "河南省"))

    kept = january.act(lambda uow: documents_kept(uow, RULES, unit))
    theirs = january.act(lambda uow: documents_kept(uow, RULES, province))

    assert kept == ()
    assert [each.document for each in theirs] == [DOCUMENT]  # others there have no date
    with pytest.raises(NotYours):
        january.sets(unit, FACT, JUNE)
