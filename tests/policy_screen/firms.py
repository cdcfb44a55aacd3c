"""Firms to be judged, and how a screen reads."""

import re
from collections.abc import Iterator
from datetime import date

from benches.rules import rulebase
from bot.domain.speech import Button, View
from handlers.notices.whom import OFFICER
from handlers.owner.policies.card_words import CardOf
from handlers.owner.policies.shelves import Shelf
from handlers.tongue import Tongue
from policies.fact_values import parse_facts
from policies.matching import match
from policies.verdicts import Verdict

RULES = rulebase()
HOME = "河南省/南阳市/方城县"
JULY = date(2022, 7, 15)
BOOTH = "P-FC-01"
ZH, EN = Tongue("zh"), Tongue("en")
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
CLAUSE = re.compile(r"[一二三四五六七八九十]+\([一二三四五六七八九十]+\)")
KNOWN = {
    "subject_type": "enterprise",
    "headcount": 1200,
    "headcount_own": 1200,
    "whitelist_status": "listed",
    "booth_provision": "self",
    "booth_cost": "80000.00",
    "role_groups": ["logistics"],
}
REGION = {"area_state": "normal", "closed_loop": False}
FIRMS = {
    "unknown": {},
    "known": KNOWN | REGION,
    "small": KNOWN | REGION | {"headcount": 960, "headcount_own": 900},
    "emergency": KNOWN | {"area_state": "emergency", "closed_loop": True},
    "trader": {"subject_type": "sole_trader", "whitelist_status": "none"} | REGION,
}


def judged(firm: str = "known", as_of: date = JULY, **changes: object) -> list[Verdict]:
    given = {
        name: value for name, value in {**FIRMS[firm], **changes}.items() if value is not None
    }
    facts = parse_facts(RULES.facts, given)
    return match(RULES, region=HOME, as_of=as_of, facts=facts, self_reported=["whitelist_status"])


def verdict(policy: str, firm: str = "known", **changes: object) -> Verdict:
    return next(each for each in judged(firm, **changes) if each.policy == policy)


def of(verdict: Verdict, shelf: Shelf | None = None) -> CardOf:
    return CardOf(verdict, RULES.facts, RULES.records[verdict.policy].notes, OFFICER, shelf)


def reading(view: View) -> str:
    return re.sub(r"<[^>]+>", "", view.html)


def buttons(view: View) -> Iterator[Button]:
    return (button for row in view.rows for button in row)


def labels(view: View) -> list[str]:
    return [button.text for button in buttons(view)]


def data(view: View) -> list[str]:
    return [button.data for button in buttons(view)]


def own_english(view: View) -> str:
    """What a screen says in English, without quotations and clause numbers."""
    text = re.sub(r"<blockquote>.*?</blockquote>", "", view.html, flags=re.DOTALL)
    return CLAUSE.sub("", "\n".join([text, *labels(view)]))
