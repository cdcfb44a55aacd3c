"""What people write around the name of their firm."""

import pytest

from handlers.owner.firm.names import bare_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("俺那个厂叫示例棉纺厂", "示例棉纺厂"),
        ("我们公司叫方城示例有限公司", "方城示例有限公司"),
        ("名称是“示例厂”", "示例厂"),
        ("叫示例店", "示例店"),
        ("示例棉纺厂", "示例棉纺厂"),
        ("大叫驴食品厂", "大叫驴食品厂"),
        ("叫花鸡", "叫花鸡"),
    ],
)
def test_the_name_is_kept_without_what_stands_around_it(text: str, name: str) -> None:
    assert bare_name(text) == name
