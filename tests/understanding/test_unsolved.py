"""Words that a matter is not over, that work goes on again, and questions about money."""

import pytest

from policies.spoken.money_asked import asks_for_money
from policies.spoken.resumed import says_resumed
from policies.spoken.unsolved import persists, refuses, says_bare, says_unsolved


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        *((each, True) for each in ("没解决", "没有解决", "还没解决呢", "不满意", "not solved")),
        *((each, True) for each in ("他们骗人，根本没办", "It is not solved yet", "没人管")),
        *((each, False) for each in ("没有解决，车还在那儿", "still not fixed, no power yet")),
    ],
)
def test_it_is_not_over(text: str, bare: bool) -> None:
    assert says_unsolved(text)
    assert says_bare(text) is bare


@pytest.mark.parametrize(
    "text",
    [
        *(
            "解决了",
            "没解决吗",
            "没办法",
            "工资没解决",
            "没办核酸证",
            "没有采样屋",
            "如果没解决咋办",
        ),
        *("I don't know", "is it solved", "not yet sampled"),
    ],
)
def test_it_may_be_over(text: str) -> None:
    assert not says_unsolved(text)


def test_a_no_and_what_goes_on() -> None:
    assert refuses("no, the truck is still there")
    assert refuses("没有，车还在")
    assert not refuses("没有采样屋")
    assert persists("证明发你了，许昌那边还是不放")
    assert not persists("还是不放吗")


@pytest.mark.parametrize(
    "text", ["不停产了，订单来了", "复工了", "俺厂又开工了", "we are back at work", "不放假了"]
)
def test_people_work_again(text: str) -> None:
    assert says_resumed(text)


@pytest.mark.parametrize(
    "text", ["停产三天", "能复工吗", "复工要啥手续", "不停产行不行", "复工复产补贴"]
)
def test_nobody_says_that_they_do(text: str) -> None:
    assert not says_resumed(text)


@pytest.mark.parametrize(
    "text",
    [
        *("采样屋补贴能领不", "俺自个儿买的采样屋，公家给补不给", "公家补的采样屋钱啥时候给"),
        *("能给报销采样屋不", "can we get money for the testing booth"),
    ],
)
def test_it_is_asked_whether_something_is_paid(text: str) -> None:
    assert asks_for_money(text)


@pytest.mark.parametrize(
    "text", ["采样屋补贴一直没发下来", "采样屋补贴政府拖着不给", "银行给贷不给", "工资能补不"]
)
def test_money_that_does_not_come_is_trouble(text: str) -> None:
    assert not asks_for_money(text)
