"""A number of other things than those that are asked for."""

import pytest

from benches.rules import rulebase
from policies.spoken.counted_things import counted_instead

FACTS = rulebase().facts


@pytest.mark.parametrize(
    ("asked", "said", "named"),
    [
        ("n_areas", "4个车间", "n_workshops"),
        ("n_areas", "有4个区域", None),
        ("n_areas", "4个", None),
        ("n_areas", "4 workshops", "n_workshops"),
        ("n_workshops", "4个车间", None),
        ("n_floors", "3个单元", "n_units"),
        ("n_areas", "用工人数 1200", "headcount"),
        ("headcount_own", "1200 people", None),
        ("headcount", "本单位职工人数1200", None),
    ],
)
def test_the_thing_that_is_named_is_noticed(asked: str, said: str, named: str | None) -> None:
    found = counted_instead(FACTS.values(), FACTS[asked], said)

    assert (found and found.id) == named
