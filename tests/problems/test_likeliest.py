"""Which open case some words are offered to first."""

from datetime import UTC, datetime

from bot.domain.case_states import CaseStatus
from bot.services.cases.lists import CaseLine
from bot.store.problems import Told
from handlers.owner.problems.likeliest import likeliest_first

AT = datetime(2022, 7, 15, tzinfo=UTC)


def line(number: int, text: str, category: str | None) -> CaseLine:
    return CaseLine(number, f"F-{number}", CaseStatus.OPEN, text, "示例", AT, category)


NEWER = line(2, "货车过路费没减", "logistics")
OLDER = line(1, "采样屋的钱县里一直没发下来", "testing")


def test_the_same_words_come_before_the_newer_case():
    assert likeliest_first(Told("县里还没发下来那笔"), (NEWER, OLDER)) == (OLDER, NEWER)


def test_the_kind_of_the_words_decides_where_none_are_shared():
    said = Told("核酸做过了", predicted=(("testing", 0.7), ("logistics", 0.1)))
    assert likeliest_first(said, (NEWER, OLDER)) == (OLDER, NEWER)


def test_what_fits_neither_leaves_the_order():
    assert likeliest_first(Told("还有张票要给你们"), (NEWER, OLDER)) == (NEWER, OLDER)
    assert likeliest_first(Told("好的"), (OLDER, NEWER)) == (OLDER, NEWER)


def test_two_of_one_kind_are_told_apart_by_their_words():
    toll = line(3, "高速费没减", "logistics")
    said = Told("过路费的收据拍了", predicted=(("logistics", 0.6),))
    assert likeliest_first(said, (toll, NEWER)) == (NEWER, toll)
