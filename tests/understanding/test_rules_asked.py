"""Who asks for a rule, and who tells of something that happens."""

import pytest

from policies.spoken.rules_asked import asks_what_holds


@pytest.mark.parametrize(
    "text",
    [
        *("上面来检查要谁批准", "县里检查太多，谁批的", "工伤怎么赔", "隔离工资发多少"),
        *("新来的人要静置几天", "谁能让我们停产，要谁批", "疫苗必须打吗", "停产要不要补工资"),
        *("who can shut us down", "how often are drills held", "Is vaccination compulsory?"),
    ],
)
def test_a_rule_is_asked_for(text: str) -> None:
    assert asks_what_holds(text)


@pytest.mark.parametrize(
    "text",
    [
        *("车还没放，咋办", "工资还是没发下来，工人在催", "明天来几个人", "车被拦了"),
        *("能不能快点来人", "镇里刚下令停产，该找谁", "补贴一直没给，差多少也不说"),
        *("the truck is still held, how long", "口罩用完了"),
    ],
)
def test_something_happens(text: str) -> None:
    assert not asks_what_holds(text)
