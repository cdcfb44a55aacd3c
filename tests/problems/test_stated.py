"""Values that a message states by the way, and who answers a firm first."""

from decimal import Decimal

import pytest

from policies.spoken.stated import stated_in
from tests.cases.district import COUNTY, RULES

WALK = RULES.problems["testing"].walk_in(COUNTY)
TESTS = [RULES.records[name] for name in (WALK.records if WALK else ())]


@pytest.mark.parametrize(
    ("text", "cost", "words"),
    [
        ("我们自己弄了个采样屋花了8万 能补点不", Decimal(80_000), ("自己弄", "8万")),
        ("花了八万五自建的采样屋", Decimal(85_000), ("八万五", "自建")),
        ("采样屋是自购的，80000块", Decimal(80_000), ("自购", "80000")),
    ],
)
def test_an_amount_and_what_it_was_spent_on(text: str, cost: Decimal, words: tuple) -> None:
    stated = stated_in(RULES.facts, TESTS, text)

    assert stated is not None
    assert stated.record.kind == "subsidy"
    assert dict(stated.facts) == {"booth_provision": "self", "booth_cost": cost}
    assert stated.words == words


@pytest.mark.parametrize(
    "text",
    [
        "采样屋能补多少钱",
        "采样屋花了8万",
        "自己弄的采样屋大概花了八九万",
        "自己弄的采样屋大概8万",
        "自己弄了3个采样屋",
        "贷款50万",
        "核酸几天一次",
    ],
)
def test_what_is_not_exactly_said_is_not_assumed(text: str) -> None:
    assert stated_in(RULES.facts, TESTS, text) is None


@pytest.mark.parametrize(
    ("facts", "who"),
    [
        ({"whitelist_status": "listed"}, "包保干部"),
        ({"whitelist_status": "applied"}, "属地乡镇（街道）"),
        ({}, "属地乡镇（街道）"),
    ],
)
def test_x24_only_a_whitelisted_firm_has_an_assigned_officer(facts: dict, who: str) -> None:
    place = RULES.regions.nearest(COUNTY)

    assert place is not None
    assert place.first_help(facts).zh == who
