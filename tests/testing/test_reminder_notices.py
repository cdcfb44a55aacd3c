from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.domain.speech import View
from bot.domain.staff import RoleKind
from bot.services.reminders.wording import Render
from bot.store.firms.people import set_blocked
from handlers.notices.overdue_reminders import report_overdue
from handlers.notices.reminders import remind
from handlers.notices.rhythms import comes_back
from tests.testing.county import FANGCHENG, RULES, ZONE, County, at, has_chinese

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def views(county: County) -> list[tuple[str, View]]:
    """Every view that is rendered, in both languages."""
    seen: list[tuple[str, View]] = []

    def both(view_of: Callable[[T, str], View]) -> Callable[[T, str], View]:
        def rendered(card: T, language: str) -> View:
            seen.extend((each, view_of(card, each)) for each in ("zh", "en"))
            return view_of(card, language)

        return rendered

    county.render = Render(RULES, ZONE, both(remind), both(report_overdue), comes_back=comes_back)
    return seen


def in_chinese(views: list[tuple[str, View]]) -> list[str]:
    return [view.html for language, view in views if language == "zh"]


def labels(view: View) -> list[str]:
    return [button.data for row in view.rows for button in row]


def test_a_reminder_says_what_is_left_and_from_which_clause(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner), post="logistics")
    county.sample(owner, group, at("14 08:00"))
    county.now = at("15 20:00")
    county.fire()

    assert in_chinese(views) == [
        "⏰ <b>物流组（12 人）还剩 12 小时</b>\n"
        "上次采样：7月14日（周四）08:00\n"
        "→ 须在 7月16日（周六）08:00 前再采（48 小时）\n"
        "依据：《方城县高效统筹疫情防控和经济社会发展工作方案》（解读，2022-06-22）三(三)、三(七)"
    ]
    mark = int(at("14 08:00").timestamp())
    assert labels(views[0][1]) == [
        f"test:done:{group}:{mark}",
        f"test:when:{group}",
        f"test:some:{group}",
        f"test:snooze:{group}:{mark}",
        "policy:quote:O-FC-01",
        f"care:who:{group}",
        "test:list:0:new",
        "home:show",
        "case:new",
    ]


def test_a_reminder_in_the_evening_says_why_it_comes_now(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("14 06:00"))
    county.now = at("15 21:30")
    county.fire()

    [text] = in_chinese(views)
    assert "还剩 8 小时 30 分" in text
    assert "夜里不打扰，所以现在提醒您。" in text


def test_a_reminder_at_night_is_silent_and_says_so(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.now = at("15 23:30")
    county.sample(owner, group, at("14 05:00"))
    county.now = at("16 03:00")
    county.fire()

    [message] = county.said()
    assert message.silent
    assert "所以夜里静音发给您" in message.text


def test_after_a_downtime_the_reminder_says_that_it_is_late(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("15 09:30"))
    county.now = at("17 08:30")
    county.fire()

    [text] = in_chinese(views)
    assert "迟到的提醒" in text
    assert "还剩 1 小时" in text


def test_an_offer_is_worded_as_an_offer(county: County, views: list[tuple[str, View]]) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner), post="sales")
    county.sample(owner, group, at("15 09:00"))
    county.now = at("16 09:00")
    county.fire()

    [text] = in_chinese(views)
    assert text.startswith("🔹 <b>销售组（12 人）可以再免费检测一次</b>")
    assert "必须" not in text
    assert "须在" not in text
    assert not any(data.startswith("test:snooze") for data in labels(views[0][1]))


def test_an_overdue_group_is_told_to_the_firm_and_to_the_officer(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    county.officer(9)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("13 08:00"))
    county.now = at("15 10:00")
    county.fire()

    [to_firm] = county.heard(1)
    assert "已超过采样期限 2 小时" in to_firm
    assert "工作人员也收到了这条提醒。" in to_firm
    [to_officer] = county.heard(9)
    assert "示例纺织" in to_officer
    assert "应在 7月15日（周五）08:00 前再采（48 小时）" in to_officer
    assert "企业也收到了提醒。" in to_officer


