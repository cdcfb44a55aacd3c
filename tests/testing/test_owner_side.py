from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.services.testing.rhythms import quiet_hours
from bot.services.testing.testing import set_size
from bot.store.firms.firms import FirmCard
from bot.store.firms.people import PersonCard, change_person
from tests.testing.county import FANGCHENG, RULES, ZONE, County, at, has_chinese
from tests.testing.owner_chat import OwnerChat


@dataclass
class Owner:
    county: County
    person: PersonCard
    firm: FirmCard
    chat: OwnerChat

    def new_group(self, post: str = "logistics", size: str = "12") -> int:
        self.chat.presses("test:new")
        self.chat.presses(f"test:post:{post}")
        self.chat.writes(size)
        question = self.chat.question()
        assert question is not None
        return int(question.subject)


@pytest.fixture
def owner(county: County) -> Owner:
    person = county.person(1)
    return Owner(county, person, county.firm(person), OwnerChat(county, 1))


def test_a_group_is_made_in_three_steps(owner: Owner) -> None:
    assert "还没有采样组" in owner.chat.presses("test:list").text

    posts = owner.chat.presses("test:new")
    asked = owner.chat.presses(posts.press_of("物流"))
    assert "有多少人" in asked.text
    when = owner.chat.writes("十二个人")
    assert when.text.startswith("已新建：物流组（12 人）。")
    assert list(when.buttons) == [
        "刚刚",
        "1 小时前（08:30）",
        "3 小时前（06:30）",
        "今天 08:00",
        "昨天 20:00",
        "还没采过",
        "返回",
        "找人工",
    ]

    recorded = owner.chat.presses(when.press_of("今天 08:00"))
    assert recorded.text == (
        "✅ 已记下：物流组 7月15日（周五）08:00 采样。\n"
        "下次须在 7月17日（周日）08:00 前（48 小时）。\n"
        "🔹 7月16日（周六）08:00 起可以再免费检测一次（不是必须）"
    )
    assert owner.chat.question() is None
    overview = owner.chat.presses("test:list")
    assert "✅ 物流组（12 人）：还剩 46 小时 30 分（7月17日（周日）08:00 前）" in overview.text


def test_a_size_that_is_not_understood_loses_nothing(owner: Owner) -> None:
    owner.chat.presses("test:post:sales")

    again = owner.chat.writes("好多人")

    assert "没看懂“好多人”" in again.text
    assert "例如：12" in again.text
    made = owner.chat.presses(again.press_of("不清楚"))
    assert made.text.startswith("已新建：销售组。")


def test_a_second_group_of_a_post_has_a_number(owner: Owner) -> None:
    owner.new_group()
    owner.chat.presses("test:post:logistics")

    assert owner.chat.presses("test:made:logistics").text.startswith("已新建：物流组 2。")


def test_a_typed_time_is_read_and_repeated(owner: Owner) -> None:
    owner.new_group()

    unread = owner.chat.writes("前几天吧")
    assert "没看懂“前几天吧”" in unread.text
    assert "例如" in unread.text
    assert "已记下：物流组 7月14日（周四）20:00 采样" in owner.chat.writes("昨天晚上八点").text


def test_an_older_time_is_not_taken_silently(owner: Owner) -> None:
    group = owner.new_group()
    owner.chat.presses(f"test:done:{group}:0")
    owner.chat.presses(f"test:when:{group}")

    asked = owner.chat.writes("昨天 20:00")

    assert "已经记有 7月15日（周五）09:30 的采样" in asked.text
    assert "没有改动" in asked.text
    changed = owner.chat.presses(asked.press_of("改成"))
    assert "已记下：物流组 7月14日（周四）20:00 采样" in changed.text
    assert "下次须在 7月16日（周六）20:00 前" in changed.text


def test_an_old_sampling_says_that_it_is_over(owner: Owner) -> None:
    owner.new_group()

    assert "就到期了（48 小时），已超过 9 小时 30 分" in owner.chat.writes("13日 0:00").text
    assert "🔴 物流组（12 人）：已超过 9 小时 30 分" in owner.chat.presses("test:list").text


def test_what_was_recorded_can_be_undone_once(owner: Owner) -> None:
    group = owner.new_group()
    recorded = owner.chat.presses(f"test:done:{group}:0")
    undo = recorded.press_of("撤销")

    assert "已撤销" in owner.chat.presses(undo).text
    assert owner.chat.presses(undo).text.startswith("没有再撤销：这次记录已经撤销过")


