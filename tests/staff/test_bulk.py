"""包保 by spreadsheet: what is done, what is named, what happens when two do it at once."""

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.bulk import Away, BulkCode, Plan, may_be_table
from bot.domain.errors import NotYours, Stale
from bot.domain.file_refusals import SheetCode, SheetRefusal
from bot.domain.staff import Appointment, RoleKind
from bot.services.assignments import bulk_assignments as acts
from bot.services.assignments.columns import codes_in, read_sheet
from bot.services.assignments.judging import judge
from bot.services.assignments.known import read_known
from bot.services.staff.leave import Span, take_leave
from bot.sheets.values import CellCode
from bot.store.bulk_assignments import add_bulk
from bot.store.firms.verification import put_code
from bot.store.staff.officers import OfficerCard
from tests.sheets.books import by_openpyxl
from tests.staff.office import RULES, SISTER, SISTER_TOWN, TOWN, Office

CHINA = ZoneInfo("Asia/Shanghai")
HEAD = ["企业名称", "统一社会信用代码", "工作人员", "包保身份", "从哪天起"]
CODE = "91350100M000100Y43"


def plan_for(office: Office, by: OfficerCard, *rows: list[object]) -> Plan:
    reading = read_sheet(by_openpyxl(HEAD, *rows))
    known = office.act(lambda uow: read_known(uow, RULES, by, codes_in(reading)))
    return judge(reading, known, "分工.xlsx", office.now, CHINA)


def kept(office: Office, by: OfficerCard, plan: Plan) -> int:
    def keep(uow) -> int:
        bulk_id = add_bulk(uow, by.id, 1)
        acts.keep_plan(uow, by, bulk_id, plan)
        return bulk_id

    return office.act(keep)


def applied(office: Office, by: OfficerCard, bulk_id: int) -> acts.Done:
    return office.act(lambda uow: acts.apply_sheet(uow, RULES, by, bulk_id, CHINA))


def troubles(plan: Plan) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(row.number, each.code, each.similar) for row in plan.failed for each in row.problems]


def test_a_row_names_firm_officer_slot_and_day(office: Office) -> None:
    chief = office.of(RoleKind.DISPATCHER)
    firm, coded = office.firm("示例纺织"), office.firm("样板石材")
    office.act(lambda uow: put_code(uow, coded.id, CODE))
    wang = office.officer(name="王干部")
    twin = office.officer(name="王干部")
    sun = office.officer(name="孙干部")

    plan = plan_for(
        office,
        chief,
        ["示例 纺织", None, f"王干部 #{twin.id}", "包保干部", date(2022, 7, 1)],
        [None, CODE.lower(), "孙干部", None, None],
        ["示例纺织", None, "王干部", None, None],
    )
    done = applied(office, chief, kept(office, chief, plan))

    assert troubles(plan) == [
        (4, BulkCode.TWO_OFFICERS, (f"王干部 #{wang.id}", f"王干部 #{twin.id}")),
        (4, BulkCode.TWICE, ("2",)),
    ]
    assert {(each.firm.id, each.now and each.now.id) for each in done.handed} == {
        (firm.id, twin.id),
        (coded.id, sun.id),
    }
    [(officer, since, until)] = office.spans(firm)
    assert (officer, since.astimezone(CHINA).date(), until) == (twin.id, date(2022, 7, 1), None)


