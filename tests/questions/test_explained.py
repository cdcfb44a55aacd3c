"""What a question means, a range in place of a number, and screens that are left."""

import pytest

from benches.rules import rulebase
from handlers.owner.questions.explaining import wants_help
from policies.spoken.measures import counts_things
from policies.spoken.persons import wants_person
from policies.spoken.puzzled import asks_meaning
from policies.spoken.ranges import range_in
from tests.cases.two_bots import Seat

ASKED = [
    *("啥意思", "这个干啥用", "看不懂", "为啥问这个", "这个咋填"),
    *("what does this mean", "why do you ask"),
]
WHAT_IS = [("啥是四保白名单？", True), ("采样屋补贴标准是什么", False), ("啥是好厂", False)]
NOT_ASKED = [
    "招不到人咋办",
    "不清楚",
    "在册",
    "补贴啥时候发",
    "1200",
    "货车被拦了咋弄",
    "工业生产",
]
RANGES = [
    ("1100到1300", (1100, 1300)),
    ("900-1000人", (900, 1000)),
    ("一千到一千二", (1000, 1200)),
    ("between 900 and 1000", (900, 1000)),
    ("1300到1100", None),
    ("方城到郑州", None),
    ("2022-07-15", None),
]


@pytest.mark.parametrize("text", ASKED)
def test_somebody_asks_what_is_meant(text: str) -> None:
    assert asks_meaning(text)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_somebody_says_something_else(text: str) -> None:
    assert not asks_meaning(text)


@pytest.mark.parametrize(("text", "wanted"), WHAT_IS)
def test_what_something_is_only_if_it_has_help(text: str, wanted: bool) -> None:
    assert wants_help(rulebase(), text) is wanted


@pytest.mark.parametrize(("text", "ends"), RANGES)
def test_both_ends_of_a_range(text: str, ends: tuple[int, int] | None) -> None:
    assert range_in(text) == ends


def test_things_are_no_people() -> None:
    assert counts_things("2个")
    assert not counts_things("2个人")
    assert wants_person("我想找个真人说说")
    assert not wants_person("找不到人")


@pytest.mark.parametrize(
    "text", ["我要找人", "找人", "我要人工", "有人吗", "找领导", "I want a person"]
)
def test_who_wants_a_person_may_say_it_shortly(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize("text", ["找人修机器", "我要找人干活", "我要找个会计", "要人", "没人"])
def test_who_wants_hands_says_what_for(text: str) -> None:
    assert not wants_person(text)


async def test_a_question_explains_itself_and_asks_again(owner: Seat) -> None:
    await owner.presses("fact:ask:whitelist_status")
    [said] = await owner.says("啥是四保白名单？")
    assert said.startswith("“四保”白名单：“四保”是保生产经营")
    assert "用来判断：采样屋补贴" in said
    assert "现在在“四保”白名单里吗？" in said


async def test_a_range_near_a_bound_is_asked_about(owner: Seat) -> None:
    await owner.presses("fact:ask:headcount")
    [said] = await owner.says("900-1000")
    assert said.startswith("“900-1000”正好在一条界线附近。按多少记？")
    assert {"按 900 人 记", "按 1,000 人 记"} <= owner.labels()
    [far, *_] = await owner.says("2000到3000")
    assert "约 2,500 人" in far


async def test_a_trip_that_was_left_asks_no_more_and_can_be_taken_up(owner: Seat) -> None:
    await owner.presses("trip:new")
    await owner.says("豫R12345 明天早上6点去郑州拉布")
    await owner.taps("自有")
    await owner.presses("firm:show")
    [said] = await owner.says("演练")
    assert "是什么时候" not in said
    await owner.presses("home:show")
    [again] = await owner.taps("接着记出车")
    assert again.startswith("去郑州拉布 大概什么时候到？")
    [listed] = await owner.says("算了不记了")
    assert listed.startswith("货车出车")


async def test_other_people_than_those_asked_about_are_a_visit_of_their_own(owner: Seat) -> None:
    await owner.presses("arrival:list")
    await owner.says("上海来两个工程师")
    [offered] = await owner.says("昨天就来了两个武汉的")
    assert "两个武汉的（2 人）：7月14日（周四）到的" in offered
    [again] = await owner.taps("接着记来人")
    assert again.startswith("上海来两个工程师 什么时候到？")


async def test_the_same_visit_twice_is_asked_about(owner: Seat) -> None:
    line = "明天下午3点武汉来2个客户验货"
    for _ in range(2):
        await owner.says(line)
        [said] = await owner.taps("记一次到访")
    assert said.startswith("名单上已经有一样的一批")
    await owner.taps("是同一批")
    await owner.presses("arrival:list")
    assert [label for label in owner.labels() if label.startswith("武汉")] == ["武汉来2个客户验货"]


def test_what_an_answer_of_the_question_is_may_be_asked() -> None:
    listed = rulebase().facts["whitelist_status"]

    assert wants_help(rulebase(), "啥叫在册", listed)
    assert not wants_help(rulebase(), "啥叫在册")