def test_undoing_the_first_sampling_does_not_claim_that_reminders_are_back(owner: Owner) -> None:
    group = owner.new_group()
    first = owner.chat.presses(f"test:done:{group}:0")

    undone = owner.chat.presses(first.press_of("撤销")).text

    assert undone.startswith("已撤销。还没有采样记录，记下一次采样以前没有可提醒的。")
    assert owner.county.planned(group) == []


def test_undoing_a_later_sampling_brings_the_reminders_back(owner: Owner) -> None:
    group = owner.new_group()
    first = owner.chat.writes("昨天 20:00")
    mark = owner.chat.presses(f"test:show:{group}").press_of("刚刚都采了").split(":")[-1]
    later = owner.chat.presses(f"test:done:{group}:{mark}")

    assert first.text.startswith("✅ 已记下")
    assert owner.chat.presses(later.press_of("撤销")).text.startswith("已撤销，提醒恢复了。")
    assert owner.county.planned(group) != []


def test_the_button_of_an_old_reminder_answers_honestly(owner: Owner) -> None:
    group = owner.new_group("ordinary")
    owner.chat.presses(f"test:done:{group}:0")

    said = {"done": "所以没有重复记", "snooze": "之后又采过样了，不用再推迟。"}
    for verb, sentence in said.items():
        old = f"test:{verb}:{group}:0"
        answer = owner.chat.presses(old)
        assert sentence in answer.text.split("\n")[0]
        assert "上次采样：7月15日（周五）09:30" in answer.text
        assert answer.press_of("刚刚都采了") != old


def test_a_reminder_is_put_off(owner: Owner) -> None:
    group = owner.new_group("ordinary")
    done = owner.chat.presses(f"test:done:{group}:0")
    card = owner.chat.presses(f"test:show:{group}")
    mark = card.press_of("刚刚都采了").split(":")[-1]
    owner.county.now = at("16 12:00")

    answer = owner.chat.presses(f"test:snooze:{group}:{mark}")

    assert done.is_edit is False
    assert answer.text.startswith("好的，7月16日（周六）13:00 再提醒：一般岗位组")
    assert owner.chat.toasts.shown[-1] == "好的，7月16日（周六）13:00 再提醒：一般岗位组"


def test_a_group_is_removed_only_after_a_question(owner: Owner) -> None:
    group = owner.new_group()

    question = owner.chat.presses(f"test:remove:{group}")
    assert "删除物流组（12 人）？" in question.text
    gone = owner.chat.presses(question.press_of("删除"))

    assert "还没有采样组" in gone.text
    assert owner.county.planned(group) == []
    assert owner.chat.presses(f"test:show:{group}").text == "refused: NotYours(not_found)"


def test_the_size_can_be_changed(owner: Owner) -> None:
    group = owner.new_group()
    owner.chat.presses(f"test:size:{group}")

    assert "没看懂“0”" in owner.chat.writes("0").text
    assert "已改：物流组（1,200 人）。" in owner.chat.writes("一千二").text


def test_a_card_says_the_clause_and_shows_its_sentence(owner: Owner) -> None:
    group = owner.new_group()
    owner.chat.presses(f"test:done:{group}:0")

    card = owner.chat.presses(f"test:show:{group}")

    assert card.text.endswith("（解读，2022-06-22）三(三)、三(七)")
    assert card.press_of("看原文") == "policy:quote:O-FC-01"


@pytest.mark.parametrize(
    "forged",
    [
        "test:show",
        "test:show:x",
        "test:show:99999999999999999999999",
        "test:at:1",
        "test:at:1:99999999999",
        "test:post:nonsense",
        "test:undo:77",
    ],
)
def test_a_forged_button_is_refused(owner: Owner, forged: str) -> None:
    owner.new_group()

    assert owner.chat.presses(forged).text.startswith("refused: ")


def test_who_is_no_member_sees_and_moves_nothing(owner: Owner) -> None:
    group = owner.new_group()
    stranger = owner.county.person(2)
    owner.county.firm(stranger, name="别家")
    chat = OwnerChat(owner.county, 2)

    for verb in ("show", "done", "when", "snooze", "size", "remove", "gone"):
        assert chat.presses(f"test:{verb}:{group}").text == "refused: NotYours(not_found)"
    assert "物流" not in chat.presses("test:list").text


def test_a_place_without_a_rhythm_is_told_so_and_why(county: County) -> None:
    person = county.person(1)
    county.firm(person, region="河南省/驻马店市")

    said = OwnerChat(county, 1).presses("test:list")

    assert "没有对您这里适用的采样周期" in said.text
    assert not any("新建" in label for label in said.buttons)


