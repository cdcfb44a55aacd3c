"""Plain questions, and the trouble that only sounds like one, as tables."""

import pytest

from policies.spoken.enquiries import Enquiry, enquiry_in
from policies.spoken.first_words import agrees, has_no_code, looks_first
from policies.spoken.puzzled import asks_back

ENQUIRIES = {
    Enquiry.BENEFITS: [
        *(
            "俺厂有多少补贴",
            "我能拿多少补贴",
            "俺这能拿多少补贴",
            "有啥政策",
            "俺能享受点啥",
            "政策有哪些",
            "有没有补贴",
        ),
        *("能拿补贴不", "有补贴没有", "看看政策", "国家给俺厂啥补助", "像俺这样的厂能享受啥优惠"),
        *(
            "how much subsidy can I get",
            "what policies are there for us",
            "can we get any subsidy",
        ),
        *("which policies fit my firm", "what are we entitled to", "show me the policies"),
    ],
    Enquiry.NEXT_SAMPLING: [
        *("啥时候该采样了", "下次采样几号", "该采样了没", "离下次采样还有多久", "核酸啥时候到期"),
        *("明天要采样吗", "when is the next test", "when do we have to test again"),
        *("how long until the next test", "when should my workers be sampled again"),
    ],
    Enquiry.QUESTIONS_LEFT: [
        *("还有几题", "还要问几个", "还有多少没答", "快答完了没", "啥时候能问完"),
        *("how many questions are left", "how many more questions", "are we nearly done"),
    ],
    Enquiry.WHO_SPEAKS: [
        *("你是真人吗", "你是机器人吧", "你是人还是机器", "有真人吗", "恁是谁", "你是AI吗"),
        *("are you a human", "am i talking to a robot", "is this a bot", "who are you"),
    ],
    Enquiry.FORGET_ME: [
        *("删了俺哩信息", "把我的信息删掉", "注销账号", "不想留信息", "怎么删除个人信息"),
        *("delete my data", "please delete my account", "erase everything you have about me"),
    ],
}
TROUBLE = [
    *(
        "补贴一直没发下来",
        "补贴到哪领",
        "补贴啥时候发",
        "没有补贴",
        "这补贴没发",
        "说好的补贴没有了",
        "采样屋补贴多少",
    ),
    *("政策不落实", "有政策不给办", "工人能拿多少工资", "贷款有啥政策"),
    *("采样点不给采", "采样点几点开门", "采样没人来", "核酸结果啥时候出", "上次采样是几号"),
    *("还有几个问题没解决", "还有几个问题想问您", "还有几个工人没工资", "还有几天解封"),
    *("你们的人呢", "有人吗", "有人发烧", "这人是谁", "谁管"),
    *(
        "货车信息删了",
        "把员工信息删了",
        "删掉采样组",
        "公司要注销",
        "名单里把俺删了",
        "信息填错了",
    ),
    *("the subsidy has not been paid", "how do I get the subsidy", "when do we get the subsidy"),
    *("when do the test results come", "the test point refuses to test us", "we have 3 questions"),
    *("one worker tested positive", "is there a person who can help with the truck"),
    *("remove us from the whitelist", "delete the group", "our data was stolen"),
]


@pytest.mark.parametrize(
    ("text", "enquiry"), [(text, each) for each, texts in ENQUIRIES.items() for text in texts]
)
def test_a_plain_question_is_told_by_its_words(text: str, enquiry: Enquiry) -> None:
    assert enquiry_in(text) is enquiry


@pytest.mark.parametrize("text", TROUBLE)
def test_trouble_is_no_plain_question(text: str) -> None:
    assert enquiry_in(text) is None


def test_what_a_newcomer_says_to_the_first_screens() -> None:
    assert all(map(agrees, ("中", "行啊", "好的", "那开始吧", "ok", "yes please", "let's go")))
    assert all(map(looks_first, ("先看看", "不了", "算了", "not now", "just looking around")))
    assert all(map(has_no_code, ("算了", "不知道", "没有码", "没人给我码", "I don't have one")))
    for text in (
        "中毒了",
        "不行",
        "好多工人发烧",
        "车被扣了",
        "没有口罩了",
        "健康码没了",
        "no water",
    ):
        assert not any(means(text) for means in (agrees, looks_first, has_no_code)), text


def test_what_is_asked_back_speaks_of_no_trouble() -> None:
    asked = (
        "啥意思",
        "为啥要这个",
        "多少算一组",
        "不懂",
        "要不要算临时工",
        "why do you need this",
    )
    assert all(map(asks_back, asked))
    trouble = (
        "为啥采样点不给采",
        "why are our trucks not let through",
        "没人来采样",
        "12",
        "不知道",
    )
    assert not any(map(asks_back, trouble))
