"""What is typed while something is asked: a correction, a supposition, a button's words, hello."""

import pytest

from tests.cases.two_bots import Seat, TwoBots
from tests.policy_screen.firms import KNOWN
from tests.questions.test_changes import known

SITES = "您的场所是哪一类？"
FIELD = "您这边主要是哪一类？"


CORRECTIONS = [
    ("人数改成1300", {"headcount": 1300}),
    ("俺厂用工人数改成一千三哩", {"headcount": 1300}),
    ("用工人数填错了，是1260", {"headcount": 1260}),
    ("采样屋的钱记错了 是8.5万", {"booth_cost": "85000.00"}),
    ("白名单改成申报中", {"whitelist_status": "applied"}),
    ("岗位改成物流和销售", {"role_groups": ["logistics", "sales"]}),
    ("人数是1300", {"headcount": 1300}),
    ("change my headcount to 1300", {"headcount": 1300}),
    ("we have 1300 people now", {"headcount": 1300}),
]


@pytest.mark.parametrize("asked", [False, True])
async def test_a_correction_is_kept_with_and_without_an_open_question(
    owner: Seat, stage: TwoBots, asked: bool
) -> None:
    for text, new in CORRECTIONS:
        if asked:
            await owner.presses("fact:next")
        said = await owner.says(text)

        assert said[0].startswith("已改："), text
        assert known(stage, owner) == KNOWN | new, text
        assert ("题）" in said[-1]) is asked, "what was asked is asked again"
        await owner.taps("改回去")


async def test_a_wish_to_change_asks_and_then_goes_on(owner: Seat, stage: TwoBots) -> None:
    await owner.presses("fact:next")
    [asked] = await owner.says("我想改人数")
    assert asked.startswith("现在记的是：1,200 人。")

    changed, following = await owner.says("1500")
    assert changed.startswith("已改：用工人数 1,500 人")
    assert FIELD in following