def test_a_missing_answer_is_asked_for(county: County) -> None:
    person = county.person(1)
    county.firm(person, subject_type=None, role_groups=["ordinary"])

    said = OwnerChat(county, 1).presses("test:list")

    assert "还差一项信息" in said.text
    assert said.press_of("现在回答").startswith("policy:ask:")


def test_in_a_later_year_nothing_is_counted_and_the_year_is_named(owner: Owner) -> None:
    owner.new_group()
    owner.county.now = at("15 09:30").replace(year=2023)

    said = owner.chat.presses("test:list")

    assert "文件是 2022 年的" in said.text
    assert "➖ 物流组" in said.text


def test_many_groups_are_shown_page_by_page(owner: Owner) -> None:
    for _ in range(10):
        owner.chat.presses("test:post:ordinary")
        owner.chat.presses("test:made:ordinary")

    first = owner.chat.presses("test:list")
    second = owner.chat.presses(first.press_of("下一页"))

    assert first.text.count("一般岗位组") == 8
    assert second.text.count("一般岗位组") == 2
    assert second.is_edit


def test_from_a_reminder_the_overview_comes_as_a_new_message(owner: Owner) -> None:
    assert owner.chat.presses("test:list:0:new").is_edit is False


def test_the_english_conversation_has_no_chinese_word(owner: Owner) -> None:
    owner.county.act(lambda uow: change_person(uow.connection, owner.person.id, language="en"))
    chat, texts = owner.chat, []
    texts.append(chat.presses("test:list"))
    texts.append(chat.presses("test:new"))
    texts.append(chat.presses("test:post:logistics"))
    texts.append(chat.writes("many"))
    texts.append(chat.writes("12"))
    texts.append(chat.writes("some day"))
    texts.append(chat.writes("tomorrow 08:00"))
    texts.append(chat.writes("today 08:30"))
    texts.append(chat.presses("test:when:1"))
    texts.append(chat.writes("yesterday 20:00"))
    texts.append(chat.presses("test:done:1:0"))
    texts.append(chat.presses("test:remove:1"))
    texts.append(chat.presses("test:list"))
    texts.append(chat.presses("test:snooze:1"))

    assert "Logistics group (12 people)" in texts[4].text
    assert "Recorded: Logistics group, sampled Fri 15 Jul, 08:30" in texts[7].text
    for said in texts:
        assert not has_chinese(said.text), said.text
        assert not any(has_chinese(label) for label in said.buttons), said.buttons


def test_a_group_of_unknown_size_is_shown_without_one(owner: Owner) -> None:
    group = owner.new_group()
    owner.county.act(
        lambda uow: set_size(uow, owner.person, group, None, quiet_hours(RULES, FANGCHENG, ZONE))
    )

    assert "物流组</b>" in owner.chat.presses(f"test:show:{group}").text


def test_some_are_recorded_in_words_and_the_rest_with_one_tap(owner: Owner) -> None:
    group = owner.new_group("ordinary")
    owner.chat.presses(f"test:done:{group}:0")
    owner.county.now = at("16 15:00")

    owner.chat.presses(f"test:some:{group}")
    assert "这组一共 12 人" in owner.chat.writes("二十个").text
    assert "没看懂“好几个”" in owner.chat.writes("好几个").text
    asked = owner.chat.writes("还差三个")
    assert "一般岗位组</b>：9 人，什么时候采的？" in asked.text
    took = owner.chat.presses(asked.press_of("刚刚"))
    assert took.text.startswith("✅ 已记下：一般岗位组 9 人，7月16日（周六）15:00 采样。")
    assert "· 3 人：上次 7月15日（周五）09:30，须在 7月17日（周日）09:30 前再采" in took.text
    owner.county.wait(minutes=1)
    rest = took.press_of("剩下 3 人也采了")
    assert "已记下：一般岗位组 3 人" in owner.chat.presses(rest).text
    assert "所以没有重复记" in owner.chat.presses(rest).text


