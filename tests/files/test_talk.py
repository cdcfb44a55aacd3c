"""What becomes of a photo, a file, a voice message or a place in a conversation."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.files import MOST_BYTES
from bot.services.files import FIRM_MOST, linked_files, take_files
from bot.store.files.files import FileState
from bot.store.files.jobs import count_files
from bot.store.vault import Vault
from tests.cases.district import WORDS, District
from tests.cases.two_bots import Seat, TwoBots, two_bots
from tests.conftest import FRIDAY_MORNING
from tests.databases import on_sqlite

CODE = "ABCDE-FGHJK"
ONE_ITEM = "O-FC-17"
SEVERAL = "临时留观点、观察宿舍和应急演练"
SIZE = {"file_unique_id": "u", "width": 90, "height": 90}
PLACE = {"latitude": 33.25, "longitude": 113.01}
VOICE = {"file_id": "v", "file_unique_id": "u", "duration": 3}


def photo(name: str = "small", **more: Any) -> dict[str, Any]:
    larger = {**SIZE, "file_id": f"{name}-large", "width": 900, "height": 900}
    return {"photo": [{**SIZE, "file_id": name}, larger], **more}


def document(name: str = "报价.pdf", size: int = 10, **more: Any) -> dict[str, Any]:
    about = {"file_id": "d", "file_unique_id": "u", "file_name": name, "file_size": size}
    return {"document": about, **more}


@pytest.fixture
def district(vault: Vault, tmp_path: Path) -> Iterator[District]:
    """On SQLite; what the other engine makes of the rows is in test_rows.py."""
    database = on_sqlite(tmp_path)
    yield District(database, vault, FRIDAY_MORNING)
    database.close()


@pytest.fixture
async def stage(district: District) -> AsyncIterator[TwoBots]:
    async with two_bots(district) as made:
        yield made


@pytest.fixture
def owner(stage: TwoBots) -> Seat:
    return stage.owner()


@pytest.fixture
async def li(stage: TwoBots) -> Seat:
    return await stage.officer(901, CODE)


def evidence_files(stage: TwoBots) -> list[int]:
    """How many files each entry that was made has, taken back or not."""
    ids = stage.district.act(
        lambda uow: uow.connection.exec_driver_sql("select id from evidence order by id").all()
    )
    return [
        len(stage.district.act(lambda uow, n=row.id: linked_files(uow, "evidence", n)))
        for row in ids
    ]


async def opens(owner: Seat, words: str = WORDS) -> None:
    await owner.presses("case:new")
    await owner.says(words)


def files_of_case(stage: TwoBots, case: int = 1) -> list[str]:
    found = stage.district.act(lambda uow: linked_files(uow, "case", case))
    return [f"{file.kind}:{file.name}" for file in found]


def test_of_a_photo_the_largest_size_is_taken(district: District) -> None:
    message = {"chat": {"id": 5}, **photo(caption=" 卡口 ")}
    [taken] = district.act(lambda uow: take_files(uow, message, firm_id=1))
    row = district.act(lambda uow: uow.connection.exec_driver_sql("select * from file").one())
    assert (taken.caption, taken.name, taken.state) == ("卡口", "photo.jpg", FileState.WANTED)
    assert district.vault.open("file.file_id", row.uid, bytes(row.file_id)) == "small-large"


async def test_offered_and_handed_on_once(stage: TwoBots, owner: Seat, li: Seat) -> None:
    [offered] = await owner.sends(**document())
    assert "文件“报价.pdf”收到了" in offered

    [opened] = await owner.taps("转给工作人员")
    [again] = await owner.taps("转给工作人员")

    assert "F-0715-001" in opened
    assert "已经放进事项" in again
    [told] = li.news()
    assert "“（文件：报价.pdf）”" in told
    assert files_of_case(stage) == ["document:报价.pdf"]


async def test_it_goes_along_with_its_caption_once(stage: TwoBots, owner: Seat, li: Seat) -> None:
    li.news()
    [understood] = await owner.sends(**document(caption="被卡口扣了"))
    assert "听着很急（被卡口扣了）" in understood
    assert "📎 附件收到了，转给工作人员时一起转" in understood

    [opened] = await owner.taps("🚨 马上找人工")
    [again] = await owner.taps("🚨 马上找人工")

    assert "F-0715-001" in opened
    assert "已经登记过了：事项 F-0715-001" in again
    [told] = li.news()
    assert "“被卡口扣了”" in told
    assert "📎 1 个附件" in told
    assert files_of_case(stage) == ["document:报价.pdf"]


async def test_without_a_caption_words_can_be_asked_for(stage: TwoBots, owner: Seat) -> None:
    await owner.sends(**photo())
    await owner.taps("先写一句再转")
    [more] = await owner.sends(**photo("second"))
    assert "再用一两句话" in more

    [opened] = await owner.says("车被扣了")

    assert "“车被扣了”" in opened
    assert "📎 2 个附件" in opened


async def test_asking_for_a_human_once_more_keeps_what_was_sent(
    stage: TwoBots, owner: Seat
) -> None:
    await owner.presses("case:new")
    await owner.sends(**photo())
    await owner.presses("case:new")
    await owner.says("车被扣了")
    assert files_of_case(stage) == ["photo:photo.jpg"]


async def test_who_does_not_like_to_write_hands_on_without_words(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await owner.presses("case:new")
    [asked] = await owner.sends(voice=VOICE)
    assert "我听不懂语音，工作人员能听" in asked
    [opened] = await owner.taps("不写了，直接转")

    assert "“（语音）”" in opened
    assert "（语音）" in li.news()[0]
    [unasked] = await owner.says("还有一句")  # the question is closed
    assert "要是给办着的事补充，点下面的按钮" in unasked


async def test_it_goes_to_the_open_case_and_the_officer_hears(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await opens(owner)
    li.news()

    [answer] = await owner.sends(**photo(caption="司机证明"))

    assert "照片已放进事项 F-0715-001" in answer
    [told] = li.news()
    assert "“司机证明”" in told
    assert "看附件" in li.labels()


async def test_a_place_is_told_in_words(stage: TwoBots, owner: Seat, li: Seat) -> None:
    await opens(owner)
    li.news()
    [answer] = await owner.sends(location=PLACE)
    assert "位置已放进事项" in answer
    [told] = li.news()
    assert "“位置：33.25000, 113.01000”" in told
    assert "看附件" not in li.labels()


async def test_of_several_cases_it_is_asked_which(stage: TwoBots, owner: Seat) -> None:
    await opens(owner)
    await opens(owner, "宿舍停电")
    [asked] = await owner.sends(**photo())
    assert "是哪一件事的" in asked

    [put] = await owner.taps("F-0715-001 物流运输")

    assert "已放进事项 F-0715-001" in put
    assert files_of_case(stage, 1) == ["photo:photo.jpg"]
    assert files_of_case(stage, 2) == []


async def test_an_album_is_one_message_with_one_answer(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    album = {"media_group_id": "77"}
    first = await owner.sends(**photo("a", caption="三张都在", **album))
    second = await owner.sends(**photo("b", **album))
    assert (len(first), second) == (1, [])
    await owner.taps("找人工")
    late = await owner.sends(**photo("c", **album))  # after a restart, or a slow line

    assert late == []
    assert len(files_of_case(stage)) == 3
    assert len(li.news()) == 1
    assert "看附件" in li.labels()


async def test_an_album_for_the_case_being_written_goes_as_a_whole(
    stage: TwoBots, owner: Seat
) -> None:
    await owner.presses("case:new")
    heard = [await owner.sends(**photo(name, media_group_id="8")) for name in "abc"]
    await owner.says("车被扣了")
    assert [len(each) for each in heard] == [1, 0, 0]
    assert len(files_of_case(stage)) == 3


async def test_an_open_question_stays_open(stage: TwoBots, owner: Seat) -> None:
    await owner.presses("fact:next")
    [offered] = await owner.sends(**photo())
    assert "刚才的问题还在等您" in offered
    await owner.taps("转给工作人员")
    assert "我还不能直接办" not in "".join(await owner.says("企业"))


async def test_nothing_is_kept_of_a_newcomer_who_hears_it_once(stage: TwoBots) -> None:
    nobody = stage.seat("owner", 777)
    heard = [await nobody.sends(**photo(name, media_group_id="9")) for name in "ab"]
    assert "没有存下来" in heard[0][0]
    assert heard[1] == []
    counted = stage.district.act(lambda uow: count_files(uow.connection))
    assert counted == {"refused": 2}


async def test_what_is_too_large_or_too_long_or_too_much_is_said(
    stage: TwoBots, owner: Seat
) -> None:
    [large] = await owner.sends(**document(size=MOST_BYTES * 2))
    assert "40 MB" in large
    assert "20 MB" in large
    [long] = await owner.sends(**photo(caption="长" * 1010))
    assert "1010" in long
    for _ in range(FIRM_MOST):
        firm = {"chat": {"id": 5}, "voice": VOICE}
        stage.district.act(lambda uow, message=firm: take_files(uow, message, firm_id=1))
    [many] = await owner.sends(**photo())
    assert "今天已经收了 100 个" in many


async def test_nobody_reaches_a_file_of_another_firm(stage: TwoBots, owner: Seat) -> None:
    await owner.sends(**photo())
    await opens(owner)
    stranger = stage.owner()
    await opens(stranger)
    for data in ("file:new:1", "file:words:1", "file:to:1:2", "file:list:1:0", "file:to:x:y"):
        said = "".join(await stranger.presses(data))
        assert "没有找到" in said or "旧的" in said, data
    assert files_of_case(stage, 2) == []


async def test_only_officers_of_the_region_see_them(stage: TwoBots, owner: Seat) -> None:
    await opens(owner)
    await owner.sends(**photo())
    foreign = stage.seat("desk", 555)
    assert "专用的机器人" in "".join(await foreign.presses("file:list:1:0"))


async def test_an_officer_sees_page_by_page(stage: TwoBots, owner: Seat, li: Seat) -> None:
    await opens(owner)
    for number in range(10):
        await owner.sends(**photo(f"p{number}"))
    li.news()

    first = await li.taps("看附件")
    assert [text.split(" · ")[1] for text in first][-1] == "附件 8/10"
    rest = await li.taps("再看 2 个")
    assert [text.split(" · ")[1] for text in rest] == ["附件 9/10", "附件 10/10"]
    assert {"看事项", "返回"} <= li.labels()
    [empty] = await li.presses("file:list:1:7")
    assert "没有附件" in empty


async def test_an_answer_with_a_file_and_an_album_reach_the_firm(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await opens(owner)
    await li.presses("case:claim:1")
    owner.news()
    await li.presses("case:answer:1")
    first = await li.sends(**photo("a", caption="请出示这两页", media_group_id="5"))
    second = await li.sends(**photo("b", media_group_id="5"))

    assert "已答复" in "".join(first)
    assert second == []
    answer, page = owner.news()
    assert "请出示这两页" in answer
    assert page == "📎 事项 F-0715-001"
    [text] = await li.sends(**photo())
    assert "没有转给任何人" in text


async def test_a_file_alone_is_an_answer_but_no_result(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await opens(owner)
    await li.presses("case:claim:1")
    await li.presses("case:answer:1")
    await li.sends(**document("批复.pdf"))
    assert "（文件：批复.pdf）" in owner.news()[-1]

    await li.presses("case:solve:1")
    [asked] = await li.sends(**photo())
    assert "再写一句" in asked
    assert owner.news() == []
    await li.says("15:20 已放行")
    [solved] = owner.news()
    assert "15:20 已放行" in solved
    assert len(files_of_case(stage)) == 2


async def test_no_file_changes_a_case_that_is_over(stage: TwoBots, owner: Seat, li: Seat) -> None:
    await opens(owner)
    await owner.taps("补充说明")
    await li.presses("case:claim:1")
    await li.presses("case:solve:1")
    await li.says("已放行")
    await owner.presses("case:confirm:1")
    await owner.presses("case:note:1")

    [offered] = await owner.sends(**photo())

    assert "要转给工作人员吗" in offered
    assert files_of_case(stage) == []


async def test_beside_a_duty_on_view_it_is_its_evidence_and_can_be_moved(stage: TwoBots) -> None:
    owner = stage.owner(whitelist_status="listed")
    await owner.presses(f"duty:show:{ONE_ITEM}")
    [receipt] = await owner.sends(**photo(caption="东门"))
    assert "记下了" in receipt
    assert "凭证：照片" in receipt
    assert evidence_files(stage) == [1]

    [asked] = await owner.taps("放错了（10 分钟内）")

    assert "已从履职记录里拿出来" in asked
    assert evidence_files(stage) == [0]
    await owner.taps("记到要做的事…")
    [items] = await owner.taps(SEVERAL)
    assert "记到哪一项" in items
    [receipt] = await owner.taps("观察宿舍")
    assert "记下了：观察宿舍" in receipt


async def test_beside_a_duty_and_a_case_it_is_asked(stage: TwoBots, li: Seat) -> None:
    owner = stage.owner(whitelist_status="listed")
    await opens(owner)
    li.news()
    await owner.presses(f"duty:show:{ONE_ITEM}")
    await owner.presses("home:show")
    stage.district.wait(minutes=29)
    [asked] = await owner.sends(**photo())
    assert "放到哪里" in asked
    assert "F-0715-001 物流运输" in owner.labels()
    assert li.news() == []

    [put] = await owner.taps("F-0715-001 物流运输")
    assert "已放进事项 F-0715-001" in put
    [next_one] = await owner.sends(**photo("next"))  # the case is what they look at now
    assert "已放进事项" in next_one
    stage.district.wait(minutes=31)
    [later] = await owner.sends(**photo("later"))
    assert "已放进事项" in later


async def test_what_was_put_into_a_case_by_mistake_is_taken_out_and_the_officer_hears(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await opens(owner)
    await owner.sends(**photo("a", media_group_id="4"))
    await owner.sends(**photo("b", media_group_id="4"))
    li.news()

    [asked] = await owner.taps("放错了（10 分钟内）")

    assert "已从事项 F-0715-001 拿走" in asked
    assert "F-0715-001 物流运输" not in owner.labels()
    assert files_of_case(stage) == []
    [told] = li.news()
    assert "照片放错了，已拿走" in told
    [words] = await owner.taps("其实是另一件事")
    assert "再用一两句话" in words
    [opened] = await owner.says("口罩快用完了")
    assert "F-0715-002" in opened
    assert len(files_of_case(stage, 2)) == 2


async def test_after_ten_minutes_or_in_a_case_that_is_over_it_stays(
    stage: TwoBots, owner: Seat
) -> None:
    await opens(owner)
    await owner.sends(**photo())
    stage.district.wait(minutes=11)
    [late] = await owner.taps("放错了（10 分钟内）")
    assert "超过 10 分钟" in late
    await owner.sends(**photo("b"))
    await owner.presses("case:confirm:1")
    [over] = await owner.taps("放错了（10 分钟内）")
    assert "状态已经变了" in over
    assert len(files_of_case(stage)) == 2


async def test_a_reply_with_a_photo_goes_to_what_it_answers(stage: TwoBots, owner: Seat) -> None:
    await opens(owner)
    await opens(owner, "宿舍停电")
    keyboard = [[{"text": "·", "callback_data": "case:note:1"}]]
    answered = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
    answered |= {"text": "·", "reply_markup": {"inline_keyboard": keyboard}}
    [put] = await owner.sends(**photo(reply_to_message=answered))
    assert "已放进事项 F-0715-001" in put
