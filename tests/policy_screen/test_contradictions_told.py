"""What the screens say where the document contradicts itself (part X of the dossier).

How it is judged: `tests/policies/test_contradictions.py`.
"""

import pytest

from handlers.owner.policies import source_views as sources
from handlers.owner.policies.card_views import card
from tests.policy_screen.firms import BOOTH, ZH, of, reading, verdict

FREE_DAILY, CLOSED_LOOP = "P-FC-03", "P-FC-04"
NO_REASON, JOINT_DECISION = "P-FC-12", "P-FC-13"
FOLLOWED = "P-FC-24"
STOPPED = {"stop_order": [{"by": "街道", "epidemic": True}]}
COMPLIANT = {"emissions_compliant": True, "safety_compliant": True}


@pytest.mark.parametrize(
    "lacking", [{"headcount": 960, "headcount_own": 960}, {"whitelist_status": "none"}]
)
def test_x02_a_booth_that_may_not_count_is_to_be_confirmed_and_both_clauses_are_shown(lacking):
    """X-02: whether 1000 people and the whitelist are conditions the document does not say."""
    found = of(verdict(BOOTH, **lacking))
    told = reading(card(ZH, found))

    assert told.startswith("🟡 采样屋补贴：需主管部门确认")
    assert "不是承诺" in told
    assert "用工 1000 人、在白名单里是不是领补贴的条件，文件没有写明" in reading(
        sources.more(ZH, found)
    )
    for clause in ("三(六)", "五(一)"):
        assert clause in reading(sources.quotation(ZH, found))


def test_x06_who_is_stopped_for_the_epidemic_reads_who_decides_and_why_the_ban_is_unsure():
    """X-06: 三(四) lets both headquarters decide; whether 三(六) bans that as well is open."""
    joint = reading(card(ZH, of(verdict(JOINT_DECISION, **STOPPED))))
    ban = reading(card(ZH, of(verdict(NO_REASON, **COMPLIANT, **STOPPED))))

    assert joint.startswith("✅")
    assert "要两个指挥部会商确定" in joint
    assert ban.startswith("🟡")
    assert "因疫情停产的程序在三(四)，这一句管不管疫情关停，文件没有写明" in ban


def test_x06_who_is_stopped_for_anything_else_reads_the_ban():
    """X-06: 三(六), 不得以任何理由."""
    other = {"stop_order": [{"by": "街道", "epidemic": False}]}
    ban = of(verdict(NO_REASON, **COMPLIANT, **other))

    assert reading(card(ZH, ban)).startswith("✅")
    assert "不得以任何理由对企业实行限产、关停" in reading(sources.quotation(ZH, ban))


def test_x07_one_reads_where_free_is_written_and_where_it_is_not():
    """X-07: 三(六) says it of 24 hours, 五(一) does not; of the closed loop it is to be asked."""
    daily, closed = (
        of(verdict(FREE_DAILY)),
        reading(card(ZH, of(verdict(CLOSED_LOOP, "emergency")))),
    )

    assert "每 24 小时可以免费做一次核酸检测（不是必须）" in reading(card(ZH, daily))
    assert "五(一)的同一句没有“免费”二字" in reading(sources.more(ZH, daily))
    assert "免费" not in closed.partition("未定：")[0]
    assert "闭环管理期间的检测是否也免费，三(六)的语句不明确" in closed


def test_x24_who_is_not_listed_is_promised_nothing_and_reads_where_to_go():
    """X-24: 三(八) promises it to 白名单企业(项目) only."""
    found = of(verdict(FOLLOWED, whitelist_status="none"))

    assert reading(card(ZH, found)).startswith("➖")
    assert "问题照样可以反映给所在乡镇（街道）和行业主管部门" in reading(sources.more(ZH, found))