def test_people_who_left_or_joined_are_asked_for(owner: Owner) -> None:
    group = owner.new_group("ordinary")
    owner.chat.presses(f"test:done:{group}:0")
    owner.chat.presses(f"test:some:{group}")
    owner.county.wait(hours=1)
    owner.chat.presses(owner.chat.writes("5").press_of("刚刚"))

    owner.chat.presses(f"test:size:{group}")
    which = owner.chat.writes("10")
    assert "少了 2 人。他们原来是哪一批？" in which.text
    left = owner.chat.presses(which.press_of("09:30 采的 7 人"))
    assert "一般岗位组（10 人）" in left.text
    assert "· 5 人：上次 7月15日（周五）09:30" in left.text

    owner.chat.presses(f"test:size:{group}")
    joined = owner.chat.writes("13")
    assert "一般岗位组</b>：3 人，什么时候采的？" in joined.text
    shown = owner.chat.presses(f"test:show:{group}")
    assert "· 3 人：没有采样记录" in shown.text
    asked = owner.chat.presses(shown.press_of("没记录的 3 人"))
    done = owner.chat.presses(asked.press_of("跟其他人一起"))
    assert "已记下：一般岗位组 3 人，7月15日（周五）10:30 采样" in done.text


def test_ticked_groups_are_recorded_once_and_taken_back_together(owner: Owner) -> None:
    first, second = owner.new_group("ordinary"), owner.new_group("logistics")
    owner.chat.presses("test:many:0")
    owner.chat.presses(f"test:tick:{first}:0")
    ticked = owner.chat.presses(f"test:tick:{second}:0")
    assert "已勾 2 个组" in ticked.text

    done = owner.chat.presses(ticked.press_of("这几组刚刚都采了"))
    assert done.text.startswith("✅ 已记下 2 个组 7月15日（周五）09:30 采样：")
    again = owner.chat.presses(ticked.press_of("这几组刚刚都采了"))
    assert again.text.startswith("没有重复记")
    owner.county.wait(minutes=1)
    owner.chat.presses(f"test:done:{first}:{int(at('15 09:30').timestamp())}")
    undone = owner.chat.presses(done.press_of("撤销")).text
    assert undone.startswith("已撤销 1 个组的这次记录")
    assert "这几组之后又有变动，没有撤销" in undone


def test_a_free_test_is_no_longer_spoken_of_and_the_duty_is(owner: Owner) -> None:
    group = owner.new_group("logistics")
    owner.chat.presses(f"test:done:{group}:0")

    off = owner.chat.presses(f"test:quiet:{group}:0")

    assert off.text.startswith("好的，物流组的免费检测不再提醒。必须采样的提醒照旧。")
    assert owner.county.planned(group) == ["early 16 21:30", "late 17 07:30", "overdue 17 09:30"]
    on = owner.chat.presses(owner.chat.presses(f"test:more:{group}").press_of("恢复免费"))
    assert "可以免费检测时，我再提醒" in on.text
    assert owner.county.planned(group)[0] == "offer 16 09:30"


def test_a_pause_is_read_repeated_and_shown_everywhere(owner: Owner) -> None:
    group = owner.new_group("ordinary")
    owner.chat.presses(f"test:done:{group}:0")
    owner.chat.presses("test:pause:0")

    assert "没看懂“过几天”" in owner.chat.writes("过几天").text
    made = owner.chat.writes("今天到下周一")
    assert "⏸ 停产放假中：7月19日（周二）恢复。期间不催、不算超期。" in made.text
    assert "到时已满 48 小时，恢复前须再采" in made.text
    assert "⏸ 停产放假中" in owner.chat.presses(f"test:show:{group}").text
    overview = owner.chat.presses("test:list").text
    assert "全厂 ⏸ 停产放假中：7月19日（周二）恢复" in overview
    assert "⏸ 一般岗位组（12 人）" in overview
    ended = owner.chat.presses(owner.chat.presses("test:pause:0").press_of("现在就恢复"))
    assert ended.text.startswith("✅ <b>全厂</b>恢复上班，提醒照常。")
    assert "⏸" not in owner.chat.presses("test:list").text


def test_the_new_screens_speak_english(owner: Owner) -> None:
    group, other = owner.new_group("ordinary"), owner.new_group("logistics")
    owner.county.act(lambda uow: change_person(uow.connection, owner.person.id, language="en"))
    chat, texts = owner.chat, []
    texts.append(chat.presses(f"test:done:{group}:0"))
    texts.append(chat.presses(f"test:some:{group}"))
    texts += [chat.writes("lots"), chat.writes("40")]
    owner.county.wait(hours=1)
    texts.append(chat.writes("3 missing"))
    texts.append(chat.presses(texts[-1].press_of("just now")))
    texts.append(chat.presses(f"test:some:{group}"))
    texts.append(chat.writes("2"))
    texts += [chat.presses(f"test:show:{group}"), chat.presses(f"test:more:{other}")]
    texts.append(chat.presses(f"test:offers:{other}:off"))
    texts.append(chat.presses("test:many:0"))
    texts.append(chat.presses("test:all:0:1"))
    texts.append(chat.presses(texts[-1].press_of("Choose the time")))
    texts += [chat.writes("no idea"), chat.writes("just now")]
    texts.append(chat.presses(texts[-1].press_of("Undo")))
    texts += [chat.presses("test:pause:0"), chat.writes("some day")]
    texts += [chat.writes("tomorrow to next monday"), chat.presses("test:list")]
    texts += [chat.presses("test:pause:0"), chat.presses("test:pdates:0")]

    for said in texts:
        assert not has_chinese(said.text), said.text
        assert not any(has_chinese(label) for label in said.buttons), said.buttons


