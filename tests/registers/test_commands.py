"""`python -m bot admin set` and `admin in-force`: looked at first, then set as in the desk."""

import os
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr
from sqlalchemy import func, insert, select

from bot import logs
from bot.__main__ import main
from bot.domain.clock import BusinessClock
from bot.domain.registers import SourceKind
from bot.process import Outside, Process
from bot.settings import Settings
from bot.store.firms.firms import FIRM, NAME
from bot.store.registers.jobs import JOB
from bot.store.registers.registers import ENTRY
from bot.store.slots import Limits
from bot.store.uow import UnitOfWork
from bot.store.vault import new_key
from handlers.desk.registers.preview import MANY
from policies.document_registers import PREFIX
from policies.verdicts import Outcome
from tests.bed_process import environment
from tests.cases.district import COUNTY, RULES
from tests.operating import operated
from tests.registers.office import STATE, Office

DOCUMENT = "fangcheng-2022-06-22"
GROUNDS = ("--reason", "市区出现本土病例", "--source", "指挥部〔2022〕15号")
EMERGENCY = ("set", COUNTY, STATE, "emergency", *GROUNDS)


@pytest.fixture
def operator(office: Office) -> Process:
    """What the command line acts through."""
    keys = {"field_key": SecretStr(f"1:{new_key()}"), "index_key": SecretStr(new_key())}
    return Process(
        settings=Settings(_env_file=None, **keys),
        outside=Outside(real=lambda: office.its.now, random=Random(1)),
        rulebase=RULES,
        database=office.its.database,
        vault=office.its.vault,
        clock=BusinessClock(real=lambda: office.its.now),
        limits=Limits(),
        owner_id="operator",
    )


def written(office: Office) -> tuple[int, int, int]:
    """How many entries, walks and lines of the audit there are."""

    def work(uow: UnitOfWork) -> tuple[int, int]:
        counts = (select(func.count()).select_from(table) for table in (ENTRY, JOB))
        entries, jobs = (uow.connection.execute(each).scalar_one() for each in counts)
        return entries, jobs

    return (*office.act(work), len(office.its.audit()))


def test_what_is_confirmed_is_set_audited_and_told_once_by_the_ticks(
    office: Office, operator: Process
) -> None:
    officer = office.its.officer()
    person, firm = office.firm()
    office.samples(person, firm)

    code, said = operated(operator, EMERGENCY, "是")
    before_ticks = office.heard(person)
    office.ticks()
    office.ticks()

    assert (code, before_ticks) == (0, [])
    assert "所在地防控状态：常态 → 应急状态" in said
    assert "State of your area: normal → emergency" in said
    assert "正在运行的助企通会在后台重排提醒" in said
    [told] = office.heard(person)
    assert "原因：“市区出现本土病例”（来源：指挥部〔2022〕15号）" in told
    assert "每日核酸检测：须履行（原来：不适用）" in told
    assert "⏰ 1 个采样组改按每日一次提醒" in told
    [entry] = office.card(officer, STATE).entries
    assert (entry.made_by, entry.grounds.source) == ("operator", SourceKind.OPERATOR)
    assert ("operator", f"register:{STATE}", COUNTY) in office.its.audit()


@pytest.mark.parametrize(
    ("typed", "code", "named"),
    [(None, 2, "--yes"), ("n", 1, "Nothing was changed"), ("", 1, "没有更改")],
)
def test_what_nobody_confirms_changes_nothing(
    office: Office, operator: Process, typed: str | None, code: int, named: str
) -> None:
    office.firm()
    before = written(office)

    found, said = operated(operator, EMERGENCY, typed)

    assert found == code
    assert "📌" in said  # the diff was shown all the same
    assert named in said
    assert written(office) == before


def test_a_terminal_that_is_closed_at_the_question_has_not_confirmed(
    office: Office, operator: Process
) -> None:
    before = written(office)

    def closed() -> None:
        raise EOFError

    code, said = operated(operator, EMERGENCY, "y", meanwhile=closed)

    assert (code, "没有更改" in said) == (1, True)
    assert written(office) == before


def test_the_same_value_is_said_and_not_set_again(office: Office, operator: Process) -> None:
    before = written(office)

    code, said = operated(operator, ("set", COUNTY, STATE, "normal", *GROUNDS, "--yes"))

    assert (code, written(office)) == (0, before)
    assert said.splitlines() == [
        "方城县 · 所在地防控状态：现在已经是“常态”，没有更改。",
        "Fangcheng County · State of your area: that is “normal” already. Nothing was changed.",
    ]


def test_whoever_was_faster_while_the_question_was_read_stands(
    office: Office, operator: Process
) -> None:
    officer = office.its.officer()

    code, said = operated(
        operator, EMERGENCY, "y", meanwhile=lambda: office.sets(officer, STATE, "emergency")
    )

    assert (code, "刚才有人先改了" in said) == (2, True)
    assert [each.made_by for each in office.card(officer, STATE).entries] == [
        f"officer:{officer.id}"
    ]


