"""An answer in the place of another: what it changes is said, and it can be taken back."""

from typing import Any

import pytest

from bot.domain.errors import Stale, StaleCode
from bot.services.firms.fact_changes import change_to_take_back, put_answer, take_back
from bot.store.database import Database
from bot.store.firms.firms import facts_of, put_facts
from bot.store.firms.people import find_person
from bot.store.vault import Vault
from tests.cases.district import District
from tests.cases.two_bots import Seat, TwoBots
from tests.conftest import FRIDAY_MORNING
from tests.policy_screen.firms import KNOWN


def known(stage: TwoBots, seat: Seat) -> dict[str, Any]:
    """What the firm of this chat is known to have said."""

    def read(uow) -> dict[str, Any]:
        return {
            name: kept.value for name, kept in facts_of(uow.connection, firm(uow, seat)).items()
        }

    return stage.district.act(read)


def firm(uow, seat: Seat) -> int:
    person = find_person(uow.connection, seat.chat_id)
    assert person is not None
    assert person.firm_id is not None
    return person.firm_id


def screen(seat: Seat, label: str) -> str:
    """The newest message with this button."""
    return next(each.text for each in reversed(seat.screens) if label in each.buttons)


async def test_a_corrected_answer_says_what_it_changes_and_can_be_taken_back(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.presses("fact:ask:booth_provision")
    assert owner.screens[-1].text.startswith("现在记的是：自行配置。")
    await owner.taps("没有")

    said = screen(owner, "改回去")
    assert said.startswith("已改：采样屋来源 没有（原来：自行配置）。")
    assert "· ✅ → ➖ 采样屋补贴：不适用" in said
    assert known(stage, owner)["booth_provision"] == "none"

    [back] = await owner.taps("改回去")
    assert back.startswith("已改回：采样屋来源 自行配置。")
    assert known(stage, owner) == KNOWN


async def test_a_button_of_a_question_that_was_answered_long_ago_asks_first(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.presses("fact:next")
    [really] = await owner.presses("fact:pick:booth_provision:none")
    assert really.startswith("这一题您答过：采样屋来源 自行配置。要改成“没有”吗？")
    assert "→ ➖ 采样屋补贴" in really
    assert known(stage, owner) == KNOWN

    [left] = await owner.taps("不改")
    assert left == "采样屋来源还是 自行配置，没有改动。"
    await owner.presses("fact:pick:booth_provision:none")
    said = await owner.taps("改成：没有")
    assert said[0].startswith("已改：采样屋来源 没有")
    assert "哪一类" in said[1], "the question that was open comes back"
    await owner.says("工业")
    assert known(stage, owner)["sector"] == "industry"


async def test_an_old_button_that_says_the_same_changes_nothing(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.presses("fact:next")
    [same] = await owner.presses("fact:pick:whitelist_status:listed")

    assert same == "“四保”白名单还是 在册，没有改动。"
    assert known(stage, owner) == KNOWN


async def test_old_ticks_start_from_what_was_said(owner: Seat, stage: TwoBots) -> None:
    await owner.presses("fact:next")
    await owner.presses("fact:tick:role_groups:sales")
    assert {"☑ 物流", "☑ 销售"} <= owner.labels()

    await owner.taps("选好了")
    assert known(stage, owner)["role_groups"] == ["logistics", "sales"]
    await owner.presses("fact:ticked:role_groups")
    assert known(stage, owner)["role_groups"] == ["logistics", "sales"]
    assert not {"☑ 物流", "☑ 销售"} & owner.labels(), "a second tap asks nothing anew"


async def test_the_ticks_are_there_again_after_changing_the_last_answer(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.presses("fact:next")
    await owner.taps("工业生产")
    await owner.says("工厂和工地")
    await owner.presses("fact:ask:site_types")
    assert {"☑ 工业企业", "☑ 建筑工地"} <= owner.labels()

    await owner.taps("选好了")
    await owner.presses("fact:ask:sector")
    await owner.taps("商贸流通")
    assert known(stage, owner)["site_types"] == ["industry", "construction_site"]


async def test_a_number_cannot_contradict_another_answer(owner: Seat, stage: TwoBots) -> None:
    [why] = await owner.says("用工人数改成900")
    assert why.startswith("本单位职工人数（1,200 人）不能多于用工人数（900 人）")
    assert "没有改动" in why

    await owner.taps("改：本单位职工人数")
    await owner.says("850")
    await owner.says("用工人数改成900")
    assert known(stage, owner)["headcount"] == 900
    await owner.taps("改回去")
    assert known(stage, owner)["headcount"] == 1200


async def test_what_staff_have_set_is_not_changed_by_a_button_or_a_sentence(
    owner: Seat, stage: TwoBots
) -> None:
    stage.district.act(
        lambda uow: put_facts(uow, firm(uow, owner), {"whitelist_status": "none"}, by_staff=True)
    )
    for act in (owner.says("白名单改成在册"), owner.presses("fact:pick:whitelist_status:listed")):
        [said] = await act
        assert said.startswith("“四保”白名单由工作人员核定为 未申报，不在这里改。")
    assert known(stage, owner)["whitelist_status"] == "none"


async def test_going_back_is_refused_with_a_sentence(owner: Seat, stage: TwoBots) -> None:
    await owner.says("采样屋改成没有")
    first = owner.screens[-1].buttons["改回去"]
    await owner.says("采样屋改成统一设置")
    second = owner.screens[-1].buttons["改回去"]
    for forged in (first, "fact:back:headcount:1", "fact:back:booth_provision:999"):
        [said] = await owner.presses(forged)
        assert said.startswith("这一次改动后来又变了，没有动它。")
    for forged in ("fact:back:nothing:1", "fact:back:booth_provision:x", "fact:back:area_state:1"):
        [said] = await owner.presses(forged)
        assert said.startswith("情况已经变了，这个按钮是旧的。")

    stage.district.wait(minutes=11)
    [late] = await owner.presses(second)
    assert late.startswith("超过 10 分钟，不能一键改回了。")
    assert known(stage, owner)["booth_provision"] == "unified"


async def test_taken_back_twice_is_taken_back_once(owner: Seat, stage: TwoBots) -> None:
    await owner.says("采样屋改成没有")
    data = owner.screens[-1].buttons["改回去"]
    await owner.says("改回去")
    [again] = await owner.presses(data)

    assert "没有动它" in again
    assert known(stage, owner) == KNOWN
    [nothing] = await owner.says("改回去")
    assert nothing.startswith("最近没有改动可以改回。")


async def test_a_colleague_who_may_not_answer_takes_nothing_back(
    owner: Seat, stage: TwoBots
) -> None:
    await owner.says("采样屋改成没有")
    data = owner.screens[-1].buttons["改回去"]
    stranger = stage.owner()
    [said] = await stranger.presses(data)

    assert "没有动它" in said
    assert known(stage, owner)["booth_provision"] == "none"


def test_a_change_is_kept_and_taken_back_in_rows(database: Database, vault: Vault) -> None:
    district = District(database, vault, FRIDAY_MORNING)
    person = district.speaks_for_firm(headcount=1200)
    firm_id = person.firm_id or 0

    def put(value: int | None) -> int | None:
        return district.act(lambda uow: put_answer(uow, firm_id, "headcount", value))

    assert put(1200) is None, "nothing else was known"
    first, second = put(1300), put(1400)
    assert first is not None
    assert second is not None
    assert first < second
    with pytest.raises(Stale):
        district.act(lambda uow: change_to_take_back(uow, firm_id, "headcount", first))

    district.wait(minutes=10)
    change = district.act(lambda uow: change_to_take_back(uow, firm_id, "headcount", second))
    district.act(lambda uow: take_back(uow, firm_id, "headcount", change))
    facts = district.act(lambda uow: facts_of(uow.connection, firm_id))
    assert facts["headcount"].value == 1300
    with pytest.raises(Stale):
        district.act(lambda uow: change_to_take_back(uow, firm_id, "headcount", second))


def test_what_was_changed_otherwise_since_stays(database: Database, vault: Vault) -> None:
    district = District(database, vault, FRIDAY_MORNING)
    firm_id = district.speaks_for_firm(headcount=1200).firm_id or 0
    mark = district.act(lambda uow: put_answer(uow, firm_id, "headcount", 900))
    district.act(lambda uow: put_facts(uow, firm_id, {"headcount": 950}))

    with pytest.raises(Stale) as refused:
        district.act(lambda uow: change_to_take_back(uow, firm_id, "headcount", mark or 0))
    assert refused.value.code is StaleCode.CHANGED
