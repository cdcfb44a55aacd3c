"""What is typed while a firm is registered: hello, places, sentences, and the words of buttons."""

import pytest

from bot.services.firms.places import is_only_place
from bot.store.firms.firms import FIRM
from tests.cases.district import RULES, District
from tests.cases.two_bots import Seat, TwoBots


def firms(stage: TwoBots) -> int:
    return len(stage.district.act(lambda uow: uow.connection.execute(FIRM.select()).all()))


async def test_hello_is_greeted_at_every_step(newcomer: Seat, stage: TwoBots) -> None:
    for answer in ("方城", "不清楚", "示例机械厂", "跳过"):
        [hello] = await newcomer.says("你好")
        assert hello.startswith("您好！这一题还等您：")
        await newcomer.says(answer)
    assert firms(stage) == 1
    assert "白名单" in newcomer.screens[-1].text


async def test_a_place_is_no_name_until_somebody_insists(newcomer: Seat, stage: TwoBots) -> None:
    await newcomer.says("方城")
    await newcomer.says("古庄店")
    [doubted] = await newcomer.says("古庄店")
    assert doubted.startswith("“古庄店”是地名，这里要的是企业（项目）的名称。")
    assert firms(stage) == 0

    [kept] = await newcomer.taps("就叫“古庄店”")
    assert kept.startswith("✅ 已登记：古庄店")
    [stale] = await newcomer.presses("firm:called")
    assert "这个按钮是旧的" in stale
    assert firms(stage) == 1


async def test_a_sentence_is_no_name_and_no_place(newcomer: Seat, stage: TwoBots) -> None:
    await newcomer.says("方城")
    [no_place] = await newcomer.says("你们是干啥的")
    assert no_place.startswith("没看懂“你们是干啥的”。")
    await newcomer.says("不知道")
    for text in ("你们是干啥的", "要是900人呢", "人数改成1200"):
        [doubted] = await newcomer.says(text)
        assert doubted.startswith(f"“{text}”像是一句话，不像名称。")
    [needed] = await newcomer.says("跳过")
    assert needed.startswith("名称不能空着")
    [elsewhere] = await newcomer.says("地址改一下")
    assert elsewhere.startswith("直接写地名就行")
    assert firms(stage) == 0


async def test_a_number_before_its_question_is_checked_here_too(newcomer: Seat) -> None:
    await newcomer.says("方城")
    await newcomer.says("不清楚")
    [out] = await newcomer.says("99999999")
    assert "我没有记" in out
    [near] = await newcomer.says("1000左右")
    assert "离界线 1,000 很近" in near
    await newcomer.says("示例机械厂")
    [kept] = await newcomer.says("1200")
    assert kept.startswith("“1200”这一题用不上。如果是用工人数，问到时点一下就行。")


async def test_the_words_of_buttons_do_what_the_buttons_do(newcomer: Seat) -> None:
    await newcomer.says("其他地方")
    assert "按省市县选" in newcomer.labels()
    await newcomer.says("方城")
    [name] = await newcomer.says("跳过")
    assert "叫什么名字" in name
    [menu] = await newcomer.says("先停一下")
    assert menu.startswith("想办什么")
    await newcomer.taps("继续登记")
    [where] = await newcomer.says("改地点")
    assert where.startswith("直接写地名就行")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("古庄店", True),
        ("方城古庄店", True),
        ("方城县独树镇", True),
        ("南阳方城", True),
        ("古庄店纺织厂", False),
        ("方城宏达", False),
        ("独树镇一厂", False),
    ],
)
def test_a_place_is_told_from_a_name_that_holds_one(
    district: District, text: str, only: bool
) -> None:
    assert district.act(lambda uow: is_only_place(uow, RULES, text)) is only
