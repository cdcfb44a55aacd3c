"""Documents that are named and not held are known as owners type them, and nothing else is."""

from pathlib import Path

import pytest

from policies.understanding.measure import labelled
from policies.understanding.unheld import MOST, find_unheld

HERE = Path(__file__).parent
HOME = "河南省/南阳市/方城县"
TYPED = {
    "guofa-2022-12": (
        "国发〔2022〕12号",
        "国发[2022]12号里退税怎么说",
        "国发（2022）12",
        "国发 2022年第12号",
        "国发22年12号",
        "国发１２号文件有啥",
        "关于印发扎实稳住经济的一揽子政策措施的通知",
        "Guofa [2022] 12",
        "what does guofa no. 12 say",
        "国务院33项措施里有啥",
        "稳经济一揽子里头有退税没",
        "the State Council's 33 measures",
    ),
    "yuzhengban-2022-13": (
        "豫政办明电〔2022〕13号",
        "豫政办明电13号",
        "豫政办(2022)13号",
        "河南省人民政府办公厅关于做好当前重点经济工作的通知",
        "notice on key economic work",
    ),
    "wanban-2022-14": (
        "宛办〔2022〕14号",
        "宛办14",
        "南阳市八项措施里有奖励没",
        "宛办【2022】14号说的啥",
        "大干快上二季度奋力实现时间过半任务超半八项措施的通知",
        "Wanban 2022 No 14",
    ),
    "henan-control-plan-2": (
        "河南省新冠肺炎疫情常态化防控工作方案（2.0版）",
        "省里的常态化防控方案",
        "防控方案2.0",
        "2.0版防控方案里几天做一次核酸",
        "河南省常态化疫情防控方案",
        "What does Henan's epidemic plan 2.0 say about tests?",
    ),
    "henan-health-code-rules": (
        "《河南省新冠肺炎疫情防控健康码管理办法》",
        "健康码管理办法里黄码咋写的",
        "河南省疫情防控健康码的管理办法",
        "健康码的管理规定里黄码咋转绿",
        "where are the health code rules",
    ),
    "henan-sentinel-guide": (
        "河南省新冠肺炎疫情防控哨点工作指南",
        "哨点工作指南",
        "哨点指南去哪看",
    ),
    "fangcheng-site-code-plan": ("方城县“场所码”推广实施方案", "场所码实施方案", "site code plan"),
    "fangcheng-sector-guides": (
        "各行业（领域）疫情防控工作指南",
        "有没有交通运输疫情防控工作指南",
        "行业防疫指南",
    ),
    "fangcheng-general-guide": ("“四保”企业（项目）疫情防控工作指南", "四保企业防疫指南"),
    "fangcheng-selection-standards": (
        "各行业白名单遴选标准和管理办法",
        "遴选标准是啥",
        "白名单标准和管理办法",
    ),
    "neimenggu-15-measures": ("自治区15条措施", "15 条措施里减税咋说", "自治区十五条是啥"),
    "zibo-entrepreneur-10-measures": ("关心关爱企业家十条措施", "企业家十条措施有哪些"),
    "zibo-talent-37": ("“人才金政37条”", "人才37条给不给房补"),
    "shandong-fever-clinic-rules": ("山东省医疗机构发热门诊设置规范(试行)", "发热门诊设置规范"),
    "zibo-hiring-subsidy-rules": ("一次性用工补贴一个人多少", "返岗包车补贴比例"),
    "zhumadian-39-measures": ("应对疫情影响促进经济平稳健康发展39条措施", "39条措施第二条"),
    "zhumadian-service-notice": ("关于加强疫情防控期间服务企业工作的通知",),
    "zhumadian-transport-plan": ("疫情防控应急物资及人员运输车辆保通工作方案",),
    "zhumadian-epidemic-zones": ("疫点疫区划定及处置原则", "疫区划定原则"),
}


def ids(rulebase, text, region=HOME):
    return [each.document.id for each in find_unheld(rulebase, region, text) if each.exact]


@pytest.mark.parametrize(("document", "typed"), TYPED.items())
def test_a_title_a_short_name_and_a_number_are_known(rulebase, document, typed):
    region = rulebase.documents[document].region

    found = {text: ids(rulebase, text, region) for text in typed}

    assert found == {text: [document] for text in typed}


def test_every_document_that_is_not_held_is_typed_here_and_known_by_its_titles(rulebase):
    unheld = {each.id: each for each in rulebase.documents.values() if not each.held}

    assert set(TYPED) == set(unheld)
    for name, each in unheld.items():
        assert name in ids(rulebase, each.title.zh, each.region)
        assert name in ids(rulebase, each.title.en, each.region)


def test_another_year_is_only_the_nearest_and_another_number_is_nothing(rulebase):
    [near] = find_unheld(rulebase, HOME, "国发〔2020〕12号")

    assert (near.document.id, near.exact) == ("guofa-2022-12", False)
    for other in ("国发〔2022〕13号", "国发〔2022〕120号", "宛政办〔2022〕14号", "国发12块钱"):
        assert find_unheld(rulebase, HOME, other) == ()


def test_where_nothing_names_it_nothing_is_said(rulebase):
    assert find_unheld(rulebase, "河南省/驻马店市", "健康码管理办法") == ()
    assert find_unheld(rulebase, HOME, "自治区15条措施") == ()
    assert len(find_unheld(rulebase, HOME, "健康码管理办法、哨点工作指南、遴选标准")) == MOST


def test_ordinary_words_ask_for_no_document(rulebase, ordinary):
    messages = [
        m.text for name in ("must-pass", "nobodys") for m in labelled(HERE / f"{name}.yaml")
    ]
    taught = [each.text for category in rulebase.problems.values() for each in category.examples]

    assert [text for text in [*ordinary, *messages, *taught] if ids(rulebase, text)] == []
