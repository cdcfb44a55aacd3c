"""Words by which a firm says that a matter is over, and words that only contain them."""

import pytest

from policies.spoken.settled import says_settled


@pytest.mark.parametrize(
    "text",
    [
        *("放行了，谢谢", "解决了", "问题解决了，多谢", "车已经放行了", "都办好了", "电来了"),
        *("已经放行了，走了", "放行了，车都走了", "过去了，人都回来了"),
        *("通行证办好了，谢谢王干部", "终于解决了！", "已经好了"),
        *("Solved, thank you", "it has been resolved", "The truck was released, thanks"),
    ],
)
def test_it_is_over(text: str) -> None:
    assert says_settled(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "还没解决",
            "解决了吗",
            "解决了一半",
            "解决了就好",
            "没有放行",
            "等放行了再说",
            "收到了",
        ),
        *("钱解决了，车还被扣着", "放行了两辆，还有一辆扣着", "贷款到账了怎么用", "谢谢", "好了"),
        *("not solved", "if it is solved", "处理一下", "怎么才能解决了"),
    ],
)
def test_it_is_not(text: str) -> None:
    assert not says_settled(text)
