"""Everybody is spoken to in their own language, whatever the other side speaks."""

import re

import pytest

from bot.domain.case_states import CheckWay
from bot.domain.speech import Notice
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.closing import close_case
from handlers.notices import case_verdicts as verdicts
from handlers.notices import cases as notices
from handlers.notices.case_closing import closed
from tests.cases.district import CHINA, COUNTY, GROUND, RESULT, RULES, WORDS, District

CHINESE = re.compile(r"[\u3400-\u9fff]")
QUOTED = re.compile("|".join((WORDS, RESULT, "示例纺织", "示例镇", "李干部", "王干部", "还堵着")))


@pytest.fixture
def life(district: District) -> dict[str, list[Notice]]:
    """All that is told in the life of a case, by the language of whom it is told."""
    colleague = district.person(language="en")
    owner = district.speaks_for_firm(colleague, headcount=1200, whitelist_status="listed")
    li, wang = district.officer("李干部"), district.officer("王干部", language="en")
    ann = district.appointed(Appointment(RoleKind.INSPECTOR, COUNTY), language="en")
    case = district.opens(owner, about=next(iter(RULES.records)))
    told = [*notices.opened(RULES, case, CHINA)]
    told += notices.noted(district.notes(owner, case, "还堵着"), "还堵着")
    told += notices.claimed(district.claims(li, case))
    told += notices.answered(district.answers(wang, case, WORDS), wang.id, CHINA)
    told += notices.solved(district.solves(li, case))
    district.blocks_the_desk(li)  # from here on the firm's news go to the colleague
    told += verdicts.reopened(district.denies(owner, case), by=owner.chat_id)
    told += notices.claimed(district.claims(li, case))
    told += notices.solved(district.solves(li, case))
    told += verdicts.confirmed(district.confirms(owner, case), by=owner.chat_id)
    told += closed(
        district.act(lambda uow: close_case(uow, GROUND, ann, case.id, CheckWay.PHONE, RESULT))
    )
    english = {colleague.chat_id, wang.chat_id, ann.chat_id}
    assert {each.chat_id for each in told} == {owner.chat_id, li.chat_id, *english}
    return {
        "zh": [each for each in told if each.chat_id not in english],
        "en": [each for each in told if each.chat_id in english],
    }


def test_whoever_chose_english_hears_no_chinese_but_names_and_quotations(
    life: dict[str, list[Notice]],
) -> None:
    assert len(life["en"]) >= 10
    for notice in life["en"]:
        labels = [button.text for row in notice.view.rows for button in row]
        heard = QUOTED.sub("", " ".join([notice.view.html, *labels]))
        assert not CHINESE.search(heard), heard


def test_whoever_chose_chinese_hears_chinese_on_every_button(
    life: dict[str, list[Notice]],
) -> None:
    assert len(life["zh"]) >= 7
    labels = [b.text for notice in life["zh"] for row in notice.view.rows for b in row]
    assert labels
    assert all(CHINESE.search(label) or "⭐" in label for label in labels)


def test_no_two_notices_share_a_key(life: dict[str, list[Notice]]) -> None:
    keys = [notice.key for notices_ in life.values() for notice in notices_]
    assert len(set(keys)) == len(keys)
