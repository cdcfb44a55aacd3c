"""Danger to life, and sentences that only have its words in them."""

import pytest

from policies.errors import RuleFileError
from policies.loader import HERE
from policies.understanding.dangers import load_dangers

DANGERS = load_dangers(HERE)
DANGER = [
    *(("fire", said) for said in ("车间着火了", "俺厂仓库失火啦，快来人", "配电室冒黑烟了")),
    *(("fire", said) for said in ("锅炉炸了", "着火了咋办", "棉花垛着起来了，火势很大")),
    *(("fire", said) for said in ("还没报警，仓库烧起来了", "宿舍楼起火，人还在里头")),
    *(("fire", said) for said in ("there is a fire in the workshop", "The warehouse is on fire!")),
    *(("fire", said) for said in ("刚才灭了又着火了", "那边火灭了，这边车间又着火了")),
    *(("fire", said) for said in ("采样点的棚子着火了", "１２个人还在里面，车间着火了")),
    *(
        ("injury", said)
        for said in ("机器把工人手轧断了", "有人触电", "工人叫车撞了", "他手指头绞断了")
    ),
    *(
        ("injury", said)
        for said in ("老师傅从架子上摔下来了", "有个工人触电倒了", "流了好多血止不住")
    ),
    *(("injury", said) for said in ("工人让机器轧住胳膊咧", "出人命了", "出工伤了，人快不行了")),
    *(("injury", said) for said in ("a worker's hand was crushed", "俺厂有人触电昏迷了")),
    *(("injury", said) for said in ("he fell from the scaffolding", "俺厂有人被电打了")),
    *(("injury", said) for said in ("脚叫叉车轧断了", "出工伤了，人晕倒了", "工人受伤了，流血")),
    *(("illness", said) for said in ("车间有人中暑倒了", "有个女工晕倒了", "有人抽搐了")),
    *(("illness", said) for said in ("one man is not breathing",)),
    *(("fever", said) for said in ("工人发烧39度还抽搐", "有个人昏迷了，体温40度")),
    *(("fever", said) for said in ("a worker has a fever and a seizure",)),
    *(
        ("poisoning", said)
        for said in ("工人喝农药了", "煤气中毒了", "车间熏倒了三个人", "食堂食物中毒")
    ),
    *(
        ("poisoning", said)
        for said in ("液氨泄漏了", "厂里漏煤气了", "there is a gas leak in the plant")
    ),
    *(("poisoning", said) for said in ("他喝了敌敌畏", "two people were poisoned")),
    *(
        ("self_harm", said)
        for said in ("有人要跳楼", "工人要不到钱站到楼顶上", "俺不想活了", "有人想自杀")
    ),
    *(("self_harm", said) for said in ("he wants to kill himself", "他爬到塔吊上要往下跳")),
    *(("collapse", said) for said in ("厂子漏水墙要塌了", "脚手架倒了，压着人", "有人埋在下面了")),
    *(
        ("collapse", said)
        for said in ("电梯里困住人了", "the roof collapsed", "大水灌进车间，人困在里面")
    ),
    *(
        ("violence", said)
        for said in ("打起来了 动刀了", "工人拿着刀来要钱", "老板被人打了", "打群架了")
    ),
    *(("violence", said) for said in ("他把人捅了", "two workers are fighting with knives")),
    *(("violence", said) for said in ("村民和司机打起来了",)),
]
HARMLESS = [
    *(
        "灭火器过期了",
        "着火点",
        "工伤保险咋办",
        "烟花",
        "农药卖不出去",
        "手续断了",
        "手续被卡住了",
    ),
    *(
        "去年着火了，保险还没赔",
        "如果着火了咋办",
        "消防演练怎么搞",
        "防火检查来了几回",
        "火车票买不到",
    ),
    *("生意火了，人手不够", "老板发火了", "跳楼价都没人买", "打价格战打起来了", "电脑中毒了"),
    *(
        "订单爆炸，招不到人",
        "电话打爆了",
        "资金链断了",
        "货断了",
        "轮胎漏气了，车在路上",
        "房价塌了",
    ),
    *("工人受伤了保险赔多少", "工伤认定找谁", "火已经扑灭了", "触电保护器要不要装", "煤气涨价了"),
    *(
        "没有人受伤，就是想问保险",
        "捅嗓子要钱不",
        "捅鼻子捅得疼",
        "价格砍了一刀，不赚钱",
        "砍单了",
    ),
    *("电机烧了，缺配件", "司机被困在高速口", "工人被压了三个月工资", "口罩断货了", "订单被压价"),
    *("卡口又不让过，司机快饿晕了", "车间有个人发烧38度多", "猪都快饿死了", "水灾保险怎么理赔"),
    *(
        "仓库倒货没地方放",
        "车间倒班怎么排",
        "脚手架要不要备案",
        "安全生产月检查",
        "电商打起来了价格战",
    ),
    *("动手搬家要不要报备", "工人闹着要工资", "急死人了", "烦死了", "累死人了", "快热死了没空调"),
    *("what if there is a fire", "fire drill schedule", "we fired two workers", "nobody was hurt"),
    *(
        "fire extinguishers expired",
        "accident insurance for workers",
        "orders exploded this month?",
    ),
    *(
        "食物中毒的应急预案有模板吗",
        "触电事故培训",
        "有没有防中暑补贴",
        "人都晒黑了",
        "头寸压断了",
    ),
    *("不烧了 人没事了", "停产三天，歇歇", "工人手头紧", "手里的货压住了", "工资断了", "电断了"),
    *(
        "打工的人少了",
        "打白条",
        "被人打了白条",
        "厂子垮了没钱了",
        "厂子快活不下去了",
        "腿脚不便的能免测不",
    ),
    *(
        "着急上火",
        "烟囱冒黑烟被罚",
        "把人手压减了",
        "指标压下来了",
        "割麦机断了皮带",
        "人被隔离了",
    ),
    *("手机掉进井里了", "货从车上掉下来了", "水管漏了", "冷库坏了肉要坏", "气压不够，停气了"),
]


@pytest.mark.parametrize(("kind", "said"), DANGER)
def test_this_is_danger_to_life(kind: str, said: str) -> None:
    alert = DANGERS.of(said)

    assert alert is not None
    assert alert.danger.id == kind
    assert alert.words


@pytest.mark.parametrize("said", HARMLESS)
def test_this_is_none(said: str) -> None:
    alert = DANGERS.of(said)

    assert alert is None, alert


def test_it_is_found_at_the_end_of_a_long_story() -> None:
    assert DANGERS.of("我们厂的情况要从头说起。" * 200 + "现在车间着火了") is not None


def test_every_kind_names_a_number_and_two_steps_in_both_languages() -> None:
    assert [kind.id for kind in DANGERS.kinds] == [
        *("self_harm", "fire", "poisoning", "violence", "collapse", "injury", "fever", "illness")
    ]
    for kind in DANGERS.kinds:
        assert any(number in kind.call.zh for number in ("110", "119", "120"))
        assert any(number in kind.call.en for number in ("110", "119", "120"))
        assert len(kind.steps) == 2


def test_a_rule_base_without_the_file_knows_no_danger(tmp_path) -> None:
    assert load_dangers(tmp_path).of("着火了") is None


def test_a_pattern_that_cannot_be_read_is_refused_with_its_line(tmp_path) -> None:
    (tmp_path / "dangers.yaml").write_text("calm:\n  - (unclosed\n", "utf-8")

    with pytest.raises(RuleFileError) as refused:
        load_dangers(tmp_path)
    assert refused.value.line == 2
