"""What people send is brought in, whatever happens on the way, and shows nothing on disk."""

import asyncio
from typing import Any

import pytest

from bot.domain.file_refusals import FileRefusal
from bot.domain.files import MOST_BYTES
from bot.fetched import Fetch, Later
from bot.services.files import FIRM_MOST, erase_files, link_file, linked_files
from bot.store.blobs import BlobMissing
from bot.store.bulk_assignments import add_bulk
from bot.store.files.files import FileState
from bot.store.files.jobs import claim_jobs, count_files, release_jobs, troubled_files
from tests.files.house import SENDER, House
from tests.sheets.books import by_openpyxl, packed

WORDS = "%PDF-1.7 采样登记表 张三 13800001111".encode()


@pytest.mark.parametrize("bot", ["owner", "desk"])
async def test_the_very_bytes_come_through_the_bot_that_got_them(room: House, bot: str) -> None:
    taken = await room.is_sent(bot, WORDS)
    assert taken.state is FileState.WANTED

    await room.fetches()

    row = room.row(taken.id)
    assert (row.state, row.mime, row.size) == (FileState.KEPT, "application/pdf", len(WORDS))
    assert room.blobs.read(row.uid) == WORDS


async def test_a_stolen_disk_shows_nothing(room: House) -> None:
    taken = await room.is_sent("owner", WORDS, name="张三登记表.pdf")
    await room.fetches()

    [blob] = room.on_disk()
    stored = blob.read_bytes() + b"".join(
        value if isinstance(value, bytes) else str(value).encode() for value in room.row(taken.id)
    )
    for clear in ("采样登记表".encode(), b"13800001111", "张三".encode(), b"%PDF", b"sandbox-"):
        assert clear not in stored
    assert blob.stat().st_mode & 0o077 == 0


async def test_a_blob_that_was_changed_or_moved_does_not_open(room: House) -> None:
    first, second = await room.is_sent("owner", WORDS), await room.is_sent("owner", WORDS + b"2")
    await room.fetches()
    one, two = (room.blobs._path(room.row(file.id).uid) for file in (first, second))
    one.write_bytes(two.read_bytes())
    with pytest.raises(BlobMissing):
        room.blobs.read(one.name)
    two.unlink()
    with pytest.raises(BlobMissing):
        room.blobs.read(two.name)


async def test_a_lost_answer_is_asked_for_again(room: House) -> None:
    taken = await room.is_sent("owner", WORDS)
    await room.sandbox.fault("cut_after", bot="owner", method="getFile")

    await room.fetches()
    assert room.row(taken.id).state == FileState.WANTED
    room.hurries()
    await room.fetches()

    assert room.row(taken.id).state == FileState.KEPT
    assert room.row(taken.id).attempts == 2


async def test_a_process_that_dies_at_any_step_leaves_the_work_to_the_next(home: House) -> None:
    taken = await home.is_sent("desk", WORDS)
    [job] = home.database.run_sync(lambda c: claim_jobs(c, home.vault, owner="dead", at_most=4))
    assert home.database.run_sync(lambda c: claim_jobs(c, home.vault, owner="b", at_most=4)) == []
    home.blobs.write(job.uid, b"half of another try")  # it died after writing, before the row

    home.database.run_sync(lambda c: release_jobs(c, except_owner="a"))
    await home.fetches()

    assert home.blobs.read(home.row(taken.id).uid) == WORDS


async def test_who_lost_the_lease_meanwhile_changes_nothing(home: House) -> None:
    taken = await home.is_sent("owner", WORDS)
    slow, quick = home.fetching("slow"), home.fetching("quick")
    [job] = await slow._claim()
    home.database.run_sync(lambda c: release_jobs(c, except_owner="quick"))
    [again] = await quick._claim()
    quick.in_hand[again.id] = slow.in_hand[job.id] = again
    await quick._do(again)

    await slow._settle(job, Later("line cut"))

    assert home.row(taken.id).state == FileState.KEPT


async def test_what_is_too_large_is_refused_at_once_with_a_sentence(room: House) -> None:
    announced = {"file_id": "x", "file_name": "大.pdf", "file_size": MOST_BYTES + 1}
    with pytest.raises(FileRefusal) as refused:
        room.takes("owner", document=announced)
    assert refused.value.params["size"] == MOST_BYTES + 1
    assert room.database.run_sync(count_files) == {}


async def test_who_lies_about_the_size_is_told_later(room: House) -> None:
    person = room.person("owner")
    await person.document(b"%PDF" + bytes(MOST_BYTES), name="大.pdf")
    kept = (await person.messages())[-1].document
    assert kept is not None
    taken = room.takes("owner", document={"file_id": kept["id"], "file_name": "大.pdf"})

    await room.fetches()
    await room.sends("owner")

    assert room.row(taken.id).state == FileState.REFUSED
    assert "文件“大.pdf”太大" in (await room.heard("owner", SENDER))[-1].text
    assert room.on_disk() == []


