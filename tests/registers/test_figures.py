"""The county's own figures of what a list covers: read for certain, judged by both clauses."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.coverage_figures import Figure, Part, read_figure
from bot.domain.errors import NotYours, Stale
from bot.domain.register_refusals import RegisterRefusal
from bot.services.registers.coverage_figures import (
    every_figure,
    fields_kept,
    figures_of,
    undo_figure,
    write_figure,
)
from bot.services.registers.lists import coverage_of, roll_of
from bot.store.staff.officers import OfficerCard
from handlers.desk.registers.figure_sheets import coverage_sheet, figures_sheet
from handlers.tongue import Tongue
from tests.cases.district import COUNTY, ELSEWHERE, RULES
from tests.registers.office import LIST, Office

REGISTER = RULES.registers.find(LIST, COUNTY)
assert REGISTER is not None
TODAY = date(2022, 7, 15)
MAY, JUNE = date(2022, 5, 1), date(2022, 6, 1)


@pytest.mark.parametrize(
    ("text", "percent", "month", "source"),
    [
        ("71.3% 2022年6月 县统计局月报", "71.3", JUNE, "县统计局月报"),
        ("县统计局7月5日快报，6月份，71.30％", "71.3", JUNE, "县统计局7月5日快报"),
        ("70 2022-06 统计局", "70", JUNE, "统计局"),
        ("百分之七 上月 百分之70.01 报表", "70.01", JUNE, "百分之七 报表"),
        ("12月 68% 年报", "68", date(2021, 12, 1), "年报"),
        ("去年6月 68% 年报", "68", date(2021, 6, 1), "年报"),
        ("100% 本月 全部在册", "100", date(2022, 7, 1), "全部在册"),
        ("0.7% June 2022 monthly report", "0.7", JUNE, "monthly report"),
        ("71% last month bureau", "71", JUNE, "bureau"),
    ],
)
def test_share_month_and_source_in_any_order(
    text: str, percent: str, month: date, source: str
) -> None:
    assert read_figure(text, TODAY) == Figure(Decimal(percent), month, source)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("6月 统计局", Part.SHARE),
        ("0.713 6月 统计局", Part.SHARE),
        ("170% 6月 统计局", Part.SHARE),
        ("-5% 6月 统计局", Part.SHARE),
        ("71.345% 6月 统计局", Part.SHARE),
        ("71% 统计局", Part.MONTH),
        ("71% 13月 统计局", Part.MONTH),
        ("71% 7月5日 统计局", Part.MONTH),
        ("71% 2022年8月 统计局", Part.AHEAD),
        ("71% 6月", Part.SOURCE),
        ("71% 6月 ……", Part.SOURCE),
        ("71% 6月 " + "报" * 201, Part.SOURCE),
    ],
)
def test_what_is_not_certain_is_asked_for_again(text: str, part: Part) -> None:
    with pytest.raises(RegisterRefusal) as refused:
        read_figure(text, TODAY)

    assert refused.value.params["part"] == part


@pytest.mark.parametrize(
    ("percent", "first", "stricter"),
    [("69.99", False, False), ("70", True, False), ("70.01", True, True)],
)
def test_exactly_70_fulfils_only_one_of_the_clauses(
    percent: str, first: bool, stricter: bool
) -> None:
    aim = REGISTER.coverage
    assert aim is not None

    found = aim.is_met(Decimal(percent)), aim.is_met_strictly(Decimal(percent))
    assert found == (first, stricter)


def writes(
    office: Office, by: OfficerCard, percent: str, month: date = JUNE, field: str | None = None
) -> int:
    figure = Figure(Decimal(percent), month, "县统计局月报")
    made = office.act(lambda uow: write_figure(uow, RULES, by, REGISTER, field, figure))
    return made.card.id


def shown(office: Office, by: OfficerCard) -> dict[str | None, Decimal]:
    found = office.act(lambda uow: figures_of(uow, RULES, by, REGISTER))
    return {each.card.sector: each.card.figure.percent for each in found}


def test_of_each_field_the_newest_month_counts_as_it_was_written_last(office: Office) -> None:
    by = office.its.officer()

    writes(office, by, "71.3")
    writes(office, by, "72.55")
    writes(office, by, "60", MAY)
    writes(office, by, "65", MAY, "industry")

    assert shown(office, by) == {"industry": Decimal(65), None: Decimal("72.55")}
    every = office.act(lambda uow: every_figure(uow, RULES, by, REGISTER))
    assert [(each.by, each.card.figure.source) for each in every] == [
        ("李干部", "县统计局月报")
    ] * 4, "nothing is written over"


def test_a_department_writes_and_reads_of_its_own_field(office: Office) -> None:
    by, elsewhere = office.its.officer(), office.its.officer(region=ELSEWHERE)
    clerk = office.clerk("sector_department", "industry")
    writes(office, by, "80", field="culture_tourism")
    writes(office, clerk, "75", field="industry")

    assert shown(office, clerk) == {"industry": Decimal(75)}
    assert office.act(lambda uow: fields_kept(uow, RULES, clerk, REGISTER)) == ("industry",)
    for who, field in ((clerk, "culture_tourism"), (clerk, None), (elsewhere, "industry")):
        with pytest.raises(NotYours):
            writes(office, who, "1", field=field)


def test_a_figure_is_taken_back_once_and_within_two_minutes(office: Office) -> None:
    by = office.its.officer()
    writes(office, by, "71")
    wrong = writes(office, by, "17")

    office.act(lambda uow: undo_figure(uow, RULES, by, wrong))
    assert shown(office, by) == {None: Decimal(71)}
    with pytest.raises(Stale):
        office.act(lambda uow: undo_figure(uow, RULES, by, wrong))

    late = writes(office, by, "18")
    office.its.wait(minutes=2, seconds=1)
    with pytest.raises(Stale):
        office.act(lambda uow: undo_figure(uow, RULES, by, late))
    assert shown(office, by) == {None: Decimal(18)}


def test_the_table_sets_what_is_covered_beside_the_firms_and_keeps_every_figure(
    office: Office,
) -> None:
    by, t = office.its.officer(), Tongue("zh")
    _, firm = office.firm()
    office.firm(sector=None)
    office.sets(by, LIST, "listed", firm)
    writes(office, by, "70", field="industry")
    gone = writes(office, by, "90", field="trade")
    office.act(lambda uow: undo_figure(uow, RULES, by, gone))
    writes(office, by, "71.3")

    roll = office.act(lambda uow: roll_of(uow, RULES, by, REGISTER))
    figures = office.act(lambda uow: figures_of(uow, RULES, by, REGISTER))
    every = office.act(lambda uow: every_figure(uow, RULES, by, REGISTER))
    now = coverage_sheet(t, RULES, REGISTER, coverage_of(RULES, roll), figures)
    then = figures_sheet(t, RULES, every)

    share, june = Decimal(100), ("2022年6月", "县统计局月报")
    assert [tuple(row) for row in now.rows] == [
        ("工业生产", 1, 1, share, Decimal(70), *june, "达到", "没达到"),
        ("各领域合计", None, None, None, Decimal("71.3"), *june, "达到", ""),
        ("没填行业", 0, 1, Decimal(0), None, "", "", "", ""),
    ]
    assert now.header[-2:] == ("三(二) 要求", "四(三) 要求")
    assert [(row[0], row[1], row[6] is not None) for row in then.rows] == [
        ("工业生产", Decimal(70), False),
        ("商贸流通", Decimal(90), True),
        ("各领域合计", Decimal("71.3"), False),
    ]
