"""What both sides say and hear, through both bots."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.settings import DESK_TOKEN
from bot.store.inbox_turns import Leased
from bot.turns import LeaseLost, Turn
from tests.cases.district import COUNTY, ELSEWHERE, RESULT, WORDS, District
from tests.cases.two_bots import Seat, TwoBots, two_bots

LI, WANG = 601, 602
PLACE = {"latitude": 33.2, "longitude": 113.0}
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
DESK_ID = int(DESK_TOKEN.partition(":")[0])


@pytest.fixture
async def stage(district: District) -> AsyncIterator[TwoBots]:
    async with two_bots(district) as bots:
        yield bots


@pytest.fixture
async def li(stage: TwoBots) -> Seat:
    return await stage.officer(LI, "AAAAA-AAAA1")


@pytest.fixture
def owner(stage: TwoBots) -> Seat:
    return stage.owner(subject_type="enterprise", headcount=1200, whitelist_status="listed")


async def opens(owner: Seat, text: str = WORDS) -> str:
    await owner.says("/menu")
    await owner.taps("找人工")
    [said] = await owner.says(text)
    return said


async def test_a_problem_is_followed_until_the_owner_says_that_it_is_solved(
    owner: Seat, li: Seat
) -> None:
    li.news()
    said = await opens(owner)
    assert "F-0715-001" in said
    assert WORDS in said
    assert "7月22日（周五）09:00前办结" in said
    assert "本系统设定" in said

    [bell] = li.news()
    assert bell.splitlines() == [
        "🔔 新诉求 F-0715-001 · 物流运输",
        "示例纺织 · 方城县 示例镇",
        "用工人数：1,200 人 · “四保”白名单：在册（自报）",
        f"“{WORDS}”",
        "首次联系还剩 1 个工作日，7月18日（周一）09:00前（本系统设定）",
    ]

    [card] = await li.taps("我来办")
    assert "desk601 办理中" in card
    [claimed] = owner.news()
    assert "F-0715-001 已由 desk601 受理" in claimed

    await li.taps("答复")
    [sent] = await li.says("正在联系卡口")
    assert "已答复 示例纺织" in sent
    [answer] = owner.news()
    assert "“正在联系卡口”\n🕒 最晚7月19日（周二）09:00前再答复您。" in answer
    await li.taps("7月18日（周一）18:00")
    [promised] = owner.news()
    assert "定在7月18日（周一）18:00前再答复您" in promised

    await li.taps("办结")
    [done] = await li.says(RESULT)
    assert "企业说解决了才算完" in done
    [asked] = owner.news()
    assert RESULT in asked
    assert "解决了吗？" in asked

    _, reopened = await owner.taps("没解决")
    assert "已重开，由本地综合台重新办" in reopened
    [back] = li.news()
    assert "没解决" in back

    [added] = await owner.says("车牌豫R")
    assert "已补充" in added
    [note] = li.news()
    assert "车牌豫R" in note

    await li.presses("case:claim:1")
    await li.presses("case:solve:1")
    await li.says("第二次放行")
    owner.news()
    card, thanks = await owner.taps("已解决")
    assert "企业已确认解决，待核查" in card
    assert "核查" in thanks
    [over] = li.news()
    assert "确认事项 F-0715-001 已解决" in over


async def test_the_second_officer_hears_who_was_faster_and_can_look(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    wang = await stage.officer(WANG, "AAAAA-AAAA2")
    await opens(owner)
    await li.taps("我来办")
    stage.district.wait(seconds=3)
    wang.news()

    [late] = await wang.taps("我来办")

    assert late == "未能受理 F-0715-001：desk601 3 秒前已受理。"
    [card] = await wang.taps("看事项")
    assert "desk601 办理中" in card
    assert "办结" not in wang.labels()
    assert len([each for each in owner.news() if "受理" in each]) == 1


async def test_an_empty_result_is_refused_and_asked_again(owner: Seat, li: Seat) -> None:
    await opens(owner)
    await li.taps("我来办")
    [asked] = await li.taps("办结")
    assert "例：" in asked

    [again] = await li.says(" ")
    assert "要写清办了什么" in again
    [done] = await li.says(RESULT)
    assert "已办结" in done


async def test_cancelling_sends_nothing(owner: Seat, li: Seat) -> None:
    await opens(owner)
    await li.taps("我来办")
    owner.news()
    await li.taps("答复")
    await li.taps("取消")

    [said] = await li.says("这不是答复")

    assert "还没有发给任何人" in said
    assert owner.news() == []


async def test_without_an_officer_the_case_waits_and_the_first_to_join_sees_it(
    stage: TwoBots, owner: Seat
) -> None:
    said = await opens(owner)
    assert "还没有工作人员" in said

    stage.invites("AAAAA-AAAA1")
    li = stage.seat("desk", LI)
    welcome, waiting = await li.says("aaaaa aaaai")

    assert "方城县" in welcome
    assert "F-0715-001" in waiting
    await li.taps("F-0715-001")
    assert "我来办" in li.labels()


async def test_a_stranger_gets_one_clear_sentence_whatever_they_do(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await opens(owner)
    stranger = stage.seat("desk", 666)

    heard = [
        await stranger.says("/start"),
        await stranger.says("/help"),
        await stranger.says("你好"),
        await stranger.sends(location=PLACE),
        await stranger.presses("case:show:1"),
        await stranger.presses("case:claim:1"),
        await stranger.presses("desk:menu"),
        await stranger.presses("nonsense"),
    ]

    assert {text for [text] in heard} == {heard[0][0]}
    assert "还没有加入" in heard[0][0]
    assert "企业机器人" in heard[0][0]


async def test_wrong_codes_are_counted_although_they_are_refused(stage: TwoBots) -> None:
    stage.invites("AAAAA-AAAA1")
    guesser = stage.seat("desk", 666)

    heard = [(await guesser.says(f"BBBBB-BBBB{n}"))[0] for n in range(6)]
    right = await guesser.says("/start AAAAA-AAAA1")

    assert all("不对" in text for text in heard[:5])
    assert "次数太多" in heard[5]
    assert "次数太多" in right[0]


async def test_an_officer_of_another_county_sees_nothing_of_it(
    stage: TwoBots, owner: Seat
) -> None:
    away = stage.district.officer("赵干部", region=ELSEWHERE)
    seat = stage.seat("desk", away.chat_id)
    await opens(owner)

    assert seat.news() == []
    [refused] = await seat.presses("case:show:1")
    assert "没有找到" in refused
    assert WORDS not in refused


async def test_another_firms_owner_sees_nothing_of_it(stage: TwoBots, owner: Seat) -> None:
    await opens(owner)
    other = stage.owner()

    for data in ("case:show:1", "case:confirm:1", "case:deny:1", "case:note:1", "case:show:x"):
        [refused] = await other.presses(data)
        assert WORDS not in refused
    [listed] = await other.presses("case:list")
    assert "还没有事项" in listed


async def test_who_has_no_firm_yet_is_shown_where_to_begin(stage: TwoBots) -> None:
    nobody = stage.seat("owner", 777)

    [said] = await nobody.presses("case:new")

    assert "哪家企业" in said
    assert "开始登记" in nobody.labels()


async def test_the_desk_explains_itself_and_nudges(stage: TwoBots, li: Seat) -> None:
    [help_text] = await li.says("/help")
    assert "我来办" in help_text
    [nudge] = await li.sends(sticker=STICKER)
    assert "文字和按钮" in nudge
    [nudge] = await li.sends(location=PLACE)
    assert "没有转给任何人" in nudge
    [unknown] = await li.says("/whatever")
    assert "/start" in unknown
    [old] = await li.presses("gone:button")
    assert "旧的" in old
    assert {"新诉求", "我在办的"} <= li.labels()


async def test_the_firms_sheet_is_shown_in_the_words_of_the_rules(owner: Seat, li: Seat) -> None:
    await opens(owner)
    li.news()

    [sheet] = await li.taps("看企业")

    assert sheet.splitlines() == [
        "示例纺织 · 方城县 示例镇",
        "➖ 登记还没有核实",
        "企业说的",
        "主体类型：企业；用工人数：1,200 人；“四保”白名单：在册（自报）",
        "还没有人说过：行业领域、本单位职工人数",
    ]
    [card] = await li.taps("看事项")
    assert WORDS in card


async def test_what_people_write_is_shown_and_never_markup(owner: Seat, li: Seat) -> None:
    li.news()
    await opens(owner, "<b>车</b> & 货")

    [bell] = li.news()

    assert "“&lt;b&gt;车&lt;/b&gt; &amp; 货”" in bell


async def test_a_text_that_is_too_long_is_asked_for_again(owner: Seat, li: Seat) -> None:
    refused = await opens(owner, "长" * 1001)
    assert "一次最多 1000 字" in refused
    [opened] = await owner.says("短")
    assert "F-0715-001" in opened
    assert COUNTY not in opened


async def test_in_a_group_the_desk_says_once_where_it_works(stage: TwoBots, li: Seat) -> None:
    group = stage.seat("desk", -100)
    chat = {"id": -100, "type": "supergroup", "title": "群"}
    bot = {"id": DESK_ID, "is_bot": True, "first_name": "desk"}
    person = {"id": LI, "is_bot": False, "first_name": "李"}
    base = {"date": 1657846800, "chat": chat, "from": person}

    await stage.arrives("desk", message={**base, "message_id": 1, "new_chat_members": [bot]})
    [said] = group.news()
    await stage.arrives("desk", message={**base, "message_id": 2, "text": "/start"})
    await stage.arrives("desk", message={**base, "message_id": 3, "text": "大家好"})

    assert "私聊" in said
    assert group.news() == []


async def test_a_blocked_desk_is_noted_and_gets_no_bell(
    stage: TwoBots, owner: Seat, li: Seat
) -> None:
    await blocks(stage, li, "kicked")
    li.news()
    said = await opens(owner)

    assert "还没有工作人员" in said
    assert li.news() == []


async def test_a_bug_in_a_handler_reaches_the_lane(stage: TwoBots, li: Seat) -> None:
    app, feed = stage.lanes.bots["desk"]
    person = {"id": LI, "is_bot": False, "first_name": "李"}
    query = {"id": "1", "chat_instance": "1", "from": person, "data": "case:mine"}
    # No lease, so `act` must refuse to keep anything; the library itself returns normally.
    turn = Turn(Leased(999, "desk", 1, 1, "nobody", {"callback_query": query}, None))
    app.turns[1] = turn

    await feed({"update_id": 1, "callback_query": query}, turn)

    assert isinstance(turn.error, LeaseLost)


async def blocks(stage: TwoBots, seat: Seat, status: str) -> None:
    bot = {"id": DESK_ID, "is_bot": True, "first_name": "desk"}
    person = {"id": seat.chat_id, "is_bot": False, "first_name": "李"}
    change = {
        "chat": {"id": seat.chat_id, "type": "private"},
        "from": person,
        "date": 1657846800,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": status, "until_date": 0},
    }
    await stage.arrives("desk", my_chat_member=change)
