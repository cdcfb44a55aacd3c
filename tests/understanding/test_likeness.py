"""Which problems may have one cause: the same kind, place and similar words."""

import pytest

from policies.rulebase import RuleBase
from policies.understanding.likeness import Likeness, Trouble

HERE, ELSEWHERE = "county", "next county"
GATE = (
    "南环卡口不让我们的车过，货明天要交",
    "南环卡口不放行，送货的车过不去",
    "车在南环卡口堵了三个小时，不让进",
)
FUEL = "油费太贵了，运输成本高"


def troubles(*texts: str, kind: str | None = "logistics", region: str = HERE) -> list[Trouble]:
    return [Trouble(number, text, kind, region, "town") for number, text in enumerate(texts, 1)]


def test_what_is_said_alike_is_one_group_and_says_what_they_share(rulebase: RuleBase) -> None:
    [group] = Likeness(rulebase, troubles(*GATE, FUEL)).groups({HERE: 3})

    assert group.members == (1, 2, 3)
    assert "卡口" in group.words


def test_english_words_are_compared_whole(rulebase: RuleBase) -> None:
    said = (
        "The checkpoint does not let our truck pass",
        "Our truck has to turn back at the checkpoint",
        "The south checkpoint does not let any truck pass",
        "Fuel has become too dear for us",
    )

    [group] = Likeness(rulebase, troubles(*said)).groups({HERE: 3})

    assert group.members == (1, 2, 3)
    assert "checkpoint" in group.words


def test_as_many_make_a_group_as_the_region_says(rulebase: RuleBase) -> None:
    likeness = Likeness(rulebase, troubles(*GATE))

    assert likeness.groups({HERE: 4}) == ()
    assert likeness.groups({HERE: 3}, without=[2]) == ()


@pytest.mark.parametrize(
    ("kind", "region", "alike"),
    [
        ("logistics", HERE, (1,)),
        (None, HERE, (1,)),  # nobody knows its kind: its words decide
        ("testing", HERE, ()),
        ("logistics", ELSEWHERE, ()),
    ],
)
def test_another_kind_or_place_is_another_problem(
    rulebase: RuleBase, kind: str | None, region: str, alike: tuple[int, ...]
) -> None:
    [first] = troubles(GATE[0])
    other = Trouble(2, GATE[1], kind, region, "town")

    assert Likeness(rulebase, [first, other]).like([2]) == alike


def test_the_same_town_makes_them_more_alike(rulebase: RuleBase) -> None:
    [first] = troubles(GATE[0])
    near = Trouble(2, GATE[2], "logistics", HERE, "town")
    far = Trouble(3, GATE[2], "logistics", HERE, "other town")

    assert Likeness(rulebase, [first, far, near]).like([1]) == (2, 3)


def test_what_is_like_any_of_an_issue_comes_most_alike_first(rulebase: RuleBase) -> None:
    likeness = Likeness(rulebase, troubles(*GATE, FUEL, "南环卡口不让车过"))

    assert likeness.like([1, 2]) == (5, 3)
    assert likeness.like([99]) == ()


def test_numbers_are_no_common_words(rulebase: RuleBase) -> None:
    said = ("13812345678 甲乙", "13912345678 丙丁", "13712345678 戊己")
    likeness = Likeness(rulebase, troubles(*said, kind=None))

    assert likeness.words([1, 2, 3]) == ()


def test_without_problems_nothing_is_alike(rulebase: RuleBase) -> None:
    likeness = Likeness(rulebase, [])

    assert likeness.groups({}) == ()
    assert likeness.like([1]) == ()
