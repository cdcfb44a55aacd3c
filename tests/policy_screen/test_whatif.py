"""Supposing other facts: what would change, and nothing that is kept."""

import pytest
from sqlalchemy import select

from bot.services.firms.firms import profile_of
from bot.services.regions import set_region_fact
from bot.store.audit import AUDIT
from bot.store.cases.cases import CASE
from bot.store.firms.firms import facts_of, load_firm, put_facts
from bot.store.firms.people import find_person
from bot.store.questions import QUESTION
from bot.store.reminders.reminders import REMINDER
from tests.cases.district import COUNTY, RULES, District
from tests.cases.two_bots import Seat, TwoBots
from tests.policy_screen.firms import BOOTH, KNOWN

SMALL = KNOWN | {"headcount": 960, "whitelist_status": "none"}
del SMALL["headcount_own"]


@pytest.fixture
def small(stage: TwoBots) -> Seat:
    """Somebody of a firm of 960 that is not on the whitelist."""
    stage.district.act(
        lambda uow: set_region_fact(uow, COUNTY, "area_state", "normal", actor="test")
    )
    return stage.owner(**SMALL)


def kept(district: District, seat: Seat) -> dict[str, object]:
    """What the firm is known to have said."""

    def read(uow) -> dict[str, object]:
        person = find_person(uow.connection, seat.chat_id)
        assert person is not None
        assert person.firm_id is not None
        return {n: k.value for n, k in facts_of(uow.connection, person.firm_id).items()}

    return district.act(read)


def rows(district: District) -> list[list[tuple]]:
    """All that an act could have left behind beside the open question."""
    tables = (CASE, REMINDER, AUDIT)
    return district.act(
        lambda uow: [[tuple(row) for row in uow.connection.execute(select(t))] for t in tables]
    )


def text(seat: Seat) -> str:
    return seat.screens[-1].text


async def chooses(seat: Seat, fact: str) -> None:
    """Tap a fact, wherever it is offered."""
    while not (found := [each for each in seat.labels() if each.startswith(fact)]):
        await seat.taps("换一批")
    await seat.taps(found[0])


async def supposes(seat: Seat, fact: str, value: str) -> str:
    """Choose a fact by its button and type or tap what it would be."""
    if not seat.screens or not text(seat).startswith("假设（不会保存）：哪一条"):
        await seat.says("/whatif")
    await chooses(seat, fact)
    if value in seat.labels():
        await seat.taps(value)
    else:
        await seat.says(value)
    return text(seat)


async def test_what_little_is_missing_is_offered_first(small: Seat) -> None:
    await small.says("/whatif")

    first = list(small.screens[-1].buttons)
    assert "哪一条会变？" in text(small)
    assert {"用工人数：960 人", "“四保”白名单：未申报"} <= set(first[:4])
    assert first[-2:] == ["返回", "找人工"]


async def test_changes_add_up_and_every_screen_says_that_nothing_is_saved(
    small: Seat, stage: TwoBots
) -> None:
    before, left = kept(stage.district, small), rows(stage.district)
    said = await supposes(small, "“四保”白名单", "在册")
    assert said.startswith("假设（不会保存）：“四保”白名单 在册（现在：未申报）")
    assert "→ ✅" in said

    await small.taps("再改一条")
    said = await supposes(small, "用工人数", "一千二")
    assert "用工人数 1,200 人（现在：960 人）" in said
    await small.taps("再改一条")
    said = await supposes(small, "本单位职工人数", "1000")
    assert "🟡 → ✅ 采样屋补贴：预计 40,000.00 元" in said

    await small.taps("✅ 采样屋补贴")
    assert text(small).startswith("假设（不会保存）：")
    assert "预计 40,000.00 元" in text(small)
    assert small.labels() == {"返回", "找人工"}

    assert kept(stage.district, small) == before == SMALL
    assert rows(stage.district) == left


async def test_as_it_was_supposes_nothing(small: Seat) -> None:
    await supposes(small, "用工人数", "5000")
    await small.taps("恢复原样")

    assert "哪一条会变？" in text(small)
    assert not [label for label in small.labels() if "（假设）" in label]


async def test_making_it_so_needs_a_second_tap_and_then_is_saved(
    small: Seat, stage: TwoBots
) -> None:
    await supposes(small, "“四保”白名单", "在册")
    await small.taps("就按这个改")
    assert "真的改吗？" in text(small)
    assert kept(stage.district, small) == SMALL

    await small.taps("是，按这个改")
    assert kept(stage.district, small) == SMALL | {"whitelist_status": "listed"}
    assert text(small).startswith("已改好：“四保”白名单 在册。")
    assert "对照您的厂" in text(small)