async def test_changed_to_alone_is_about_what_was_answered_last(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.presses("fact:next")
    await owner.says("跑大车的")
    changed, following = await owner.says("改成工业")
    assert changed.startswith("已改：行业领域 工业生产（原来：交通运输）。")
    assert SITES in following

    [again] = await owner.says("填错了")
    assert FIELD in again
    assert "sector" not in known(stage, owner)


async def test_an_answer_to_the_open_question_is_no_correction_of_the_last(
    stage: TwoBots,
) -> None:
    owner = stage.owner(subject_type="enterprise", whitelist_status="listed", sector="industry")
    await owner.presses("fact:next")
    while "采样屋是您自己配的" not in owner.screens[-1].text:
        await owner.says("不清楚")
    await owner.says("不是自己配的，是政府的")

    assert known(stage, owner)["booth_provision"] == "unified"


async def test_changed_to_without_a_question_asks_what(owner: Seat, stage: TwoBots) -> None:
    [which] = await owner.says("改成1300")

    assert which == "您说：“1300”。\n要改哪一项？"
    assert "用工人数：1,200 人" in owner.labels()
    assert known(stage, owner) == KNOWN


async def test_the_address_is_changed_on_its_own_way(owner: Seat) -> None:
    [place] = await owner.says("地址改一下")
    assert "实际在哪里经营" in place
    [changed] = await owner.says("社旗")
    assert changed.startswith("已改：经营地点")


SUPPOSITIONS = [
    ("俺要是招到1500人", "用工人数 1,500 人（现在：1,200 人）"),
    ("招到1600人的话咋样", "用工人数 1,600 人（现在：1,200 人）"),
    ("要是俺厂变成900人呢", "用工人数 900 人（现在：1,200 人）；本单位职工人数 900 人"),
    ("如果不在白名单呢", "“四保”白名单 未申报（现在：在册）"),
    ("假如采样屋是镇上给设的", "采样屋来源 统一设置（现在：自行配置）"),
    ("如果采样屋花了10万呢", "采样屋费用 100,000.00 元（现在：80,000.00 元）"),
    ("如果有6个车间呢", "车间 6 个（现在：不清楚）"),
]


async def test_a_supposition_is_opened_from_anywhere_and_saves_nothing(
    owner: Seat, stage: TwoBots
) -> None:
    for text, told in SUPPOSITIONS:
        await owner.presses("fact:next")
        [said] = await owner.says(text)
        assert said.startswith("假设（不会保存）："), text
        assert told in said
        assert known(stage, owner) == KNOWN

        await owner.says("返回")
        await owner.says("/menu")
        await owner.taps("继续答题")
        assert FIELD in owner.screens[-1].text


async def test_suppositions_add_up_and_a_fact_without_a_value_is_asked(owner: Seat) -> None:
    await owner.says("如果不在白名单呢")
    [asked] = await owner.says("如果人数变了呢")
    assert "用工人数，现在：1,200 人" in asked
    [both] = await owner.says("人数改成1500")
    assert "“四保”白名单 未申报" in both
    assert "用工人数 1,500 人" in both


async def test_what_is_not_understood_gets_the_questions_own_words(stage: TwoBots) -> None:
    owner = stage.owner(subject_type="enterprise")
    await owner.presses("fact:next")
    question = owner.screens[-1].text.splitlines()[0].partition("）")[2]
    for text in ("跑大车", "申请白名单", "天气不错", "俺也说不上来啥"):
        [again] = await owner.says(text)
        assert again.startswith(f"没看懂“{text}”。例如：")
        assert question in again
        assert {"不清楚", "找人工"} <= owner.labels()


async def test_words_that_may_be_a_matter_of_their_own_can_be_followed(stage: TwoBots) -> None:
    owner = stage.owner(subject_type="enterprise")
    await owner.presses("fact:next")
    await owner.says("申请白名单")
    [matter] = [label for label in owner.labels() if label.startswith("不是答这一题")]
    [said] = await owner.taps(matter)

    assert "申请白名单" in said or "白名单" in said


async def test_a_problem_is_not_taken_for_an_answer(owner: Seat, stage: TwoBots) -> None:
    await owner.presses("fact:next")
    [said] = await owner.says("厂里停电两天了，机器都停着")

    assert "停电" in said
    assert known(stage, owner) == KNOWN


async def test_who_waits_in_vain_is_heard_and_the_question_waits(stage: TwoBots) -> None:
    owner = stage.owner(subject_type="enterprise")
    for text in ("补贴一直没发下来", "钱到现在没影", "报上去没人理", "贷款批不下来"):
        await owner.presses("fact:next")
        asked = owner.screens[-1].text
        await owner.says(text)
        assert owner.screens[-1].text != asked, text
        [again] = await owner.taps("继续答题")
        assert again.splitlines()[0] in asked, text


async def test_two_matters_that_were_left_both_wait(stage: TwoBots) -> None:
    owner = stage.owner(subject_type="enterprise")
    await owner.presses("fact:next")
    asked = owner.screens[-1].text
    await owner.taps("找人工")
    await owner.says("返回")
    assert {"继续写诉求", "继续答题"} <= owner.labels()

    await owner.taps("继续写诉求")
    await owner.says("厂门口的路灯坏了")
    await owner.says("返回")
    assert "继续写诉求" not in owner.labels(), "it was written"
    [again] = await owner.taps("继续答题")
    assert again.splitlines()[0] in asked


async def test_the_words_of_buttons_do_what_the_buttons_do(owner: Seat, stage: TwoBots) -> None:
    await owner.presses("fact:next")
    await owner.says("工业")
    [none] = await owner.says("选好了")
    assert none.startswith("还没选")
    await owner.taps("☐ 工业企业")
    await owner.says("选好了")
    assert known(stage, owner)["site_types"] == ["industry"]

    await owner.presses("fact:ask:sector")
    [menu] = await owner.says("返回")
    assert menu.startswith("示例纺织")
    [listed] = await owner.says("能享受什么政策")
    assert listed.startswith("对照您的厂")
    [asked] = await owner.says("找人工")
    assert "用一两句话说清楚" in asked
    [back] = await owner.says("返回")
    assert back.startswith("示例纺织"), "one word that is a button is no case"


async def test_skipping_what_is_known_leaves_it_so(owner: Seat, stage: TwoBots) -> None:
    await owner.presses("fact:ask:headcount")
    [said] = await owner.says("跳过")

    assert said.startswith("用工人数还是 1,200 人，没有改动。")
    assert known(stage, owner) == KNOWN


async def test_the_last_answer_is_changed_by_words(stage: TwoBots) -> None:
    owner = stage.owner(subject_type="enterprise", sector="industry", whitelist_status="listed")
    await owner.presses("fact:ask:role_groups")
    await owner.says("物流")
    [again] = await owner.says("改上一题")

    assert "流动性、接触性岗位" in again
    assert "☑ 物流" in owner.labels()


async def test_hello_is_greeted_and_the_question_stays(owner: Seat) -> None:
    await owner.presses("fact:next")
    [said] = await owner.says("你好")

    assert said.startswith("您好！这一题还等您：")
    assert FIELD in said


async def test_a_number_before_its_question_is_checked_and_the_promise_is_kept(
    stage: TwoBots,
) -> None:
    owner = stage.owner(whitelist_status="none", booth_provision="none", sector="trade")
    await owner.presses("fact:next")
    [out] = await owner.says("99999999")
    assert "要在 0 到 1,000,000 之间，我没有记" in out
    [near] = await owner.says("大概1000")
    assert "离界线 1,000 很近" in near
    [kept] = await owner.says("大概800")
    assert kept.startswith("“大概800”这一题用不上。如果是用工人数，问到时点一下就行。")

    while "就用刚才说的：大概800" not in owner.labels():
        await owner.says("不清楚")
    await owner.taps("就用刚才说的：大概800")
    assert known(stage, owner)["headcount"] == 800
    assert "就用刚才说的：大概800" not in owner.labels()


async def test_a_number_that_was_said_already_is_promised_nothing(owner: Seat) -> None:
    await owner.presses("fact:next")
    [said] = await owner.says("1300")

    assert said.startswith("用工人数您说过是 1,200 人。要改就写“用工人数改成 1300”。")


async def test_about_so_much_is_said_so_on_the_card(stage: TwoBots) -> None:
    owner = stage.owner(**(KNOWN | {"headcount_own": 1200}))
    await owner.says("用工人数改成约1500")
    [card] = await owner.presses("policy:show:P-FC-01")

    assert "用工人数 约 1,500 人，达到 1,000 人" in card