def test_what_asked_two_days_ago_records_nothing_now(owner: Owner) -> None:
    group = owner.new_group("ordinary", "300")
    owner.chat.presses(f"test:done:{group}:0")
    owner.county.wait(hours=2)
    how_many = owner.chat.presses(f"test:some:{group}")
    when = owner.chat.presses(f"test:when:{group}")
    some = owner.chat.presses(f"test:count:{group}:{int(at('15 09:30').timestamp())}000:100")
    owner.county.wait(hours=48)

    for shown, label in ((how_many, "其实都采了"), (when, "刚刚"), (some, "刚刚")):
        asked = owner.chat.presses(shown.press_of(label))
        assert asked.text.startswith("这个按钮是旧的（7月15日（周五）11:30 的），还没有记。")
        assert "什么时候" in asked.text
    assert "上次采样：7月15日（周五）09:30" in owner.chat.presses(f"test:show:{group}").text

    asked = owner.chat.presses(how_many.press_of("其实都采了"))
    assert "7月17日（周日）10:30 采样" in owner.chat.presses(asked.press_of("1 小时前")).text


def test_the_rest_of_two_days_ago_is_asked_for_its_time(owner: Owner) -> None:
    group = owner.new_group("ordinary", "300")
    owner.chat.presses(f"test:done:{group}:0")
    owner.county.wait(hours=2)
    owner.chat.presses(f"test:some:{group}")
    took = owner.chat.presses(owner.chat.writes("一半").press_of("刚刚"))
    assert "一般岗位组 150 人，7月15日（周五）11:30 采样" in took.text
    owner.county.wait(hours=30)

    asked = owner.chat.presses(took.press_of("剩下 150 人也采了"))

    assert asked.text.startswith("这个按钮是旧的（7月15日（周五）11:30 的），还没有记。")
    done = owner.chat.presses(asked.press_of("1 小时前"))
    assert "一般岗位组 150 人，7月16日（周六）16:30 采样" in done.text


def test_a_share_of_a_group_is_a_number_of_its_people(owner: Owner) -> None:
    group = owner.new_group("ordinary", "300")
    owner.chat.presses(f"test:done:{group}:0")
    owner.county.wait(hours=1)
    for said, people in (("三分之二", "200 人"), ("还差两成", "240 人"), ("about half", None)):
        owner.chat.presses(f"test:some:{group}")
        asked = owner.chat.writes(said)
        assert (people or f"没看懂“{said}”是几个人") in asked.text


def test_people_sampled_within_a_minute_are_one_part(owner: Owner) -> None:
    group = owner.new_group("ordinary", "300")
    owner.chat.presses(f"test:done:{group}:0")
    owner.county.wait(hours=2)
    owner.chat.presses(f"test:some:{group}")
    took = owner.chat.presses(owner.chat.writes("100").press_of("刚刚"))
    owner.county.now += timedelta(seconds=20)

    rest = owner.chat.presses(took.press_of("剩下 200 人也采了"))

    assert rest.text.startswith("✅ 已记下：一般岗位组 200 人，7月15日（周五）11:30 采样。")
    assert "其余的" not in rest.text
    assert "没有剩下的了" in owner.chat.presses(took.press_of("剩下 200 人也采了")).text


def test_what_was_repeated_is_what_is_recorded(owner: Owner) -> None:
    owner.new_group("ordinary")
    confirm = owner.chat.reports("都采罢了")
    assert "采样时间：刚刚（7月15日（周五）09:30）" in confirm.text
    owner.county.wait(hours=5)

    assert "7月15日（周五）09:30 采样" in owner.chat.presses(confirm.press_of("对，记下")).text
    assert "没有重复记" in owner.chat.presses(confirm.press_of("对，记下")).text