def test_very_many_firms_take_a_while_which_is_said_first(
    office: Office, operator: Process
) -> None:
    def settled(uow: UnitOfWork) -> None:
        rows = [_firm(uow, number) for number in range(1000, 1000 + MANY)]
        uow.connection.execute(insert(FIRM), rows)

    office.act(settled)

    _, said = operated(operator, EMERGENCY)

    assert said.startswith(f"⏳ 正在对照 {MANY} 家企业，还没有生效。")


def _firm(uow: UnitOfWork, number: int) -> dict[str, object]:
    uid = f"{number:032x}"
    name = uow.vault.seal(NAME, uid, f"企业{number}")
    return {"id": number, "uid": uid, "name": name, "region": COUNTY, "created_at": uow.now}


def test_a_document_is_recorded_shown_and_taken_back(office: Office, operator: Process) -> None:
    office.its.now = datetime(2023, 1, 5, 1, 30, tzinfo=UTC)
    person, firm = office.firm()
    line = ("in-force", DOCUMENT)

    _, nothing = operated(operator, line)
    recorded, _ = operated(operator, (*line, "2023-06-30", *GROUNDS), "y")
    office.ticks()
    lifted = office.outcome(firm, "O-FC-01")
    _, shown = operated(operator, line)
    withdrawn, _ = operated(operator, (*line, "--withdraw", *GROUNDS, "--yes"))
    office.ticks()

    assert "没有记录" in nothing
    assert (recorded, withdrawn) == (0, 0)
    assert "仍执行至 2023-06-30" in shown
    assert "市区出现本土病例；指挥部〔2022〕15号；operator，2023-01-05 09:30" in shown
    assert (lifted, office.outcome(firm, "O-FC-01")) == (Outcome.OBLIGATION, Outcome.CONFIRM)
    assert len(office.heard(person)) == 2
    acts = [act for _, act, _ in office.its.audit()]
    assert acts.count(f"register:{PREFIX}{DOCUMENT}") == 2


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (("set", "河南省/没有市", STATE, "emergency", *GROUNDS), "没有市"),
        (("set", COUNTY, "no_such_fact", "emergency", *GROUNDS), "no_such_fact"),
        (("set", COUNTY, "closed_loop", "true", *GROUNDS), "工作台"),
        (("set", "河南省/南阳市", STATE, "emergency", *GROUNDS), "没有 area_state 这项登记"),
        (("set", COUNTY, STATE, "sunny", *GROUNDS), "sunny"),
        (("set", COUNTY, STATE, "emergency", "--source", "通知"), "--reason"),
        (("set", COUNTY, STATE, "emergency", "--reason", "……", "--source", "通知"), "--reason"),
        (("set", COUNTY, STATE, "emergency", "--reason", "病例", "--source", " "), "--source"),
        (("set", COUNTY, STATE, "emergency", "--reason", "长" * 301, "--source", "通知"), "300"),
        (("in-force", "nothing", "2023-06-30", *GROUNDS), "nothing"),
        (("in-force", "guofa-2022-12", "2023-06-30", *GROUNDS), "guofa-2022-12"),
        (("in-force", DOCUMENT, "2023-06-31", *GROUNDS), "2022-06-22"),
        (("in-force", DOCUMENT, "2022-06-21", *GROUNDS), "2022-06-22"),
        (("in-force", DOCUMENT, "2023-01-04", *GROUNDS), "--withdraw"),
        (("in-force", DOCUMENT, "2034-06-30", *GROUNDS), "10"),
        (("in-force", DOCUMENT, "2023-06-30"), "--reason"),
        (("in-force", DOCUMENT, "--withdraw", "--reason", "更正"), "--source"),
    ],
)
def test_what_cannot_be_set_is_refused_in_a_sentence_of_both_languages(
    office: Office, operator: Process, line: tuple[str, ...], named: str
) -> None:
    office.its.now = datetime(2023, 1, 5, 1, 30, tzinfo=UTC)
    before = written(office)

    code, said = operated(operator, (*line, "--yes"))

    assert (code, named in said) == (2, True), said
    assert written(office) == before


def test_in_its_own_year_a_document_needs_no_record(office: Office, operator: Process) -> None:
    code, said = operated(operator, ("in-force", DOCUMENT, "2022-12-31", *GROUNDS, "--yes"))

    assert (code, "2022 年内文件本来就照常答复" in said) == (2, True)


def test_the_program_itself_ends_with_2_where_nobody_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"FIELD_KEY": f"1:{new_key()}", "INDEX_KEY": new_key(), "DATA_DIR": str(tmp_path)}
    kept = {name: each for name, each in environment().items() if name != "DATABASE_URL"}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", kept | keys)
    monkeypatch.setattr(logs, "configure", lambda _: None)  # the tests have done that

    unasked = main(["admin", *EMERGENCY])
    first = capsys.readouterr()
    done = main(["admin", *EMERGENCY, "--yes"])
    again = main(["admin", *EMERGENCY, "--yes"])

    assert (unasked, done, again) == (2, 0, 0)
    assert "影响：这里还没有登记的企业。" in first.out
    assert "--yes" in first.err
    assert "没有更改" in capsys.readouterr().out
