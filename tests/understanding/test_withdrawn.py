"""Words by which a firm takes a case back, and words that only contain them."""

import pytest

from policies.spoken.withdrawn import says_withdrawn


@pytest.mark.parametrize(
    "text",
    [
        *("不烧了 人没事了", "把那个事撤了", "不用办了", "自己解决了", "那个事不用管了，谢谢"),
        *(
            "俺自个儿弄好咧",
            "算了，不办了",
            "撤回吧",
            "那件事先取消吧",
            "不需要了，谢谢",
            "没事了",
        ),
        *("别办了", "我们自己谈妥了，不用麻烦你们了", "误会一场，不用来了", "刚才报的那个撤了吧"),
        *("来电了，不用管了", "停电好了不用管了", "车放行了，不用办了"),
        *("never mind", "Please cancel the case.", "we solved it ourselves, thanks"),
        *("It's no longer needed", "withdraw my request please"),
    ],
)
def test_nothing_is_wanted_any_more(text: str) -> None:
    assert says_withdrawn(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "还没解决",
            "不用办通行证了吗",
            "封条撤了没有",
            "怎么撤回申请",
            "能不能取消隔离",
            "好了",
        ),
        *("合同取消了，货压在手里", "订单取消了", "贷款不用还了吗", "谢谢", "算了一下差三万"),
        *(
            "卡口撤了，车能过了",
            "不用做核酸了吗",
            "自己解决不了",
            "银行取消了授信",
            "人没事，车坏了",
        ),
        *("how do I cancel a test", "the order was cancelled", "do we need it any more"),
    ],
)
def test_it_is_something_else(text: str) -> None:
    assert not says_withdrawn(text)
