"""The record of duties as a Word file: honest, complete, with the pictures that were fetched."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

import docx
from sqlalchemy import select

from bot.services.duties.record import DutyRecord, duty_record, note_handed_out
from bot.services.files import link_file, take_files
from bot.store.audit import AUDIT
from bot.store.uow import UnitOfWork
from handlers.owner.duties.export_docx import written
from handlers.tongue import Tongue
from tests.conversations.pictures import PIXEL
from tests.duties.works import DRILLS, GROUND, STOCK, Works
from tests.testing.county import at, has_chinese

MESSAGE = {
    "chat": {"id": 101},
    "photo": [{"file_id": "x", "file_size": 10, "width": 1, "height": 1}],
}


def gathered(works: Works, days: int | None = None) -> DutyRecord:
    duties = works.open()
    return works.act(lambda uow: duty_record(uow, works.owner, duties, days))


def text_of(works: Works, days: int | None = None, language: str = "zh") -> str:
    content = made(works, gathered(works, days), {}, language)
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def made(
    works: Works, record: DutyRecord, photos: Mapping[int, bytes], language: str = "zh"
) -> bytes:
    return written(Tongue(language), GROUND.rulebase, record, photos)


def test_everything_recorded_is_in_it_and_no_promise(works: Works) -> None:
    works.report(works.owner)
    works.note(DRILLS, "drill", "32 人参加")
    works.note(STOCK, "masks", amount=500)

    text = text_of(works)

    for part in ("示例纺织", "零报告", "应急演练", "32 人参加", "口罩 500 只", "负责人"):
        assert part in text
    assert "是否免责由有关部门认定" in text
    assert "三(七)" in text
    assert gathered(works).digest in text


def test_samplings_are_in_it_group_by_group(works: Works) -> None:
    works.facts(subject_type="enterprise")
    group = works.group(works.owner, works.its)
    works.sample(works.owner, group, at("15 08:00"))

    text = text_of(works)

    assert "一般岗位组（12 人）" in text
    assert "7月15日（周五）08:00" in text


def test_what_was_taken_back_or_made_up_is_marked(works: Works) -> None:
    works.open()
    entry = works.note(DRILLS, "drill")
    works.take_back(works.owner, entry)
    works.now = at("16 09:00")
    works.report(works.owner, day=(works.now - timedelta(days=1)).date())

    text = text_of(works)

    assert "已撤销" in text
    assert "补报，记于 7月16日" in text


def test_a_period_leaves_out_what_was_before_it(works: Works) -> None:
    works.note(DRILLS, "drill", "很早以前")
    works.now = at("25 09:00")
    works.note(DRILLS, "drill", "刚刚")

    assert "很早以前" not in text_of(works, 7)
    assert "很早以前" in text_of(works, 30)


def test_a_picture_is_shown_and_a_broken_one_is_said(works: Works) -> None:
    entry = works.note(DRILLS, "drill")

    def linked(uow: UnitOfWork) -> int:
        [file] = take_files(uow, MESSAGE, firm_id=works.its.id)
        link_file(uow, file.id, "evidence", entry)
        return file.id

    number = works.act(linked)
    record = gathered(works)

    shown = docx.Document(BytesIO(made(works, record, {number: PIXEL})))
    broken = docx.Document(BytesIO(made(works, record, {number: b"\xff\xd8\xff not a jpeg"})))

    assert len(shown.inline_shapes) == 1
    assert len(broken.inline_shapes) == 0
    assert any("没能放进文件" in each.text for each in broken.paragraphs)


def test_the_english_file_is_english_but_for_what_was_typed(works: Works) -> None:
    works.note(DRILLS, "drill")

    lines = text_of(works, language="en").replace("示例纺织", "").splitlines()

    assert [line for line in lines if has_chinese(line.split(", ")[0])] == []


def test_the_digest_changes_with_any_entry(works: Works) -> None:
    works.note(DRILLS, "drill", "一")
    before = gathered(works).digest
    entry = works.note(DRILLS, "drill", "二")
    with_two = gathered(works).digest
    works.take_back(works.owner, entry)

    assert len({before, with_two, gathered(works).digest}) == 3


def test_handing_out_is_on_record(works: Works) -> None:
    record = gathered(works)
    works.act(lambda uow: note_handed_out(uow, works.owner, works.its.id, record.digest))

    wanted = select(AUDIT.c.act).order_by(AUDIT.c.id)
    acts = works.act(lambda uow: list(uow.connection.execute(wanted).scalars()))
    assert acts[-1] == f"duty:export:{record.digest[:32]}"
