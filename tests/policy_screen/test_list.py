"""The list of policies: grouped, in pages, money first, and what changed."""

from datetime import date

import pytest

from bot.domain.speech import View
from bot.services.firms.looks import Change, ChangeKind, Changes
from handlers.owner.policies.group_views import group_page
from handlers.owner.policies.list_views import best, listing
from handlers.owner.policies.shelves import CHANGED, CODES, PAGE, Shelf, read_shelf
from policies.verdicts import Outcome
from tests.policy_screen.firms import (
    BOOTH,
    EN,
    FIRMS,
    HAN,
    ZH,
    data,
    judged,
    labels,
    own_english,
    reading,
    verdict,
)

NONE = Changes()
FIVE = 5


def pages_of(verdicts: list, group: str, changes: Changes = NONE) -> list[View]:
    first = group_page(ZH, verdicts, changes, Shelf(group))
    pages = [first]
    while "下一页 ›" in labels(pages[-1]):
        pages.append(group_page(ZH, verdicts, changes, Shelf(group, len(pages))))
    return pages


@pytest.mark.parametrize("firm", FIRMS)
def test_every_record_is_on_exactly_one_page_of_its_group(firm: str) -> None:
    verdicts = judged(firm)
    shown = []
    for outcome, code in CODES.items():
        if not any(each.outcome is outcome for each in verdicts):
            continue
        for page in pages_of(verdicts, code):
            cards = [each for each in data(page) if each.startswith("policy:show:")]
            assert len(cards) <= PAGE
            shown += [each.split(":")[2] for each in cards]

    assert sorted(shown) == sorted(each.policy for each in verdicts)


@pytest.mark.parametrize("firm", FIRMS)
def test_the_first_screen_counts_every_group_and_is_short(firm: str) -> None:
    verdicts = judged(firm)
    view = listing(ZH, verdicts, NONE)

    for outcome, code in CODES.items():
        count = sum(each.outcome is outcome for each in verdicts)
        assert (f"policy:group:{code}0" in data(view)) == bool(count)
    assert len(reading(view).splitlines()) <= 12
    assert "（解读，2022-06-22）" in reading(view)
    assert labels(view)[-2:] == ["返回", "找人工"]


def test_money_comes_first_and_is_named_on_the_first_screen() -> None:
    view = listing(ZH, judged(), NONE)

    assert "采样屋补贴：预计 40,000.00 元" in reading(view)
    assert labels(view)[0] == "✅ 采样屋补贴"
    assert best(judged())[0].policy == BOOTH


def test_no_duty_is_among_what_a_firm_may_get() -> None:
    for firm in FIRMS:
        assert all(each.outcome is not Outcome.OBLIGATION for each in best(judged(firm)))


def test_a_short_list_is_shown_whole() -> None:
    few = judged()[:FIVE]
    view = listing(ZH, few, NONE)

    cards = [each for each in data(view) if each.startswith("policy:show:")]
    assert len(cards) == FIVE
    assert not [each for each in data(view) if each.startswith("policy:group:")]


def test_where_nothing_is_held_that_is_said() -> None:
    assert "还没有收录" in reading(listing(ZH, [], NONE))


def test_a_change_is_marked_and_shown_first() -> None:
    since = date(2022, 7, 14)
    changes = Changes(
        since,
        {
            BOOTH: Change(ChangeKind.OUTCOME, Outcome.NEED_INFO),
            "O-FC-01": Change(ChangeKind.NEW, None),
        },
    )
    view = listing(ZH, judged(), changes)

    assert "和您 2022年7月14日看的比，变了 2 项" in reading(view)
    assert "采样屋补贴 上次 ❓ → 现在 ✅" in reading(view)
    assert labels(view)[:2] == ["🆕 有变化 2", "✅ 采样屋补贴 🆕"]
    [page] = pages_of(judged(), CHANGED, changes)
    assert "48小时滚动核酸检测 新收录" in reading(page)
    assert data(page)[0] == f"policy:show:{BOOTH}:x0"
    assert data(page)[-2] == "policy:list"


def test_a_page_that_is_gone_shows_the_last_one_and_an_empty_group_the_list() -> None:
    verdicts = [each for each in judged() if each.outcome is not Outcome.INFO]
    count = sum(each.outcome is Outcome.OBLIGATION for each in verdicts)
    last = -(-count // PAGE)
    view = group_page(ZH, verdicts, NONE, Shelf("d", 99))
    assert f"policy:group:d{last}" not in data(view)
    assert labels(view)[0].startswith("📌")

    empty = group_page(ZH, verdicts, NONE, Shelf("i"))
    assert reading(empty).startswith("对照您的厂")


@pytest.mark.parametrize("word", ["", "z0", "y", "y-1", "yx", "y9999", "0"])
def test_what_is_no_shelf_is_none(word: str) -> None:
    assert read_shelf(word) is None


def test_a_shelf_is_read_back() -> None:
    assert read_shelf(str(Shelf("d", 12))) == Shelf("d", 12)


@pytest.mark.parametrize("firm", FIRMS)
def test_english_screens_are_english(firm: str) -> None:
    verdicts = judged(firm)
    changed = {each.policy: Change(ChangeKind.AMOUNT, each.outcome) for each in verdicts[:3]}
    changes = Changes(date(2022, 7, 14), changed)
    views = [listing(EN, verdicts, changes)]
    views += [group_page(EN, verdicts, changes, Shelf(code)) for code in [*CODES.values(), "x"]]

    assert [HAN.search(own_english(view)) for view in views] == [None] * len(views)


def test_the_sum_that_is_told_is_the_verdicts() -> None:
    assert verdict(BOOTH, booth_cost="100000.00").amounts["subsidy"] == FIFTY_THOUSAND
    view = listing(ZH, judged(booth_cost="100000.00"), NONE)
    assert "预计 50,000.00 元" in reading(view)


FIFTY_THOUSAND = 50_000
