"""What cannot wait, and what only sounds like it."""

import asyncio

import pytest

from handlers.owner.problems.understanding import matter_of
from policies.errors import RuleFileError
from policies.loader import HERE
from policies.understanding.urgency import read_urgency

URGENCY = read_urgency(HERE)
URGENT = [
    "谁能帮帮我们，车被扣了",
    "镇里叫我们停产，能不能找人说说",
    "能不能快点，工人被堵在门口",
    "货车在镇口被拦下了,说路过中风险地区不让走",
    "车间有个人发烧38度多,下一步怎么弄",
    "街道让我们明天停产,也没有文件",
    "老板三个月没发工资了,工人要去堵门",
    "口罩只够用两天了,从哪里能买到",
    "饲料车进不来,猪都快断粮了",
    "我们合作社三万斤菜卖不出去,烂地里了",
    "包工头跑了,四十多个民工找我要钱，怕出事",
    "厂里查出一个阳性，咋整",
    "混管出了阳性",
    "司机这会儿在高速口下不来，卡口不让过",
    "明天贷款就到期了，钱还没凑够",
    "俺的车叫人扣住了",
    "刚接到通知，今晚必须停产",
    "大门被贴了封条",
    "停电了，冷库的肉要坏了",
    "昨黑到现在没电，机子全停，布要毁了",
    "订单排到下个月了就是没人干活,急",
    "a worker tested positive this morning",
    "our truck is being held at the checkpoint",
    "one worker has a fever",
    "two workers are running a temperature",
    "one of our people is positive",
    "they won't let our truck through",
    "they closed our factory",
    "the power is off",
    "已经放行了，可是在下一个卡口又被拦下来了",
    "员工被判为密接了",
    "工人围着办公室要钱",
    "煤只够烧一天的了",
    "救命啊，谁管管",
    "俺厂封了，工人没饭吃",
    "炉子要停了，气压上不去，急",
    "车搁路上堵了一夜嘞,司机都快饿毁了",
    "村里把路挖断了,我们的车出不去，鲜奶今晚就坏了",
    "街道刚来人把我们厂叫停了，我们是白名单企业",
    "街道刚来人把我们厂叫停了",
    "他们把我们厂关了",
    "俺厂被叫停了",
    "镇里通知我们厂停产",
    "县里让我们白名单企业限产",
    "有员工被判密接",
    "几十号人堵在办公室要钱",
    "卡口不让我们的车过，司机还在那等着",
    "正在被要求停产",
    "收到停产通知书",
    "环保局下了停产令",
    "车扣住了",
    "车被扣了",
    "车扣在卡口",
    "货车被扣下",
    "拦着不让走",
    "把我们的车扣了",
    "没交钱，车被扣了",
    "不扣钱也不放，车拦住了",
]
CALM = [
    "谁能让我们停产，要谁批",
    "会不会让我们停产",
    "哪个部门有权封我们的门",
    "县里能不能叫停我们",
    "who can make us stop production",
    "我们厂没有阳性，还用天天报吗",
    "如果出现阳性怎么办",
    "万一有人发烧怎么处理",
    "应急预案有没有模板",
    "工人多久做一次核酸?要不要钱",
    "昨天车被拦了，今天已经放行了",
    "发烧的那个人核酸是阴性，已经退烧了",
    "采样屋补贴多少",
    "四保白名单怎么申请",
    "高速费减免我们能享受多少",
    "听说有贴息的政策,我们小企业怎么申请",
    "不急，想问问白名单",
    "防疫物资到底要备多少才算够",
    "去年我们的车被扣过，今年政策变了没",
    "电费能不能便宜点或者晚点交",
    "今天没啥情况还用报吗",
    "明天有两个工程师从上海来,要怎么报备",
    "密接的定义是什么",
    "没有人发烧，就是想问零报告",
    "停工期间工资怎么发",
    "小厂二十来个人也要成立专班吗",
    "贷款问题已经解决了，谢谢",
    "销售天天往外跑,是不是得一天一检",
    "额温枪买不着,能不能调剂几把",
    "我们要停产三天，歇歇",
    "放假停产两天收麦",
    "we have no positive case, do we still report daily?",
    "what if a worker has a fever?",
    "supposing a worker has a fever, what then",
    "nobody has a fever here",
    "he had a fever last week",
    "where is the fever clinic",
    "do we have to have a temperature check at every gate",
    "急诊怎么走",
    "通行证怎么办",
    "不让随便检查的规定在哪条",
    "打喷嚏发热门诊在哪",
    "下周二贷款到期,手头的钱不够还,银行说要先还后贷",
    "我们自己要停产三天",
    "我们厂停产检修三天",
    "我们把车间关了消毒",
    "停产后还要采样吗",
    "要求限产的文件有没有",
    "限产政策有没有",
    "密接是啥意思",
    "什么是密接",
    "哪条规定不让货车过",
    "公司门口的人围在一起吃饭",
    "社保扣款扣了两次",
    "车被扣税",
    "司机被扣分了",
    "车扣了12分",
    "专项附加扣除怎么填",
    "货款被扣了",
    "工资被扣了",
    "保证金扣着不退",
    "车船税扣了两回",
    "车间扣住工资不发",
    "没收到停产通知",
]


@pytest.mark.parametrize("text", URGENT)
def test_this_is_urgent_and_shows_why(text):
    alarm = URGENCY.of(text)

    assert alarm is not None
    assert alarm.families
    assert all(alarm.words)


@pytest.mark.parametrize("text", CALM)
def test_this_is_not_urgent(text):
    assert URGENCY.of(text) is None


def test_what_is_written_to_a_person_is_looked_at_too(rulebase):
    now = asyncio.run(matter_of(rulebase, "街道刚来人把我们厂叫停了"))
    later = asyncio.run(matter_of(rulebase, "停产后还要采样吗"))

    assert (now.urgent, later.urgent) == (True, False)


def test_the_words_are_the_owners_own_in_reading_order():
    alarm = URGENCY.of("货车在镇口被拦下了，急死人了")

    assert alarm.words == ("被拦下", "急死")
    assert alarm.families == ("plea", "stuck")


def test_two_weak_signs_together_are_urgent_and_one_is_not():
    assert URGENCY.of("尽快") is None
    assert URGENCY.of("设卡了，尽快") is not None


def test_what_comes_after_the_solution_counts_again():
    assert URGENCY.of("货车被拦下了，已经放行了") is None
    assert URGENCY.of("已经放行了，可是又被拦下了") is not None
    assert URGENCY.of("货车被拦下了，还没解决") is not None


def test_every_family_has_a_name_in_both_languages():
    assert len(URGENCY.families) == 8
    assert all(family.name.zh and family.name.en for family in URGENCY.families)


def test_a_rule_base_without_the_file_knows_no_urgency(tmp_path):
    assert read_urgency(tmp_path).of("救命") is None


def test_a_pattern_that_cannot_be_read_is_refused_with_its_line(tmp_path):
    (tmp_path / "urgency.yaml").write_text("threshold: 2\ncalm:\n  - (unclosed\n", "utf-8")

    with pytest.raises(RuleFileError) as refused:
        read_urgency(tmp_path)
    assert refused.value.line == 3
