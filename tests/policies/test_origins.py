"""Where people come from, as far as a line says it: outside, or nothing."""

import pytest

from policies.spoken.divisions import shipped_towns
from policies.spoken.origins import origin_outside
from tests.testing.county import RULES

COUNTY = "河南省/南阳市/方城县"
TOWNS = shipped_towns()[COUNTY]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("上海来2个工程师", "上海"),
        ("从许昌回来3个工人", "许昌"),
        ("安徽的两个工人", "安徽"),
        ("上海2个工程师", "上海"),
        ("浙江客户", "浙江"),
        ("两个武汉的", "武汉"),
        ("昨天来了俩武汉的师傅", "武汉"),
        ("三个郑州人", "郑州"),
        ("两个社旗的", "社旗"),
        ("王工从上海过来", "上海"),
        ("从南阳社旗来的师傅", "南阳社旗"),
        ("社旗来的师傅", "社旗"),
        ("武汉江夏来3个人", "武汉江夏"),
        ("外省来的安装队", "外省"),
        ("two engineers from Shanghai", "Shanghai"),
        ("a guest from Shanxi", "Shanxi"),
        ("方城来2个人", None),  # within
        ("南阳来3个专家", None),  # the city in which the county lies
        ("河南来的", None),
        ("3 workers from Nanyang", None),
        ("独树来2个人", None),  # a town of the county
        ("广安来2个人", None),  # a street of the county, and a city far away
        ("河口来2人", None),  # counties bear this name, and villages
        ("东方公司来2人", None),
        ("北京总部来人", None),
        ("上海和方城来2个人", None),
        ("王海南来", None),
        ("老家来的亲戚", None),
        ("两个焊工", None),
        ("两个方城的", None),
        ("两个南阳的", None),
        ("两个独树的", None),
    ],
)
def test_only_a_place_outside_says_something(line: str, place: str | None) -> None:
    assert origin_outside(RULES.regions, f"{COUNTY}/释之街道", "county", line, TOWNS) == place


def test_the_level_says_what_is_outside() -> None:
    seen = [
        origin_outside(RULES.regions, COUNTY, level, "社旗来2人") for level in ("city", "county")
    ]

    assert seen == [None, "社旗"]
    assert origin_outside(RULES.regions, "河南省/南阳市", "county", "上海来2人") is None