def test_the_officer_hears_of_a_firm_that_cannot_be_told_and_that_it_was_not(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    county.officer(9)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("13 08:00"))
    county.act(lambda uow: set_blocked(uow.connection, 1, blocked=True))
    county.now = at("15 10:00")
    county.fire()

    assert county.heard(1) == []
    [to_officer] = county.heard(9)
    assert "企业已屏蔽机器人，未能送达，请电话联系。" in to_officer
    assert "也收到了" not in to_officer
    [english] = [view.html for language, view in views if language == "en"]
    assert "could not be told: please phone them" in english


def test_the_firm_is_not_told_of_officers_where_there_are_none(
    county: County, views: list[tuple[str, View]]
) -> None:
    owner = county.person(1)
    group = county.group(owner, county.firm(owner))
    county.sample(owner, group, at("13 08:00"))
    county.now = at("15 10:00")
    county.fire()

    assert "包保干部" not in county.heard(1)[0]


def test_a_daily_duty_is_due_at_the_end_of_the_day(
    county: County, views: list[tuple[str, View]]
) -> None:
    county.declare("area_state", "emergency")
    owner = county.person(1)
    county.group(owner, county.firm(owner))
    county.now = at("15 18:00")
    county.fire()

    [text] = in_chinese(views)
    assert "还剩 6 小时" in text
    assert "须在 7月15日（周五）24:00 前采样（每日一次）" in text
    assert text.endswith("三(七)、三(三)")


def test_english_says_the_same_without_a_chinese_word(
    county: County, views: list[tuple[str, View]]
) -> None:
    county.now = at("13 06:00")
    owner = county.person(1, language="en")
    county.officer(9)
    firm = county.firm(owner, name="Sample Textiles")
    group = county.group(owner, firm, post="logistics")
    county.sample(owner, group, county.now)
    for moment in ("14 07:00", "14 18:00", "14 21:30", "15 12:00"):
        county.now = at(moment)
        county.fire()

    assert [text.split("\n")[0] for text in county.heard(1)] == [
        "🔹 <b>Logistics group (12 people): free test is open again</b>",
        "⏰ <b>Logistics group (12 people): 12 h left</b>",
        "⏰ <b>Logistics group (12 people): 8 h 30 min left</b>",
        "🔴 <b>Logistics group (12 people): sampling overdue by 6 h</b>",
    ]
    for language, view in views:
        is_chinese = language == "zh"
        assert has_chinese(view.html) is is_chinese, view.html
        assert all(has_chinese(b.text) is is_chinese for row in view.rows for b in row)


def test_sixty_overdue_firms_are_one_message_to_each_officer(
    county: County, views: list[tuple[str, View]]
) -> None:
    county.officer(9)
    for number in range(60):
        owner = county.person(100 + number)
        firm = county.firm(owner, name=f"示例{number:02}厂")
        county.sample(owner, county.group(owner, firm), at("13 08:00") - MINUTE * number)
    county.now = at("15 10:00")
    county.fire_all()

    [to_officer] = county.heard(9)
    assert to_officer.count("厂：一般岗位组") == 8
    assert "采样超期：60 家企业" in to_officer
    assert "示例59厂：一般岗位组（12 人）已超过 2 小时 59 分" in to_officer
    assert "还有 52 家" in to_officer
    assert "late:list:0" in labels(next(view for _, view in views if "60 家" in view.html))
    assert [len(county.heard(100 + number)) for number in range(60)] == [1] * 60
    county.fire_all()
    assert len(county.heard(9)) == 1


def test_a_firms_own_officer_and_the_liaison_of_its_place_hear_of_it_once(
    county: County, views: list[tuple[str, View]]
) -> None:
    county.officer(7)
    county.officer(8, kinds=(RoleKind.LIAISON,))
    own = county.officer(9, region=f"{FANGCHENG}/释之街道", kinds=(RoleKind.LIAISON,))
    owner = county.person(1)
    firm = county.firm(owner)
    county.look_after(own, firm)
    county.sample(owner, county.group(owner, firm), at("13 08:00"))
    county.now = at("15 10:00")
    county.fire_all()

    assert [len(county.heard(chat)) for chat in (7, 8, 9)] == [0, 1, 1]
