"""What clocks of cases say, to whom, and what they leave unsaid."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.case_states import CheckWay
from bot.domain.case_terms import ClockKind
from bot.domain.errors import BadAnswer, Stale
from bot.domain.speech import Lane, Notice
from bot.services.cases import closing as case_closing
from bot.services.cases import handling as case_handling
from bot.services.cases.cards import CaseCard
from bot.services.cases.clockwork import CaseClockwork, fire_clocks
from bot.services.cases.opening import Matter, open_case
from bot.services.cases.promises import next_dates, promise
from bot.services.cases.ratings import rate_case
from handlers.notices.case_rings import tell_of
from handlers.notices.case_terms import contact_left, terms_words
from handlers.tongue import Tongue
from policies.practice import TERM_KINDS
from tests.cases.county import CALM_TRUCK, URGENT_TRUCK, County
from tests.cases.district import CHINA, GROUND, RULES, TOWN, WORDS, District

ZIBO = "山东省/淄博市/张店区"
ZHUMADIAN = "河南省/驻马店市/驿城区"
ZH = Tongue("zh")


class Bells:
    """Lets time pass and keeps what is said meanwhile."""

    def __init__(self, district: District) -> None:
        self.district = district

    def wait(self, step: timedelta = timedelta(minutes=10), **span: float) -> list[Notice]:
        until, said = self.district.now + timedelta(**span), []
        worded = tell_of(RULES, CHINA)

        def tell(rang: Sequence, key: str) -> list[Notice]:
            said.extend(worded(rang, key))
            return said

        while self.district.now < until:
            self.district.now = min(until, self.district.now + step)
            while self.district.act(lambda uow: fire_clocks(uow, CaseClockwork(GROUND, tell))):
                pass
        return said

    def sleep(self, **span: float) -> list[Notice]:
        """Nothing runs meanwhile."""
        return self.wait(step=timedelta(**span), **span)


@pytest.fixture
def bells(district: District) -> Bells:
    return Bells(district)


def to(bot: str, notices: Sequence[Notice]) -> list[str]:
    return [each.view.html for each in notices if each.bot == bot]


def solved(county: County) -> CaseCard:
    owner = county.district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    county.district.claims(county.transport.clerk, case)
    return county.district.solves(county.transport.clerk, case)


def test_a_held_truck_rings_every_half_an_hour_and_its_owner_hears_the_truth(
    county: County, bells: Bells
) -> None:
    county.district.now = datetime(2022, 7, 15, 15, 10, tzinfo=UTC)  # 23:10 there
    county.opens(county.district.speaks_for_firm(region=TOWN), URGENT_TRUCK)

    nights = [bells.wait(minutes=30) for _ in range(4)]

    assert ["已自动上报到县委县政府" in text for text in to("owner", nights[0])] == [True]
    assert ["还没有人受理" in text for text in to("owner", nights[1])] == [True]
    assert [to("owner", night) for night in nights[2:]] == [[], []]
    for night in nights[1:]:
        assert len(to("desk", night)) == 5, "each of those who have it, once"
        assert {each.lane for each in night} == {Lane.ESCALATION}


def test_of_three_cases_that_nobody_takes_the_firm_hears_once_a_day_together(
    county: County, bells: Bells
) -> None:
    county.district.now = datetime(2022, 7, 15, 6, tzinfo=UTC)  # 14:00 there
    owner = county.district.speaks_for_firm(region=TOWN)
    for _ in range(3):
        county.opens(owner, URGENT_TRUCK)
        county.district.now += timedelta(minutes=7)

    first, day = bells.wait(hours=10), bells.wait(days=1)

    assert len(to("owner", first)) == 6, "of each that it went up, and that nobody has it"
    [text] = to("owner", day)
    assert "还有 3 件急事没有人受理" in text
    assert len(to("desk", day)) > 200, "the desk is rung on"


def test_what_can_wait_is_told_to_its_owner_once(district: District, bells: Bells) -> None:
    district.officer()
    district.opens(district.speaks_for_firm(region=TOWN))

    said = bells.wait(days=6)

    assert len([text for text in to("owner", said) if "还没有人受理" in text]) == 1
    assert not any("还没有人受理" in text for text in to("desk", said)), "see test_waiting"


def test_what_rings_at_one_moment_is_one_message_with_each_subject(
    district: District, bells: Bells
) -> None:
    district.officer()
    owner = district.speaks_for_firm(region=TOWN)
    for _ in range(7):
        district.opens(owner)

    said = [text for text in to("owner", bells.wait(days=6)) if "没有人受理" in text]

    [text] = said
    assert "还有 7 件事项没有人受理" in text
    assert text.count(f"“{WORDS[:8]}") == 7
    assert "示例纺织" not in text


def test_who_has_two_firms_reads_which_one(district: District, bells: Bells) -> None:
    district.officer()
    second = district.speaks_for_firm(region=TOWN)
    first = district.speaks_for_firm(second, region=TOWN)
    for owner in (first, second):
        district.opens(owner)

    said = [each for each in bells.wait(days=6) if "没有人受理" in each.view.html]

    of_both = [each.view.html for each in said if each.chat_id == second.chat_id]
    [of_one] = [each.view.html for each in said if each.chat_id == first.chat_id]
    assert ["还有 2 件事项没有人受理" in text for text in of_both] == [True]
    assert of_both[0].count("示例纺织 · “") == 2
    assert "示例纺织" not in of_one


def test_where_nobody_works_nobody_is_said_to_be_reminded(
    district: District, bells: Bells
) -> None:
    district.opens(district.speaks_for_firm(region=TOWN))

    [text] = to("owner", bells.wait(hours=2))

    assert "没有人可以提醒" in text
    assert "直接联系当地政府" in text


def test_a_firm_hears_that_a_date_was_missed_though_nobody_has_taken_its_case(
    district: District, bells: Bells
) -> None:
    county = County(district, "transport")  # nobody is above
    county.opens(district.speaks_for_firm(region=TOWN))

    said = [text for text in to("owner", bells.wait(days=9)) if "超期" in text]

    assert len(said) == 2, "each date once, however often the desk is rung"
    assert "首次联系已超期，原定7月18日（周一）09:00前" in said[0]
    assert "办理已超期，原定7月22日（周五）09:00前" in said[1]
    assert "首次联系" not in said[1]
    assert all("催办" in text for text in said)


def test_dates_that_are_missed_at_one_moment_are_one_message(
    district: District, bells: Bells
) -> None:
    county, owner = County(district, "transport"), district.speaks_for_firm(region=TOWN)
    for _ in range(3):
        county.opens(owner)

    said = [text for text in to("owner", bells.wait(days=4)) if "超期" in text]

    [text] = said
    assert "有 3 件事项超期了" in text
    assert text.count("首次联系已超期") == 3


def test_what_goes_up_at_one_moment_is_one_message(county: County, bells: Bells) -> None:
    district = county.district
    second = district.speaks_for_firm(region=TOWN)
    first = district.speaks_for_firm(second, region=TOWN)
    for owner in (first, first, second):
        county.opens(owner)

    said = bells.wait(days=3, minutes=10)

    risen = [each for each in said if "自动上报" in each.view.html and each.bot == "owner"]
    [of_one] = [each.view.html for each in risen if each.chat_id == first.chat_id]
    [of_both] = [each.view.html for each in risen if each.chat_id == second.chat_id]
    assert "⏫ 有 2 件事项超期，已自动上报到" in of_one
    assert of_one.count("首次联系已超期，原定7月18日（周一）09:00前") == 2
    assert "⏫ 有 3 件事项超期" in of_both
    assert of_both.count("示例纺织 · “") == 3


def test_what_goes_up_to_several_says_where_each_is(county: County, bells: Bells) -> None:
    owner, clerk = county.district.speaks_for_firm(region=TOWN), county.headquarters.clerk
    low, high = county.opens(owner), county.opens(owner)
    county.district.act(
        lambda uow: case_handling.escalate_case(uow, GROUND, county.town.clerk, high.id, "跨县")
    )
    county.district.claims(clerk, high)

    [text] = [each for each in to("owner", bells.wait(days=3, minutes=10)) if "自动上报" in each]

    assert "有 2 件事项超期，已自动上报：" in text
    first_up = f"{county.epidemic.name}、{county.headquarters.name}"
    for case, office in ((low, first_up), (high, county.government.name)):
        [line] = [line for line in text.splitlines() if line.startswith(case.number)]
        assert f"，已上报到{office}" in line


def test_an_urgent_case_that_nobody_takes_in_time_is_said_to_be_late_in_the_same_message(
    district: District, bells: Bells
) -> None:
    county = County(district, "transport")
    county.opens(district.speaks_for_firm(region=TOWN), URGENT_TRUCK)

    [text] = to("owner", bells.wait(hours=2))

    assert "还没有人受理" in text
    assert "首次联系已超期" in text


def test_dates_that_passed_while_nothing_ran_are_all_said(
    district: District, bells: Bells
) -> None:
    county = County(district, "transport")
    county.opens(district.speaks_for_firm(region=TOWN))

    [text] = to("owner", bells.sleep(days=10))

    assert (
        "首次联系已超期，原定7月18日（周一）09:00前；办理已超期，原定7月22日（周五）09:00前"
        in text
    )


def test_a_bell_keeps_no_case_down_whose_date_passed_while_nothing_ran(
    district: District, bells: Bells
) -> None:
    county = County(district)
    county.opens(district.speaks_for_firm(region=TOWN))

    [text] = to("owner", bells.sleep(days=10))

    assert "已自动上报到" in text
    assert text.count("已超期") == 2


def test_where_nobody_is_left_a_late_case_was_pressed_on_nobody(
    district: District, bells: Bells
) -> None:
    county = County(district, "transport")
    clerk = county.transport.clerk
    case = county.opens(district.speaks_for_firm(region=TOWN))
    district.claims(clerk, case)
    district.blocks_the_desk(clerk)

    told = to("owner", bells.wait(days=9))

    assert told
    assert all("没有人可以提醒" in text and "催办" not in text for text in told)


def test_a_firm_is_reminded_alone_and_inspectors_get_the_silence(
    county: County, bells: Bells
) -> None:
    solved(county)

    reminded, silent = bells.wait(hours=25), bells.wait(hours=24)

    assert ["等您一句话" in text for text in to("owner", reminded)] == [True]
    assert to("desk", reminded) == []
    assert [each.chat_id for each in silent if each.bot == "desk"] == [county.inspector.chat_id]


def test_without_an_inspector_the_dispatcher_hears_that_one_is_needed(
    district: District, bells: Bells
) -> None:
    owner, clerk = district.speaks_for_firm(region=TOWN), district.officer()
    case = district.opens(owner)
    district.claims(clerk, case)
    district.solves(clerk, case)
    district.confirms(owner, case)

    warned, late = to("desk", bells.wait(days=6))

    assert "快到期" in warned
    assert "已超期" in late
    assert "没有能核查的督导人员" in warned
    assert "没有能核查的督导人员" in late


def test_a_warning_does_not_come_on_a_day_off(county: County, bells: Bells) -> None:
    case = county.opens(county.district.speaks_for_firm(region=TOWN))
    county.district.claims(county.transport.clerk, case)

    weekend = bells.wait(days=2, hours=15)  # from Friday morning to the end of Sunday

    assert weekend == []
    assert "首次联系快到期" in to("desk", bells.wait(hours=8))[0]


def test_dates_to_promise_are_today_and_working_days(district: District) -> None:
    friday = district.now.astimezone(CHINA)

    assert next_dates(friday, CHINA) == (
        date(2022, 7, 15),
        date(2022, 7, 18),
        date(2022, 7, 19),
        date(2022, 7, 22),
    )
    assert next_dates(friday.replace(hour=17, minute=30), CHINA)[0] == date(2022, 7, 18)


@pytest.mark.parametrize("day", [date(2022, 7, 14), date(2022, 12, 1)])
def test_a_date_that_is_over_or_far_away_is_no_promise(county: County, day: date) -> None:
    case, clerk = county.opens(county.district.speaks_for_firm(region=TOWN)), county.town.clerk
    county.district.claims(clerk, case)
    county.district.answers(clerk, case, "在办")

    with pytest.raises(Stale):
        county.district.act(lambda uow: promise(uow, GROUND, clerk, case.id, day))
    kept, due = county.district.act(
        lambda uow: promise(uow, GROUND, clerk, case.id, date(2022, 7, 18))
    )
    assert kept.due(ClockKind.INTERIM) == due == datetime(2022, 7, 18, 10, tzinfo=UTC)


def test_a_rating_may_be_changed_for_a_week_and_a_second_tap_is_no_news(county: County) -> None:
    district, case = county.district, solved(county)
    owner = district.speaks_for_firm(region=TOWN)
    case = county.opens(owner)
    district.claims(county.transport.clerk, case)
    district.solves(county.transport.clerk, case)
    district.confirms(owner, case)

    def rate(stars: int | None = None, words: str | None = None):
        return district.act(lambda uow: rate_case(uow, GROUND, owner, case.id, stars, words))[1]

    with pytest.raises(Stale):
        rate(4)
    district.act(
        lambda uow: case_closing.close_case(
            uow, GROUND, county.inspector, case.id, CheckWay.PHONE, "问过企业，已经放行"
        )
    )
    first, again, worded, changed = rate(4), rate(4), rate(words="跑得勤"), rate(2)
    district.wait(days=8)

    assert first is not None
    assert again is None
    assert worded is not None
    assert changed is not None
    assert (changed.stars, changed.words, changed.at) == (
        2,
        None,
        first.at,
    )  # words of other stars
    with pytest.raises(Stale):
        rate(5)
    with pytest.raises(BadAnswer):
        rate(words=" ")
    assert county.now(case).rating == changed


@pytest.mark.parametrize(
    ("region", "matter", "said", "left"),
    [
        (ZIBO, CALM_TRUCK, "依据《关于贯彻落实", "首次联系还剩 2 天（按文件三(二)32）"),
        (ZIBO, URGENT_TRUCK, "时限是本系统设定的；", "首次联系还剩 30 分钟（本系统设定）"),
        (ZHUMADIAN, CALM_TRUCK, "本系统按《建立运行机制", "首次联系还剩 24 小时（本系统设定）"),
        (
            TOWN,
            CALM_TRUCK,
            "文件没有规定",
            "首次联系还剩 1 个工作日，7月18日（周一）09:00前（本系统设定）",
        ),
    ],
)
def test_a_date_is_said_to_be_a_documents_only_where_one_sets_it(
    district: District, region: str, matter: Matter, said: str, left: str
) -> None:
    district.officer(region=region)
    owner = district.speaks_for_firm(region=region)

    case = district.act(lambda uow: open_case(uow, GROUND, owner, WORDS, matter))

    assert said in (terms_words(ZH, RULES, case, CHINA) or "")
    assert contact_left(ZH, RULES, case, CHINA) == left


@pytest.mark.parametrize(
    ("region", "matter", "left"),
    [
        (ZIBO, URGENT_TRUCK, "首次联系还剩 30 分钟（本系统设定）"),
        (TOWN, CALM_TRUCK, "首次联系还剩 1 个工作日，7月18日（周一）09:00前（本系统设定）"),
    ],
)
def test_what_is_left_a_second_later_is_not_a_minute_less(
    district: District, bells: Bells, region: str, matter: Matter, left: str
) -> None:
    district.officer(region=region)
    owner = district.speaks_for_firm(region=region)
    case = district.act(lambda uow: open_case(uow, GROUND, owner, WORDS, matter))

    bells.wait(seconds=1)

    assert contact_left(ZH, RULES, district.looks_at(case), CHINA) == left


def test_the_date_of_a_second_try_is_no_documents(district: District, bells: Bells) -> None:
    district.officer(region=ZIBO)
    owner = district.speaks_for_firm(region=ZIBO)
    case = district.opens(owner)
    assert case.due(ClockKind.CONTACT) == district.now + timedelta(days=2)

    bells.wait(days=3)
    later = district.looks_at(case)

    assert "依据《" not in (terms_words(ZH, RULES, later, CHINA) or "")


def test_every_region_has_every_term_and_somebody_who_checks() -> None:
    placed = [each for each in RULES.regions.places.values() if each.ladder is not None]

    assert {place.name.zh for place in placed} >= {"方城县", "淄博市", "驻马店市", "内蒙古自治区"}
    for place in placed:
        assert set(place.practice.terms) == set(TERM_KINDS)
        assert place.practice.checked_by in place.roles