async def test_a_second_tap_on_saving_changes_nothing_more(small: Seat, stage: TwoBots) -> None:
    await supposes(small, "“四保”白名单", "在册")
    await small.taps("就按这个改")
    confirm = dict(small.screens[-1].buttons)["是，按这个改"]
    await small.taps("是，按这个改")
    [again] = await small.presses(confirm)

    assert "这个按钮是旧的" in again
    assert kept(stage.district, small)["whitelist_status"] == "listed"


async def test_an_old_confirmation_does_not_save_something_else(
    small: Seat, stage: TwoBots
) -> None:
    await supposes(small, "“四保”白名单", "在册")
    await small.taps("就按这个改")
    confirm = dict(small.screens[-1].buttons)["是，按这个改"]
    await small.says("/whatif")
    await small.taps("再改一条")
    await supposes(small, "用工人数", "5000")
    [refused] = await small.presses(confirm)

    assert "这个按钮是旧的" in refused
    assert kept(stage.district, small) == SMALL


async def test_what_staff_set_can_be_supposed_but_not_saved(small: Seat, stage: TwoBots) -> None:
    said = await supposes(small, "所在地防控状态", "应急状态")
    assert "📌" in said
    await small.taps("就按这个改")

    assert "没有可以改的" in text(small)
    assert "所在地防控状态" in text(small)
    assert "是，按这个改" not in small.labels()


async def test_a_rough_number_will_do_for_supposing_but_is_not_saved(
    small: Seat, stage: TwoBots
) -> None:
    said = await supposes(small, "用工人数", "大概1000")
    assert "用工人数 约 1,000 人" in said
    await small.taps("就按这个改")

    assert "要准确数" in text(small)
    assert "是，按这个改" not in small.labels()


async def test_what_cannot_be_is_said_and_asked_again(small: Seat, stage: TwoBots) -> None:
    said = await supposes(small, "本单位职工人数", "2000")
    assert "本单位职工人数（2,000 人）不能多于用工人数（960 人）" in said
    assert "现在：不清楚" in said
    await small.says("好多好多")
    assert "没看懂“好多好多”" in text(small)
    await small.says("900")
    assert "本单位职工人数 900 人" in text(small)
    assert kept(stage.district, small) == SMALL


async def test_it_survives_a_restart_and_is_sealed(small: Seat, stage: TwoBots) -> None:
    await supposes(small, "用工人数", "1234")
    [row] = stage.district.act(lambda uow: uow.connection.execute(select(QUESTION)).all())
    assert row.kind == "whatif"
    assert b"1234" not in row.context

    await small.says("/whatif")  # nothing is kept in memory: the row alone knows
    assert "用工人数 1,234 人（现在：960 人）" in text(small)


async def test_from_a_card_one_comes_back_to_it(small: Seat) -> None:
    await small.presses(f"policy:show:{BOOTH}:c0")
    await small.taps("如果情况变了呢？")
    await small.taps("返回")

    assert text(small).startswith("🟡 采样屋补贴")
    assert small.screens[-1].buttons["返回"] == "policy:group:c0"


async def test_old_and_forged_buttons_get_a_sentence(small: Seat, stage: TwoBots) -> None:
    for data in (
        "whatif:result",
        "whatif:keep",
        "whatif:kept:00000000",
        "whatif:pick:whitelist_status:listed",
        "whatif:show:P-FC-01",
    ):
        [said] = await small.presses(data)
        assert "这个按钮是旧的" in said
    await small.says("/whatif")
    for data in (
        "whatif:ask:nothing",
        "whatif:ask:arrivals",
        "whatif:pick:whitelist_status:nonsense",
        "whatif:tick:role_groups:nonsense",
        "whatif:all:subject_type",
        "whatif:choose:x",
        "whatif:ask",
    ):
        [said] = await small.presses(data)
        assert "这个按钮是旧的" in said
    assert kept(stage.district, small) == SMALL


async def test_another_member_sees_the_firm_as_it_is(small: Seat, stage: TwoBots) -> None:
    await supposes(small, "“四保”白名单", "在册")

    def now(uow) -> object:
        person = find_person(uow.connection, small.chat_id)
        assert person is not None
        assert person.firm_id is not None
        profile = profile_of(uow, RULES, load_firm(uow, person.firm_id))
        return profile.facts["whitelist_status"]

    assert stage.district.act(now) == "none"


