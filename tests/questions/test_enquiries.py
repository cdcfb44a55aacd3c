"""Plain questions are answered wherever they are asked, and what was asked of them still waits."""

import pytest

from tests.cases.two_bots import Seat, TwoBots

FIELD = "您这边主要是哪一类？"

ANSWERS = [
    ("俺厂有多少补贴", "对照您的厂"),
    ("下次采样几号", "采样总览"),
    ("你是机器人吧", "我是自动回答的程序，不是真人"),
    ("删了俺哩信息", "要删除您的信息，点“删除我的数据”，或发 /delete"),
]


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
async def test_a_plain_question_is_answered_and_the_open_one_stays(
    owner: Seat, text: str, answer: str
) -> None:
    await owner.presses("fact:next")
    [said] = await owner.says(text)
    assert said.startswith(answer)

    [noted, *_] = await owner.says("工业")
    assert noted.startswith("记下了：行业领域 工业生产。")


async def test_how_many_are_left_is_said_above_the_question(owner: Seat) -> None:
    await owner.presses("fact:next")
    [left] = await owner.says("还有几题")
    assert left.startswith("连这一题，还有约 ")
    assert FIELD in left

    await owner.says("返回")
    [again] = await owner.says("还有几题")
    assert FIELD in again, "what was left is taken up"


async def test_nothing_waits_and_nothing_is_lost(owner: Seat) -> None:
    [left] = await owner.says("还有几题")
    assert left.startswith("对照政策的题，还有约 ")
    assert any(label.startswith("继续答题（约 ") for label in owner.labels())


async def test_words_for_a_person_reach_one_and_urgency_goes_first(owner: Seat) -> None:
    [urgent] = await owner.says("急！有人发烧了，你是真人吗")
    assert urgent.startswith("🚨")
    await owner.says("找人工")
    [opened] = await owner.says("删除我的信息")
    assert "已登记" in opened


async def test_trouble_beside_a_question_stays_trouble(owner: Seat) -> None:
    for text in ("补贴一直没发下来", "采样点不给采"):
        [said] = await owner.says(text)
        assert not said.startswith(("对照您的厂", "采样总览")), text
        assert {"不是，我想问…", "都不是"} & owner.labels(), text


async def test_a_newcomer_says_yes_in_a_word(stage: TwoBots) -> None:
    newcomer = stage.seat("owner", 901)
    await newcomer.says("/start")
    [place] = await newcomer.says("中")
    assert "实际在哪里经营" in place
    [left] = await newcomer.says("还有几题")
    assert left.startswith("登记还有两题")
    [around] = await newcomer.says("有啥政策")
    assert "登记后逐条对照" in around

    await newcomer.says("/start")
    await newcomer.says("厂里停电了")
    [late] = await newcomer.says("好")
    assert "实际在哪里经营" not in late, "it answers what is on view, not the welcome above it"


async def test_without_a_code_nothing_is_lost(stage: TwoBots) -> None:
    newcomer = stage.seat("owner", 901)
    await newcomer.says("/start")
    await newcomer.taps("开始")
    await newcomer.says("/start")
    await newcomer.taps("我有邀请码")
    [said] = await newcomer.says("没有码")

    assert said.startswith("没有邀请码也不要紧，什么都没丢。")
    assert {"继续登记", "先随便看看", "返回"} <= newcomer.labels()
    [place] = await newcomer.says("行")
    assert "实际在哪里经营" in place


@pytest.mark.parametrize("text", ["啥意思", "为啥要这个", "多少算一组", "不懂"])
async def test_the_size_of_a_group_is_explained_and_asked_again(owner: Seat, text: str) -> None:
    await owner.presses("test:post:logistics")
    [why] = await owner.says(text)
    assert why.startswith("同一类岗位、一起采样的人编成一组")
    assert "这一组有多少人？" in why

    [made] = await owner.says("12")
    assert made.startswith("已新建：")


async def test_english_counts_too(stage: TwoBots) -> None:
    owner = stage.seat("owner", stage.owner(sector="industry").chat_id, "en")
    await owner.says("/language")
    await owner.taps("English")
    await owner.presses("fact:ask:n_entrances")
    noted = await owner.says("we have 3 gates")
    assert noted[0].startswith("Noted. Entrances: 3")
    await owner.presses("fact:ask:sector")
    [changed, *_] = await owner.says("we weave cloth")
    assert "industry" in changed
    await owner.presses("fact:ask:whitelist_status")
    [unsure, *_] = await owner.says("I don’t know")
    assert unsure.startswith("No problem, “Four guarantees” whitelist stays open")
