"""Registering in words: the wish, a name that comes too early, and letting go of it."""

import pytest

from policies.spoken.firm_names import introduced_in
from policies.spoken.first_words import registers
from policies.spoken.letting_go import lets_go
from tests.cases.two_bots import Seat, TwoBots

WISHES = [
    "俺来注册下",
    "我想登记",
    "注册",
    "登记",
    "怎么注册",
    "开始",
    "register",
    "how do I sign up",
]
NO_WISHES = ["登记来人", "登记不上", "营业执照登记", "我要投诉", "来"]
LETS_GO = [
    *("算了不改", "不改了", "不用改了", "算了 下回再说", "不弄，没空", "没时间，改天吧"),
    *("不记了", "never mind", "not now, too busy"),
]
HOLDS_ON = ["明天", "以后", "不了", "好", "明天再来", "不在名单", "没有", "算算账", "no"]
INTRODUCED = [
    ("俺厂叫王建国棉纺织厂", "王建国棉纺织厂"),
    ("我们公司是示例有限公司", "示例有限公司"),
    ("我们是个小厂", ""),
    ("俺厂叫什么厂好", ""),
    ("我叫李建国", ""),
]


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_to_register(text: str) -> None:
    assert registers(text)


@pytest.mark.parametrize("text", NO_WISHES)
def test_no_wish_to_register(text: str) -> None:
    assert not registers(text)


@pytest.mark.parametrize("text", LETS_GO)
def test_words_that_let_go(text: str) -> None:
    assert lets_go(text)


@pytest.mark.parametrize("text", HOLDS_ON)
def test_words_that_may_be_an_answer(text: str) -> None:
    assert not lets_go(text)


@pytest.mark.parametrize(("text", "name"), INTRODUCED)
def test_the_name_that_nobody_asked_for(text: str, name: str) -> None:
    assert introduced_in(text) == name


async def test_a_name_is_taken_where_the_registration_stands(stage: TwoBots) -> None:
    seat = stage.seat("owner", 998)
    await seat.says("/start")
    [bye] = await seat.says("不弄，没空")
    assert bye.startswith("好，不耽误您。")

    [asked] = await seat.says("俺厂叫王建国棉纺织厂")
    assert asked.startswith("“王建国棉纺织厂”我先记着，下一题用。")
    await seat.says("方城")
    await seat.says("不清楚")
    assert "就叫“王建国棉纺织厂”" in seat.labels()
    await seat.says("返回")
    await seat.says("先停一下")
    [place] = await seat.says("俺来注册下")
    assert "哪个乡镇" in place
    await seat.says("不清楚")
    await seat.says("先停一下")
    [founded] = await seat.says("俺厂叫建国纺织厂")
    assert founded.startswith("✅ 已登记：建国纺织厂")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("算了不改", "示例纺织\n"),
        ("不改了", "示例纺织\n"),
        ("一千一", "“一千一”是个数，这里要的是企业（项目）的名称。"),
        ("采样屋补贴", "看到了：采样屋"),
        ("啥意思", "问名称，是为了知道在给谁办事"),
    ],
)
async def test_what_is_no_name_is_never_taken(stage: TwoBots, text: str, answer: str) -> None:
    owner = stage.owner()
    await owner.says("厂名改成建国纺织")
    [said] = await owner.says(text)
    assert said.startswith(answer)


async def test_a_correction_is_over_with_its_screen(stage: TwoBots) -> None:
    owner: Seat = stage.owner(subject_type="enterprise")
    await owner.says("厂名改成建国纺织")
    await owner.presses("duty:list")
    assert "名称要改成" not in (await owner.says("采样屋补贴"))[0]
    assert "新的名称" not in (await owner.says("一千一"))[0]
