"""The file of what applies now: what is in it, with clauses and with whoever is responsible."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from bot.services.packages.packages import deciders_of, package_of
from handlers.notices.whom import OFFICER
from handlers.owner.policies.card_words import CardOf
from handlers.owner.policies.package_text import written
from handlers.owner.policies.report_docx import rendered
from handlers.owner.policies.report_text import About
from handlers.tongue import Tongue
from policies.verdicts import Outcome
from tests.policy_screen.firms import JULY, judged
from tests.staff.office import RULES


def _texts(firm: str, language: str = "zh") -> list[str]:
    package = package_of(judged(firm), JULY)
    cards = {
        each.policy: CardOf(each, RULES.facts, RULES.records[each.policy].notes, OFFICER)
        for each in package.verdicts
    }
    t, about = Tongue(language), About("示例纺织", "方城县", date(2022, 7, 15))
    file = rendered(written(t, "适用政策清单", about, package, cards), "清单", language, JULY)
    return [each.text for each in Document(BytesIO(file)).paragraphs]


@pytest.mark.parametrize("firm", ["known", "emergency"])
def test_it_has_all_that_applies_with_its_clauses_and_nothing_else(firm: str) -> None:
    text = "\n".join(_texts(firm))
    for each in judged(firm):
        applies = each.outcome in {Outcome.MATCH, Outcome.OBLIGATION, Outcome.CONFIRM}
        near = each.outcome is Outcome.NO_MATCH and bool(each.near_miss)
        assert (f". {each.title.zh}：" in text) is (applies or near), each.policy
        if applies or near:
            assert each.source.quotation.quote in text
            assert each.source.quotation.clause in text
            assert all(who.zh in text for who in deciders_of(each))


def test_whoever_is_responsible_is_named_as_the_record_names_them() -> None:
    lines = _texts("known")
    named = [each for each in lines if each.startswith("责任（确认）单位：")]
    assert named
    assert any("财政部门" in each for each in named)