def test_every_bad_row_says_what_is_wrong(office: Office) -> None:
    chief = office.of(RoleKind.DISPATCHER)
    held, other = office.firm("示例纺织"), office.firm("样板石材")
    office.firm("外地纺织", region=SISTER)
    wang = office.officer(name="王干部")
    town = office.officer(Appointment(RoleKind.UNIT, SISTER_TOWN), name="赵干部")
    office.assigns(held, wang)
    office.act(lambda uow: put_code(uow, other.id, CODE))

    plan = plan_for(
        office,
        chief,
        ["示例纺织", None, "王干部", None, None],  # so already
        ["外地纺织", None, "王干部", None, None],
        ["示例纺织", CODE, "王干部", None, None],
        ["样板石材", None, "赵干部", None, None],
        ["样板石材", None, "王干部", "厂长", None],
        ["样板石材", None, "王干部", None, date(2022, 7, 16)],
        ["示例纺织", None, f"#{town.id}", None, None],
        [None, None, "钱某某某", None, None],
        ["样板石材", None, None, None, None],  # left as it was in the template
    )

    assert (plan.same, plan.empty, plan.changes) == (1, 1, ())
    assert [each[:2] for each in troubles(plan)] == [
        (3, BulkCode.UNKNOWN_FIRM),
        (4, BulkCode.OTHER_NAME),
        (5, BulkCode.NOT_THERE),
        (6, BulkCode.UNKNOWN_SLOT),
        (7, BulkCode.FUTURE),
        (8, BulkCode.NOT_THERE),
        (8, BulkCode.TWICE),
        (9, BulkCode.NO_FIRM),
        (9, BulkCode.UNKNOWN_OFFICER),
    ]


def test_a_row_names_all_its_faults_at_once(office: Office) -> None:
    chief = office.of(RoleKind.DISPATCHER)
    held = office.firm("示例纺织")
    office.assigns(held, office.officer(name="王干部"))

    plan = plan_for(
        office,
        chief,
        ["示例纺织", None, "钱某某某", "厂长", "明天"],
        ["示例纺织", None, "钱某某某", "包保干部", date(2022, 7, 14)],
        ["没有这家厂", None, "钱某某某", "厂长", date(2022, 7, 16)],
        ["示例纺织", 123, None, "厂长", None],
    )

    assert [each[:2] for each in troubles(plan)] == [
        (2, CellCode.NOT_A_DATE),
        (2, BulkCode.UNKNOWN_OFFICER),
        (2, BulkCode.UNKNOWN_SLOT),
        (3, BulkCode.UNKNOWN_OFFICER),
        (3, BulkCode.TOO_EARLY),
        (4, BulkCode.UNKNOWN_FIRM),
        (4, BulkCode.UNKNOWN_OFFICER),
        (4, BulkCode.FUTURE),
    ]
    assert plan.empty == 1  # it names nobody: the line of the template was left


def test_who_is_away_is_named_with_whoever_stands_in(office: Office) -> None:
    chief, sun = office.of(RoleKind.DISPATCHER), office.officer(name="孙干部")
    wang, zhao = office.officer(name="王干部"), office.officer(name="赵干部")
    week = Span(office.now, office.now + timedelta(days=7))
    office.act(lambda uow: take_leave(uow, wang, wang.id, week, sun.id))
    office.act(lambda uow: take_leave(uow, zhao, zhao.id, Span(office.now, None), sun.id))
    for name in ("示例纺织", "样板石材", "新设粮油"):
        office.firm(name)

    plan = plan_for(
        office,
        chief,
        ["示例纺织", None, "王干部", None, None],
        ["样板石材", None, "王干部", None, None],
        ["新设粮油", None, "赵干部", None, None],
    )

    until = (office.now + timedelta(days=7)).isoformat()
    assert plan.away == (Away("王干部", until, "孙干部", 2), Away("赵干部", None, "孙干部", 1))


def test_a_day_that_is_over_begins_when_the_one_before_has_ended(office: Office) -> None:
    """Whoever began at nine that day had it from nine, not from midnight."""
    chief, wang, sun = office.of(RoleKind.DISPATCHER), office.officer(), office.officer(name="孙")
    firm, began = office.firm("示例纺织"), office.now
    office.assigns(firm, wang)
    office.wait(days=3)

    day = began.astimezone(CHINA).date()
    plan = plan_for(office, chief, [firm.name, None, f"#{sun.id}", None, day])
    applied(office, chief, kept(office, chief, plan))

    assert office.spans(firm) == [(wang.id, began, began), (sun.id, began, None)]


