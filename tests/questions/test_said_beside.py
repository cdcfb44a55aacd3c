"""What stands beside an answer, or comes before its question: counts, sizes, mere pointing."""

import pytest

from bot.domain.spoken import only_time
from handlers.owner.firm.counted_early import is_count
from policies.spoken.dialect import common_speech
from policies.spoken.plain_facts import people_stated
from policies.spoken.pointing import only_points
from policies.spoken.sizes import size_beside


@pytest.mark.parametrize(
    "text",
    [
        "1,200",
        "1，200",
        "一千二百人",
        "我们有1,200人",
        "1200多人",
        "用工约1200",
        "we have 1,200 workers",
    ],
)
def test_a_number_of_people_is_no_place_and_no_name(text: str) -> None:
    assert is_count(text)


@pytest.mark.parametrize("text", ["八里岗", "三里河街道", "十里铺", "三人行食品厂", "独树镇"])
def test_a_place_or_a_name_with_a_numeral_is_no_count(text: str) -> None:
    assert not is_count(text)


def test_thousands_are_written_in_one_piece_and_lists_stay_apart() -> None:
    assert common_speech("采了1，200个") == "采了1200个"
    assert common_speech("13,14号") == "13,14号"
    assert common_speech("3.1,200") == "3.1,200"


@pytest.mark.parametrize(
    ("text", "names", "size"),
    [
        ("large factory", ("factory",), "large"),
        ("大型工厂", ("工厂",), "大型"),
        ("large factory", ("large factory", "factory"), ""),
        ("food factory", ("factory",), ""),
    ],
)
def test_a_size_that_an_answer_does_not_use_is_seen(
    text: str, names: tuple[str, ...], size: str
) -> None:
    assert size_beside(text, names) == size


@pytest.mark.parametrize(
    "text",
    [
        "刚才那个",
        "那两个",
        "刚才说的那件事",
        "那个怎么样了",
        "上面那个呢",
        "that one",
        "the one before",
    ],
)
def test_words_that_only_point_say_nothing_by_themselves(text: str) -> None:
    assert only_points(text)


@pytest.mark.parametrize("text", ["刚才车被拦了", "那个口罩在哪买", "两个焊工", "that truck"])
def test_words_with_a_matter_do_not_only_point(text: str) -> None:
    assert not only_points(text)


def test_a_time_alone_means_nothing_by_itself() -> None:
    assert only_time("昨天下午3点")
    assert not only_time("昨天采的")
    assert not only_time("12")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        *(("俺们有42个人", 42), ("厂里一共1,200人", 1200), ("we have 1,200 workers", 1200)),
        *(("缺42个人", None), ("我们有42个人发烧", None), ("我们大概有40人", None)),
    ],
)
def test_how_many_people_the_firm_has_is_stated_plainly(text: str, people: int | None) -> None:
    assert people_stated(text) == people
