"""A new name for the firm, said in a sentence: offered for one confirmation, or asked for."""

import pytest

from policies.spoken.renaming import renaming_in
from tests.cases.two_bots import Seat, TwoBots

NAMED = [
    ("厂名改成示例新厂", "示例新厂"),
    ("把公司名称改成“示例 ABC 公司”", "示例 ABC 公司"),
    ("名字写错了，应该是示例乙公司", "示例乙公司"),
    ("名字不对，应为示例乙公司", "示例乙公司"),
    ("我们改名叫示例丙公司", "示例丙公司"),
    ("我们公司改名了，叫示例丙公司", "示例丙公司"),
    ("俺厂更名为示例丁厂了", "示例丁厂"),
    ("我们现在叫示例戊公司", "示例戊公司"),
    ("rename the firm to Acme Ltd", "Acme Ltd"),
    ("Change our company name to Acme Textiles.", "Acme Textiles"),
    ("the name is wrong, it should be Acme", "Acme"),
    ("we are now called Acme", "Acme"),
]
TO_BE_ASKED = ["改一下厂名", "我想改名", "换个名字", "名称填错了", "厂名改一下", "rename the firm"]
NO_RENAMING = [
    "人数改成1200",
    "点名改为八点",
    "把物流组名字改成甲组",
    "员工名单改一下",
    "名额改成20",
    "我们现在叫不到车",
    "改名要什么手续",
    "change my headcount to 1300",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_the_new_name_is_read_as_it_was_written(text: str, name: str) -> None:
    renaming = renaming_in(text)
    assert renaming is not None
    assert renaming.name == name


@pytest.mark.parametrize("text", TO_BE_ASKED)
def test_a_wish_without_the_name(text: str) -> None:
    renaming = renaming_in(text)
    assert renaming is not None
    assert renaming.name == ""


@pytest.mark.parametrize("text", NO_RENAMING)
def test_what_renames_no_firm(text: str) -> None:
    assert renaming_in(text) is None


async def test_a_new_name_is_kept_after_one_confirmation(stage: TwoBots) -> None:
    owner = stage.owner()
    await owner.presses("fact:next")
    [asked] = await owner.says("厂名改成示例新厂")
    assert asked.startswith("名称要改成“示例新厂”吗？\n现在登记的是“")

    [corrected] = await owner.says("改成示例ABC")
    assert corrected.startswith("名称要改成“示例ABC”吗？")
    [kept] = await owner.taps("就叫“示例ABC”")
    assert kept.startswith("已改：名称 示例ABC。")
    assert "继续答题" in owner.labels(), "what was asked before waits"
    [wish] = await owner.says("改一下厂名")
    assert wish.startswith("新的名称是什么？")


async def test_a_name_corrected_while_registering_goes_on_with_it(newcomer: Seat) -> None:
    for text in ("方城", "不清楚", "示例机械长"):
        await newcomer.says(text)
    await newcomer.says("名字写错了，应该是示例机械厂")
    [code] = await newcomer.taps("就叫“示例机械厂”")
    assert code.startswith("已改：名称 示例机械厂。\n统一社会信用代码是多少？")


async def test_one_step_back_at_a_time_and_out_at_the_first(
    newcomer: Seat, stage: TwoBots
) -> None:
    for text in ("方城", "独树", "示例机械厂"):
        await newcomer.says(text)
    [name] = await newcomer.says("返回")
    assert name.startswith("现在登记的是“示例机械厂”。")
    [town] = await newcomer.says("上一步")
    assert "在哪个乡镇" in town
    assert "还是“方城县 独树镇”" in newcomer.labels()
    [where] = await newcomer.says("退回去")
    assert "实际在哪里经营" in where
    [out] = await newcomer.says("返回")
    assert "想办什么" in out

    await newcomer.taps("继续登记")
    await newcomer.taps("还是“方城县 独树镇”")
    [code] = await newcomer.taps("还是“示例机械厂”")
    assert code.startswith("统一社会信用代码是多少？")
    [first, *_] = await newcomer.says("跳过")
    assert "白名单" in first


async def test_a_place_given_before_is_one_tap_away(newcomer: Seat) -> None:
    await newcomer.says("方城")
    await newcomer.says("独树")
    await newcomer.says("go back")
    [name] = await newcomer.taps("还是“方城县 独树镇”")
    assert name.startswith("好，方城县 独树镇。企业（项目）叫什么名字？")
    for text, answer in [("82000块", "像是钱数"), ("1200", "用不上"), ("82000", "还留着")]:
        [said] = await newcomer.says(text)
        assert answer in said
