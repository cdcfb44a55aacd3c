"""What ordinary sentences report, whatever screen is on view and whatever case is open."""

from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from bot.domain.case_states import CaseStatus
from bot.domain.pauses_said import read_pause
from bot.domain.samplings_said import read_sampled
from bot.services.cases.lists import CaseLine
from bot.store.problems import Told
from bot.store.questions import OpenQuestion
from handlers.owner.cases.screens import TEXT_KIND
from handlers.owner.enquiring import answered_by
from handlers.owner.menu_words import MENU, OF_GROUPS
from handlers.owner.problems.understanding import related_to
from handlers.owner.questions.correcting import Correcting, correcting
from handlers.owner.questions.fitting import FITTING
from handlers.owner.questions.reading import Understood, read_fact
from handlers.owner.testing.scene import SAMPLED_AT, SOME_AT
from handlers.owner.typed_buttons import typed_button
from handlers.tongue import Tongue
from policies.loader import load_rulebase
from policies.spoken.all_well import says_all_well
from policies.spoken.choices import squeezed
from policies.spoken.counted_things import counted_things
from policies.spoken.done import read_done
from policies.spoken.plain_facts import plainly_stated
from policies.understanding.answers import Way

RULES = load_rulebase()
REGION = "河南省/南阳市/方城县/释之街道"
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 7, 15, 9, 0, tzinfo=ZONE)  # a Friday


READERS = {
    "button": lambda text: squeezed(text) in {*MENU, *OF_GROUPS},
    "enquiry": lambda text: answered_by(text, has_firm=True),
    "correction": lambda text: correcting(RULES, REGION, None, text),
    "sampling": lambda text: read_sampled(text, NOW, ZONE, {"物流", "一般岗位"}),
    "pause": lambda text: (pause := read_pause(text, NOW.date())) and pause.days,
    "report": says_all_well,
    "fact": lambda text: plainly_stated(RULES.facts.values(), text),
    "done": read_done,
}
"""As they are tried, the first that reads a sentence first."""


def kind_of(text: str) -> str:
    return next((kind for kind, reads in READERS.items() if reads(text)), "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((each, "button") for each in ("接着答题", "采样", "核酸采样", "采样记录", "还没采过")),
        *((each, "enquiry") for each in ("能拿多少", "俺厂能拿多少补贴", "下次采样几号")),
        *((each, "correction") for each in ("更正：职工980", "改一下，职工只有980", "用工人数-5")),
        *(
            (each, "sampling")
            for each in ("刚刚都采了", "一车间采了80个", "全部采了", "物流组刚采完")
        ),
        *((each, "sampling") for each in ("只采了30个，昨天下午采的", "一般岗位采了30个")),
        *((each, "pause") for each in ("停产三天", "放假到周五", "closed for three days")),
        *((each, "report") for each in ("今天没事", "今日零报告", "今天没人发烧 没人隔离")),
        *((each, "report") for each in ("今天没人阳性", "we had no fever today")),
        *((each, "done") for each in ("防疫教育搞了", "昨天搞了演练", "场所码贴好了")),
        *((each, "fact") for each in ("白名单我们在册", "白名单在册", "我们进白名单了")),
        *((each, "") for each in ("高速费能不能减", "村口不让过", "车间又有个工人发烧了")),
        *((each, "") for each in ("白名单取消了", "白名单没我们", "演练没搞", "停电停产三天")),
        *(
            (each, "")
            for each in ("车牌是豫R的", "职工20人去外地", "今天没事吧？", "采样点不给采")
        ),
    ],
)
def test_a_sentence_is_read_as(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "count"),
    [("没有", 0), ("俩", 2), ("仨", 3), ("5个吧，会议室食堂仓库", 5), ("一个都没有", 0)],
)
def test_so_many_spaces(text: str, count: int) -> None:
    fact = RULES.facts["n_enclosed_spaces"]
    assert read_fact(RULES, REGION, fact, text) == Understood(count)


@pytest.mark.parametrize(
    ("text", "value", "approximate"),
    [
        ("1200左右吧，忙的时候一千五", 1200, True),
        ("一千三，哦不，一千二", 1200, False),
        ("960, in the busy season 1100", 960, False),
    ],
)
def test_the_last_word_counts_and_not_the_busy_season(
    text: str, value: int, approximate: bool
) -> None:
    read = read_fact(RULES, REGION, RULES.facts["headcount"], text)
    assert read == Understood(value, approximate)


@pytest.mark.parametrize(
    "label", ["我的企业", "我的事项", "能享受什么政策", "要做的事", "遇到困难"]
)
def test_a_button_is_pressed_by_its_words_in_both_languages(label: str) -> None:
    assert MENU[squeezed(unescape(Tongue("en")(label)))] == MENU[label]


def test_what_was_wrong_is_named_behind_it() -> None:
    meant = correcting(RULES, REGION, None, "写错了，区域是3个不是1200")
    assert meant == Correcting("n_areas", "3个")


def test_nobody_at_all_is_asked_again() -> None:
    whole = RULES.facts["headcount"]
    assert not isinstance(read_fact(RULES, REGION, whole, "没有"), Understood)


def test_several_things_are_counted_at_once() -> None:
    assert counted_things("俺厂有3个大门，2个食堂") == [("大门", 3), ("食堂", 2)]
    assert counted_things("3个人发烧") == []


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("职工人数错了，是980", ("headcount_own",)),
        ("更正：职工980", ("headcount_own",)),
        ("用工人数改成980", ()),
        ("人数改成980", ()),
    ],
)
def test_words_for_two_facts_are_asked_about(text: str, also: tuple[str, ...]) -> None:
    assert correcting(RULES, REGION, None, text) == Correcting("headcount", "980", also=also)


def test_a_dash_is_not_swallowed() -> None:
    assert correcting(RULES, REGION, None, "用工人数-5") == Correcting("headcount", "-5")


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        (SAMPLED_AT, "二车间刚采完", False),
        (SAMPLED_AT, "刚采完", True),
        (SOME_AT, "全部采了", False),
        (SOME_AT, "今天早上8点", True),
    ],
)
def test_another_group_answers_no_question_about_this_one(
    kind: str, text: str, fits: bool
) -> None:
    assert FITTING[kind](text, NOW, ZONE) is fits


def test_a_case_takes_its_own_kind_or_what_names_it() -> None:
    line = CaseLine(7, "F-0715-001", CaseStatus.OPEN, "…", "…", NOW, "logistics")
    likely = Told("货车还在等", predicted=(("logistics", 0.9),), way=Way.ANSWER)
    unlikely = Told("货车还在等", predicted=(("logistics", 0.3),), way=Way.CHOOSE)
    named = Told("补充 f-0715-001", predicted=(("wages", 0.9),), way=Way.ANSWER)
    assert [related_to(each, [line]) for each in (likely, unlikely, named)] == [
        (line,),
        (),
        (line,),
    ]


WRITING = OpenQuestion(TEXT_KIND)


@pytest.mark.parametrize("text", ["要做的事", "采样总览", "货车出车", "我的事项"])
def test_the_name_of_a_screen_opens_it_also_where_words_are_written(
    text: str,
) -> None:
    assert typed_button(RULES, WRITING, text) is not None


@pytest.mark.parametrize("text", ["继续", "出车", "来人", "发我一份"])
def test_what_might_be_said_to_a_person_stays_with_them(text: str) -> None:
    assert typed_button(RULES, WRITING, text) is None
