"""Numbers at the wrong question, of the wrong kind, or only about so many: never guessed."""

from typing import Any

import pytest

from tests.cases.two_bots import Seat, TwoBots
from tests.policy_screen.firms import KNOWN
from tests.questions.test_changes import known

FRESH: dict[str, Any] = {
    "subject_type": "enterprise",
    "booth_provision": "none",
    "sector": "trade",
}
AT_A_CHOICE = [
    ("8万2", "“8万2”像是钱数，这一题用不上，没有记；"),
    ("花了82000块", "“花了82000块”像是钱数，这一题用不上，没有记；"),
    ("82000元", "“82000元”像是钱数，这一题用不上，没有记；"),
    ("99999999", "“99999999”像是用工人数，要在 0 到 1,000,000 之间，我没有记。"),
    ("1200来号", "“1200来号”我先记着，问到用工人数时用。"),
    ("82000", "“82000”这一题用不上，没有记；刚才说的“1200来号”还留着，"),
    ("1300人", "“1300人”这一题用不上，没有记；刚才说的“1200来号”还留着，"),
]


async def test_a_number_at_a_choice_is_never_put_elsewhere(stage: TwoBots) -> None:
    owner = stage.owner(**FRESH)
    await owner.presses("fact:next")
    for text, answer in AT_A_CHOICE:
        [said] = await owner.says(text)
        assert said.startswith(answer), said
        assert "四保" in said, "the question is asked again"
    assert known(stage, owner) == FRESH

    while "就用刚才说的：1200来号" not in owner.labels():
        await owner.says("不清楚")
    [taken, *_] = await owner.taps("就用刚才说的：1200来号")
    assert taken.startswith("记下了：用工人数约 1,200 人")


async def test_a_number_that_names_people_takes_the_place_of_a_bare_one(stage: TwoBots) -> None:
    owner = stage.owner(**FRESH)
    await owner.presses("fact:next")
    [bare] = await owner.says("1100")
    assert bare.startswith("“1100”这一题用不上。如果是用工人数，问到时点一下就行。")
    [named] = await owner.says("1200人")
    assert named.startswith("“1200人”我先记着")


@pytest.mark.parametrize("text", ["82000", "8万2", "花了82000块"])
async def test_what_was_said_stays_unless_a_sentence_names_it(
    owner: Seat, stage: TwoBots, text: str
) -> None:
    await owner.presses("fact:next")
    await owner.says(text)
    assert known(stage, owner) == KNOWN

    changed, _ = await owner.says("人数1300")
    assert changed.startswith("已改：用工人数 1,300 人（原来：1,200 人）。")
    assert "改回去" in changed


async def test_so_many_people_in_the_words_of_money_are_asked_about(
    owner: Seat, stage: TwoBots
) -> None:
    for text in ("8万2", "人数改成8万2"):
        await owner.presses("fact:ask:headcount")
        [asked] = await owner.says(text)
        assert asked.startswith("“8万2”就是 82,000 人，像是钱数。")
        assert known(stage, owner) == KNOWN
    changed, *_ = await owner.taps("就是 82,000 人")
    assert changed.startswith("已改：用工人数 82,000 人")


OTHER_KIND = [
    ("headcount", "花了82000块", "“花了82000块”是钱数，这里要的是用工人数，没有记。"),
    ("headcount", "人数改成82000块", "“82000块”是钱数，这里要的是用工人数，没有记。"),
    ("booth_cost", "1200人", "“1200人”是人数，这里要的是钱数（采样屋费用），没有记。"),
]


@pytest.mark.parametrize(("fact", "text", "answer"), OTHER_KIND)
async def test_a_number_of_another_kind_is_no_answer(
    owner: Seat, stage: TwoBots, fact: str, text: str, answer: str
) -> None:
    await owner.presses(f"fact:ask:{fact}")
    [said] = await owner.says(text)
    assert said.startswith(answer)
    assert known(stage, owner) == KNOWN


ABOUT = [
    ("1200来号", "1,200"),
    ("一千二百来号人", "1,200"),
    ("百十号人", "100"),
    ("七八十个人", "70"),
    ("三四十", "30"),
    ("十来个", "10"),
    ("about 1200", "1,200"),
    ("1200ish", "1,200"),
    ("a dozen", "12"),
]


async def test_a_rough_number_is_kept_as_one(stage: TwoBots) -> None:
    owner = stage.owner(**FRESH)
    for text, count in ABOUT:
        await owner.presses("fact:ask:headcount")
        [said, *_] = await owner.says(text)
        assert f"用工人数约 {count} 人" in said or f"用工人数 约 {count} 人" in said, said


@pytest.mark.parametrize("text", ["千把人", "八九百", "nine hundred or so", "1000左右"])
async def test_near_a_bound_a_rough_number_is_asked_again(stage: TwoBots, text: str) -> None:
    owner = stage.owner(**FRESH)
    await owner.presses("fact:ask:headcount")
    [said] = await owner.says(text)
    assert "离界线 1,000 很近" in said
    assert known(stage, owner) == FRESH


HINTS = [
    ("sector", "没看懂“嗯嗯嗯嗯”。例如：工业生产、商贸流通；也可以点按钮。"),
    ("site_types", "没看懂“嗯嗯嗯嗯”。例如：大型工业企业、工业企业，可以写几样；也可以点按钮。"),
    ("headcount", "没看懂“嗯嗯嗯嗯”。请写一个数。"),
    ("booth_cost", "没看懂“嗯嗯嗯嗯”。请写一个数。"),
]


async def test_the_hint_fits_the_question(stage: TwoBots) -> None:
    owner = stage.owner(**FRESH)
    for fact, hint in HINTS:
        await owner.presses(f"fact:ask:{fact}")
        [said] = await owner.says("嗯嗯嗯嗯")
        assert said.startswith(hint)


async def test_one_step_back_keeps_what_was_answered(stage: TwoBots) -> None:
    owner = stage.owner(**FRESH)
    await owner.presses("fact:next")
    await owner.says("在册")
    for word in ("返回", "退回去"):
        [again] = await owner.says(word)
        assert again.startswith("现在记的是：在册。")
        kept = await owner.taps("不改，接着答")
        assert kept[0].startswith("“四保”白名单还是 在册，没有改动。")
    assert known(stage, owner)["whitelist_status"] == "listed"
    await owner.says("上一步")
    [out] = await owner.says("返回")
    assert "想办什么" in out


async def test_going_on_after_everything_was_answered_says_so(owner: Seat) -> None:
    await owner.presses("fact:next")
    await owner.says("工业")
    *_, done = await owner.says("工厂")
    assert "基本情况答完了；❓ 的要看具体情况，另外再问。" in done

    for old in ("go:on", "fact:next"):
        [said] = await owner.presses(old)
        assert said.startswith("基本情况答完了")
    [menu] = await owner.presses("go:draft")
    assert menu.startswith("没有登记到一半的企业了。")
