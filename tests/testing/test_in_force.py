"""仍执行至: staff lift the cap of an old document, and everything follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.services.firms.firms import judge, profile_of
from bot.services.registers.operating import operator_grounds
from bot.services.testing.replanning import replan_stale
from bot.store.audit import AUDIT
from bot.store.firms.firms import FirmCard
from bot.store.registers.in_force import IN_FORCE, current_in_force
from bot.store.uow import UnitOfWork
from policies.document_registers import UNCONFIRMED
from policies.verdicts import Outcome, Verdict
from tests.testing.county import RULES, ZONE, County

DOCUMENT = RULES.documents["fangcheng-2022-06-22"]
REGISTER = RULES.registers.about(DOCUMENT)
FACT = REGISTER.fact.id
JANUARY = datetime(2023, 1, 5, 1, 30, tzinfo=UTC)
UNTIL = date(2023, 1, 31)
REASON = "方案继续执行"
SOURCE = "县发改委 1 月 4 日电话答复"


def record(county: County, until: date = UNTIL, source: str = SOURCE) -> None:
    county.enters(REGISTER, until.isoformat(), operator_grounds(REASON, source))


def duty(county: County, firm: FirmCard) -> Verdict:
    def judged(uow: UnitOfWork) -> Verdict:
        today = uow.now.astimezone(ZONE).date()
        [verdict] = judge(RULES, profile_of(uow, RULES, firm), today, only=["O-FC-01"])
        return verdict

    return county.act(judged)


@pytest.fixture
def sampled(county: County) -> tuple[FirmCard, int]:
    """A firm in the year after the document, with a group that was just sampled."""
    county.now = JANUARY
    owner = county.person(1)
    firm = county.firm(owner)
    group = county.group(owner, firm)
    county.sample(owner, group, JANUARY)
    return firm, group


def test_without_a_record_an_old_duty_is_only_to_be_confirmed(
    county: County, sampled: tuple[FirmCard, int]
) -> None:
    firm, group = sampled

    assert (duty(county, firm).outcome, duty(county, firm).capped) == (Outcome.CONFIRM, True)
    assert county.planned(group) == []


def test_a_record_lifts_the_cap_and_plans_reminders(
    county: County, sampled: tuple[FirmCard, int]
) -> None:
    firm, group = sampled

    record(county)

    verdict = duty(county, firm)
    notes = [note.text for note in verdict.notes]
    assert verdict.outcome is Outcome.OBLIGATION
    said = f"工作人员记录：仍执行至 2023-01-31（2023-01-05，来源：{REASON}；{SOURCE}）"
    assert any(said == n.zh for n in notes)
    assert any("Recorded by staff: in force until 2023-01-31" in n.en for n in notes)
    assert [stage.split()[0] for stage in county.planned(group)] == ["early", "late", "overdue"]
    assert [text.split(" since")[0] for text in county.heard(1)] == ["zh now 48h"]


def test_the_day_after_the_last_reminders_end_by_themselves(
    county: County, sampled: tuple[FirmCard, int]
) -> None:
    firm, group = sampled
    record(county, until=date(2023, 1, 5))

    county.now = JANUARY + timedelta(days=1)
    county.act(lambda uow: replan_stale(uow, RULES, ZONE, limit=10))

    assert duty(county, firm).capped
    assert county.planned(group) == []


def test_a_withdrawn_record_caps_again_and_stays_on_the_books(
    county: County, sampled: tuple[FirmCard, int]
) -> None:
    firm, group = sampled
    record(county)

    county.enters(REGISTER, UNCONFIRMED)

    assert duty(county, firm).capped
    assert county.planned(group) == []
    [row] = county.act(lambda uow: uow.connection.execute(select(IN_FORCE)).all())
    assert (row.recorded_by, row.withdrawn_by) == ("operator", "operator")
    acts = county.act(
        lambda uow: [r.act for r in uow.connection.execute(select(AUDIT).order_by(AUDIT.c.id))]
    )
    assert [act for act in acts if act.startswith("register")] == [f"register:{FACT}"] * 2
    with pytest.raises(RegisterRefusal) as refusal:
        county.enters(REGISTER, UNCONFIRMED)
    assert refusal.value.code is RegisterCode.SAME


def test_the_newest_record_counts_and_its_source_is_sealed(county: County) -> None:
    county.now = JANUARY
    record(county)
    record(county, until=date(2023, 6, 30), source="复函")

    cards = county.act(current_in_force)
    assert (cards[DOCUMENT.id].until, cards[DOCUMENT.id].source) == (
        date(2023, 6, 30),
        f"{REASON}；复函",
    )
    every = select(IN_FORCE).order_by(IN_FORCE.c.id)
    rows = county.act(lambda uow: uow.connection.execute(every).all())
    assert all(SOURCE.encode() not in row.source for row in rows)
    assert [row.withdrawn_at is None for row in rows] == [False, True]


def test_what_is_still_to_ask_follows_the_record(
    county: County, sampled: tuple[FirmCard, int]
) -> None:
    firm, _ = sampled
    before = county.act(lambda uow: profile_of(uow, RULES, firm))
    record(county)
    after = county.act(lambda uow: profile_of(uow, RULES, firm))

    assert before == replace(after, in_force={})
    assert after.in_force[DOCUMENT.id].until == UNTIL