def test_what_is_no_table_is_known_by_its_name_or_type() -> None:
    taken = [
        ("分工.xlsx", ""),
        ("分工.CSV", "text/csv"),
        ("旧表.xls", ""),
        ("分工", ""),
        ("a.ods", ""),
    ]
    refused = [
        ("助手.exe", "application/x-msdownload"),
        ("分工.xlsx", "application/x-msdownload"),
        ("分工", "image/jpeg"),
        ("分工.pdf", ""),
        ("分工.xlsx.exe", ""),
        ("安装.apk", "application/vnd.android.package-archive"),
    ]
    assert [each for each in taken if not may_be_table(*each)] == []
    assert [each for each in refused if may_be_table(*each)] == []


def test_what_was_changed_after_the_dry_run_is_left_out_and_named(office: Office) -> None:
    chief, wang, sun = office.of(RoleKind.DISPATCHER), office.officer(), office.officer(name="孙")
    moved, free = office.firm("示例纺织"), office.firm("样板石材")
    rows = [["示例纺织", None, f"#{wang.id}"], ["样板石材", None, f"#{wang.id}"]]
    bulk_id = kept(office, chief, plan_for(office, chief, *rows))
    office.assigns(moved, sun)

    done = applied(office, chief, bulk_id)

    assert [each.firm.id for each in done.handed] == [free.id]
    assert troubles(done.plan) == [(2, BulkCode.OVERTAKEN, ())]
    with pytest.raises(Stale):
        applied(office, chief, bulk_id)


def test_taking_back_leaves_what_was_changed_again(office: Office) -> None:
    chief, wang, sun = office.of(RoleKind.DISPATCHER), office.officer(), office.officer(name="孙")
    firms = [office.firm(name) for name in ("示例纺织", "样板石材", "新设粮油")]
    office.assigns(firms[0], sun)
    office.wait(hours=1)
    rows = [[firm.name, None, f"#{wang.id}", None, None] for firm in firms]
    bulk_id = kept(office, chief, plan_for(office, chief, *rows))
    applied(office, chief, bulk_id)
    office.wait(minutes=1)
    office.assigns(firms[1], sun)

    done = office.act(lambda uow: acts.undo_sheet(uow, chief, bulk_id))

    assert (len(done.handed), done.kept) == (2, 1)
    assert [(who, until) for who, _, until in office.spans(firms[0])] == [(sun.id, None)]
    assert [who for who, _, until in office.spans(firms[1]) if until is None] == [sun.id]
    assert office.spans(firms[2]) == []
    with pytest.raises(Stale):
        office.act(lambda uow: acts.undo_sheet(uow, chief, bulk_id))


def test_a_spreadsheet_is_its_senders_alone_and_reaches_no_further(office: Office) -> None:
    chief = office.of(RoleKind.DISPATCHER, TOWN)
    beyond = office.firm("示例纺织", region=SISTER_TOWN)
    office.firm("样板石材", region=TOWN)
    wang = office.officer()
    plan = plan_for(
        office, chief, [beyond.name, None, f"#{wang.id}"], ["样板石材", None, "李干部"]
    )
    bulk_id = kept(office, chief, plan)

    assert troubles(plan)[0][:2] == (2, BulkCode.UNKNOWN_FIRM)
    for other in (office.of(RoleKind.DISPATCHER, TOWN), office.of(RoleKind.UNIT, TOWN)):
        with pytest.raises(NotYours):
            applied(office, other, bulk_id)
    inspector = office.of(RoleKind.INSPECTOR)
    with pytest.raises(NotYours):
        office.act(lambda uow: acts.take_sheet(uow, inspector, 1))


def test_a_file_without_officers_is_no_such_table() -> None:
    with pytest.raises(SheetRefusal) as refused:
        read_sheet(by_openpyxl(["企业名称", "电话"], ["示例纺织", "1"]))
    assert refused.value.code is SheetCode.NO_HEADER


def test_a_plan_is_kept_as_it_is(office: Office) -> None:
    chief = office.of(RoleKind.DISPATCHER)
    office.firm("示例纺织")
    plan = plan_for(office, chief, ["示例", None, "某某", None, "昨天"], ["无", None, "无"])
    assert plan.failed
    assert Plan.from_json(json.loads(json.dumps(plan.as_json()))) == plan