@pytest.mark.parametrize("bot", ["owner", "desk"])
async def test_a_program_is_not_kept_and_its_sender_is_told(room: House, bot: str) -> None:
    taken = await room.is_sent(bot, b"MZ\x90\x00\x03\x00", name="助手.pdf")

    await room.fetches()
    await room.sends(bot)

    assert room.row(taken.id).state == FileState.REFUSED
    [told] = await room.heard(bot, SENDER)
    assert "“助手.pdf”的格式收不了" in told.text
    assert room.on_disk() == []


async def test_what_telegram_does_not_know_is_lost_and_doctor_says_so(home: House) -> None:
    await home.person("owner").say("/start")
    taken = home.takes("owner", voice={"file_id": "gone", "file_size": 3})

    await home.fetches()
    await home.sends("owner")

    assert home.row(taken.id).state == FileState.LOST
    assert "语音没有取到" in (await home.heard("owner", SENDER))[-1].text
    [(number, bot, state, _)] = home.database.run_sync(troubled_files)
    assert (number, bot, state) == (taken.id, "owner", FileState.LOST)


class Silent:
    """Telegram cannot be reached."""

    async def fetch(self, *_: Any) -> Fetch:
        await asyncio.sleep(0)
        return Later("no line")


async def test_a_day_without_a_line_gives_up(room: House) -> None:
    taken = await room.is_sent("owner", WORDS)
    silent = {"owner": Silent()}
    await room.fetches(wires=silent)
    assert room.row(taken.id).state == FileState.WANTED
    assert room.database.run_sync(troubled_files) == []

    room.ages(25 * 3600)
    assert [file[0] for file in room.database.run_sync(troubled_files)] == [taken.id]
    room.hurries()
    await room.fetches(wires=silent)

    assert room.row(taken.id).state == FileState.LOST


async def test_what_belongs_to_nothing_is_erased_after_two_days(home: House) -> None:
    loose, kept = await home.is_sent("owner", WORDS), await home.is_sent("owner", WORDS)
    home.act(lambda uow: link_file(uow, kept.id, "case", 1))
    await home.fetches()

    home.ages(47 * 3600)
    await home.fetching().keep_house()
    assert len(home.on_disk()) == 2
    home.ages(2 * 3600)
    await home.fetching().keep_house()

    assert home.row(loose.id).state == FileState.ERASED
    assert [path.name for path in home.on_disk()] == [home.row(kept.id).uid]
    assert [file.id for file in home.act(lambda uow: linked_files(uow, "case", 1))] == [kept.id]


async def test_what_is_erased_while_it_is_fetched_leaves_nothing(home: House) -> None:
    taken = await home.is_sent("owner", WORDS)
    fetching = home.fetching()
    [job] = await fetching._claim()
    outcome = await fetching._fetch(job)
    home.act(lambda uow: erase_files(uow, [taken.id]))
    await fetching.keep_house()

    await fetching._settle(job, outcome)

    row = home.row(taken.id)
    assert (row.state, row.file_id, row.caption) == (FileState.ERASED, None, None)
    assert home.on_disk() == []


async def test_a_firm_cannot_fill_the_disk(room: House) -> None:
    announced = {"file_id": "x", "file_size": 3}
    for _ in range(FIRM_MOST):
        room.takes("owner", voice=announced)
    with pytest.raises(FileRefusal):
        room.takes("owner", voice=announced)
    room.ages(86_400)
    room.takes("owner", voice=announced)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (by_openpyxl(["企业名称", "工作人员"], ["示例纺织", "王干部"]), True),
        ("企业名称,工作人员\n示例纺织,王干部\n".encode("gb18030"), True),
        (b"MZ\x90\x00\x03\x00", False),
        (b"%PDF-1.7", False),
        (b"\xff\xd8\xff\xe0", False),
        (packed({"word/document.xml": "<w/>"}), False),
    ],
)
async def test_what_is_no_table_is_refused_by_its_bytes_where_one_is_wanted(
    room: House, content: bytes, kept: bool
) -> None:
    taken = await room.is_sent("desk", content, name="分工.xlsx")
    room.act(lambda uow: add_bulk(uow, 1, taken.id))

    await room.fetches()
    await room.sends("desk")

    assert (room.row(taken.id).state == FileState.KEPT) is kept
    assert bool(room.on_disk()) is kept
    told = [each.text for each in await room.heard("desk", SENDER)]
    assert [("要 .xlsx（不带宏）或 .csv 表格" in each) for each in told] == [True] * (not kept)
