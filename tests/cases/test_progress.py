"""What is told of a case that goes on for long, and that several officers work on."""

from bot.domain.speech import Button
from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import remark_case
from handlers.notices import cases as notices
from handlers.notices.case_history import history_button, history_page
from handlers.notices.case_steps import history
from handlers.tongue import Tongue
from tests.cases.county import URGENT_TRUCK, County
from tests.cases.district import CHINA, GROUND, TOWN, District


def answered_often(district: District, times: int):
    owner, officer = district.speaks_for_firm(), district.officer()
    case = district.claims(officer, district.opens(owner))
    for number in range(times):
        case = district.answers(officer, case, f"第{number}次")
    return case


def test_a_long_history_keeps_the_registration_and_counts_what_it_leaves_out(
    district: District,
) -> None:
    case = answered_often(district, 6)

    told = history(Tongue("zh"), case, CHINA).split("\n")
    english = history(Tongue("en"), case, CHINA)

    assert told[0].endswith("登记")
    assert told[1] == "…（中间 3 步略）"
    assert ["第2次" in told[2], "第5次" in told[-1], len(told)] == [True, True, 6]
    assert "3 steps in between are left out" in english


def test_a_history_that_fits_is_told_whole(district: District) -> None:
    told = history(Tongue("zh"), answered_often(district, 4), CHINA)

    assert "略" not in told
    assert len(told.split("\n")) == 6


def test_the_full_history_says_everything_in_messages_that_can_be_sent(
    district: District,
) -> None:
    owner, officer = district.speaks_for_firm(), district.officer()
    case = district.claims(officer, district.opens(owner, "卡" * 1000))
    for mark in "甲乙丙丁":
        case = district.answers(officer, case, mark + "😀" * 999)
    case = district.act(lambda uow: remark_case(uow, GROUND, officer, case.id, "只给同事看"))

    told = {inside: whole(case, inside=inside) for inside in (True, False)}

    for pages in told.values():
        assert all(len(page.encode("utf-16-le")) // 2 <= 4096 for page in pages)
        text = "".join(pages)
        assert [text.count(mark) for mark in "甲乙丙丁"] == [1] * 4
        assert (text.count("卡"), text.count("😀")) == (1000, 4 * 999)
    assert ["只给同事看" in "".join(told[inside]) for inside in (True, False)] == [True, False]


def test_a_card_that_says_all_leads_nowhere_else(district: District) -> None:
    zh, short = Tongue("zh"), answered_often(district, 4)

    assert history_button(zh, short, inside=True) == ()
    assert history_button(zh, answered_often(district, 6), inside=True) != ()


def test_a_night_of_bells_is_one_line(county: County) -> None:
    district = county.district
    case = county.opens(district.speaks_for_firm(region=TOWN), URGENT_TRUCK)
    county.waits(hours=6)
    district.claims(county.town.clerk, case)

    [text] = whole(county.now(case), inside=True)

    assert "7月15日（周五）10:00 到 7月15日（周五）15:00 还没有动静，催了 11 次" in text
    assert text.count("催") == 1


def whole(case: CaseCard, *, inside: bool) -> list[str]:
    """Every page."""
    zh, back, pages = Tongue("zh"), Button("返回", "desk:menu"), []
    while True:
        view = history_page(zh, case, {}, CHINA, len(pages), inside=inside, back=back)
        pages.append(view.html)
        if not any(each.text == "下一页" for row in view.rows for each in row):
            return pages


def test_who_holds_a_case_hears_that_another_officer_answered(district: District) -> None:
    owner, holder, other = district.speaks_for_firm(), district.officer(), district.officer("王")
    case = district.claims(holder, district.opens(owner))

    told = notices.answered(district.answers(other, case, "已放行"), other.id, CHINA)

    assert [(each.bot, each.chat_id) for each in told] == [
        ("owner", owner.chat_id),
        ("desk", holder.chat_id),
    ]
    assert "💬 王 也答复了事项" in told[1].view.html
    assert "已放行" in told[1].view.html


def test_nobody_hears_their_own_answer_and_a_blocked_holder_is_passed_over(
    district: District,
) -> None:
    owner, holder, other = district.speaks_for_firm(), district.officer(), district.officer("王")
    case = district.opens(owner)
    unclaimed = notices.answered(district.answers(other, case, "看到了"), other.id, CHINA)
    district.claims(holder, case)
    own = notices.answered(district.answers(holder, case, "在办"), holder.id, CHINA)
    district.blocks_the_desk(holder)
    blocked = notices.answered(district.answers(other, case, "已放行"), other.id, CHINA)

    for told in (unclaimed, own, blocked):
        assert [each.chat_id for each in told] == [owner.chat_id]