async def test_who_has_no_firm_is_shown_where_to_begin(stage: TwoBots) -> None:
    seat = stage.seat("owner", 999)
    [said] = await seat.says("/whatif")

    assert "先知道是哪家企业" in said


async def test_in_english_nothing_is_left_in_chinese(stage: TwoBots) -> None:
    person = stage.district.speaks_for_firm(**SMALL)
    seat = stage.seat("owner", person.chat_id, "en")
    await seat.presses("home:speak:en")
    await seat.says("/whatif")
    assert "Supposing (nothing is saved)" in text(seat)
    await seat.taps(next(each for each in seat.labels() if "whitelist" in each))
    await seat.taps("listed")
    assert "“Four guarantees” whitelist listed (now: not applied for)" in text(seat) or (
        "whitelist listed (now:" in text(seat)
    )
    await seat.taps("Make it so")
    assert "Really change it?" in text(seat)


async def test_what_a_colleague_made_impossible_is_dropped(small: Seat, stage: TwoBots) -> None:
    await supposes(small, "用工人数", "500")

    def answered(uow) -> None:
        person = find_person(uow.connection, small.chat_id)
        assert person is not None
        assert person.firm_id is not None
        put_facts(uow, person.firm_id, {"headcount_own": 800})

    stage.district.act(answered)
    [said] = await small.presses("whatif:choose")
    assert "这个按钮是旧的" in said
    await small.says("/whatif")
    assert "哪一条会变？" in text(small)
    assert not [label for label in small.labels() if "（假设）" in label]


async def test_a_part_grows_back_and_what_else_is_supposed_is_said(owner: Seat) -> None:
    [less] = await owner.says("如果我只有800人呢")
    assert "本单位职工人数 800 人" in less
    [more] = await owner.says("要是我招到1500人")
    assert "用工人数 1,500 人" in more
    assert "本单位职工人数" not in more
    await owner.says("如果不在白名单呢")
    assert "从头假设" in owner.labels()
    [alone] = await owner.taps("从头假设")
    assert "用工人数" not in alone.splitlines()[0]


@pytest.mark.parametrize("leaving", ["/start", "我的企业"])
async def test_a_supposition_is_over_with_its_screen(owner: Seat, leaving: str) -> None:
    await owner.says("如果我只有800人呢")
    await owner.says(leaving)
    [said] = await owner.says("我们厂进白名单了")
    assert "假设" not in said


async def test_what_stands_behind_the_command_is_supposed(owner: Seat) -> None:
    [said] = await owner.says("/whatif 800人")
    assert said.startswith("假设（不会保存）：用工人数 800 人")


async def test_a_correction_is_no_part_of_it(owner: Seat) -> None:
    await owner.says("如果我只有800人呢")
    [said, *_] = await owner.says("更正：用工人数1250")
    assert said.startswith("已改：用工人数 1,250 人")


async def test_all_that_one_sentence_supposes_is_taken(small: Seat) -> None:
    await small.says("要是在白名单上，有1,200人呢")

    said = text(small)
    assert "“四保”白名单 在册（现在：未申报）" in said
    assert "用工人数 1,200 人（现在：960 人）" in said
    assert "前面假设的还算在内" not in said

    await small.says("要是不在白名单，采样屋花了8万呢")
    assert "前面假设的还算在内：用工人数。" in text(small)


async def test_a_supposition_beside_a_trip_is_no_fact(small: Seat) -> None:
    await small.says("豫R12345 上午10点去郑州送布")
    await small.taps("记一趟出车")
    await small.taps("自有")

    await small.says("要是我们有1,200人呢")

    assert text(small).startswith("假设（不会保存）：用工人数 1,200 人（现在：960 人）")


@pytest.mark.parametrize("words", ["人数2000 采样屋 10万", "采样屋10万，人数2000"])
async def test_several_numbers_in_one_sentence_are_all_supposed(small: Seat, words: str) -> None:
    await supposes(small, "“四保”白名单", "在册")
    await small.says(words)

    said = text(small)
    assert "用工人数 2000 人" in said.replace(",", "")
    assert "100,000" in said
    assert "“四保”白名单 在册" in said, "what was supposed before still is"


async def test_a_number_is_never_taken_for_another_part_of_the_sentence(small: Seat) -> None:
    await small.says("/whatif")
    await small.says("人数2000，采样屋费用很多很多")
    first = text(small).replace(",", "")
    await small.says("采样屋费用10万")

    assert "用工人数 2000 人" in first
    assert "采样屋费用" not in first.splitlines()[0]
    assert "用工人数 2000 人" in text(small).replace(",", "")
    assert "100,000" in text(small)
