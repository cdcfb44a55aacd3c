"""Which texts a question of trips, of people, of a name or of a supposition keeps."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from benches.rules import rulebase
from bot.domain.visits_said import speaks_of_others
from bot.store.questions import OpenQuestion
from handlers.owner.arrivals.scene import LEFT_OUT, NEW
from handlers.owner.firm.registering import NAME
from handlers.owner.policies.supposing import KIND as WHATIF
from handlers.owner.questions.readable import READABLE, Tried
from handlers.owner.trucks.facts import FACT, ROUTE, TIMES, TRUCK

RULES = rulebase()
HOME = "河南省/南阳市/方城县"
ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2022, 7, 15, 9, 30, tzinfo=ZONE)
CROSSES = {"fact": "crosses_emergency_area"}
SHANGHAI = {
    "drafts": [{"label": "上海来两个工程师", "count": 2, "readings": []}],
}
RENAMED = {"change": True}


@pytest.mark.parametrize(
    ("kind", "context", "text", "fits"),
    [
        (FACT, CROSSES, "不进出", True),
        (FACT, CROSSES, "演练", False),
        (FACT, CROSSES, "昨天搞了演练", False),
        (FACT, CROSSES, "场所码贴好了", False),
        (FACT, CROSSES, "报备了", True),  # of the same trip, only too early
        (TIMES, {}, "明早6点", True),
        (TIMES, {}, "要进出", True),
        (TIMES, {}, "没有", False),
        (TRUCK, {}, "要进出", False),
        (TRUCK, {"route": "去郑州"}, "要进出", True),
        (ROUTE, {}, "按闭环走", True),
        (TIMES, {}, "昨天就来了两个武汉的", False),
        (TRUCK, {}, "红解放", True),
        (TRUCK, {}, "蓝货车", True),
        (TRUCK, {}, "演练", False),
        (TRUCK, {}, "昨天搞了演练", False),
        (ROUTE, {}, "方城到郑州，拉布", True),
        (NEW, {}, "上海来2个工程师", True),
        (NEW, {}, "场所码贴好了", False),
        (LEFT_OUT, SHANGHAI, "明天下午3点", True),
        (LEFT_OUT, SHANGHAI, "他们昨天就到了", True),
        (LEFT_OUT, SHANGHAI, "昨天就来了两个武汉的", False),
        (NAME, RENAMED, "建国纺织", True),
        (NAME, RENAMED, "采样屋补贴", False),
        (NAME, {}, "采样屋补贴", True),
        (WHATIF, {}, "800人", True),
        (WHATIF, {}, "路上堵着呢", False),
    ],
)
def test_what_another_screen_is_meant_by_is_let_go_of(
    kind: str, context: dict[str, Any], text: str, fits: bool
) -> None:
    question = OpenQuestion(kind, "", context)
    assert READABLE[kind](Tried(text, question, FRIDAY, ZONE, HOME, RULES)) is fits


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("昨天就来了两个武汉的", True),
        ("昨天来了三个人", True),
        ("武汉的客户明天下午3点到", True),
        ("工程师昨天到了", False),
        ("俩工程师明天下午3点到", False),
        ("他们昨天就来了", False),
        ("明天下午3点", False),
        ("two engineers from Wuhan came yesterday", True),
    ],
)
def test_other_people_are_another_visit(text: str, others: bool) -> None:
    assert speaks_of_others("上海来两个工程师", 2, text, FRIDAY, ZONE) is others
