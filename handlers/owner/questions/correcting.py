"""Corrections by typing: 人数改成1200, 我想改人数, 用工人数填错了，是960, 地址改一下."""

from dataclasses import dataclass
from typing import Final

from bot.store.questions import OpenQuestion
from handlers.owner.firm.registering import CODE, NAME, PLACE, STEPS
from handlers.owner.questions.asked import KIND, asking_of
from handlers.owner.questions.reading import NotUnderstood, read_fact
from handlers.owner.questions.typed import fits
from policies.facts import Fact, FactType, Scope
from policies.rulebase import RuleBase
from policies.spoken.choices import squeezed
from policies.spoken.corrections import Correction, Kind, corrections_in
from policies.spoken.fact_names import fact_named, named_in_full

NAMES: Final = frozenset(
    ["名称", "名字", "厂名", "店名", "公司名", "公司名称", "企业名称", "单位名称", "name"]
)
CODES: Final = frozenset(
    ["代码", "信用代码", "社会信用代码", "统一社会信用代码", "credit code", "code"]
)
ITSELF: Final = frozenset(
    ["", "it", "that", "这一题", "上一题", "刚才那题", "那一题", "前面那题", "这个", "那个"]
)
"""How people speak of what they answered last."""
_TYPED: Final = {
    *(FactType.BOOL, FactType.INT, FactType.MONEY),
    *(FactType.ENUM, FactType.SET, FactType.TEXT),
}


@dataclass(frozen=True, slots=True)
class Correcting:
    """What is to be corrected.

    Args:
        fact: Its id; empty if it is a step of the registration, or not said.
        value: The new value as it was written; empty if it is to be asked.
        step: PLACE, NAME or CODE; empty for a fact.
        last: What was answered last is to be asked again.
    """

    fact: str = ""
    value: str = ""
    step: str = ""
    last: bool = False


def correcting(
    rulebase: RuleBase, region: str, question: OpenQuestion | None, text: str
) -> Correcting | None:
    """Read a text as a correction; None if it is none, or rather an answer to the open question.

    Args:
        region: Where the firm works, as a path.
    """
    facts = correctable(rulebase)
    for each in corrections_in(text):
        if squeezed(each.about) in ITSELF:
            if each.kind is Kind.IS:
                continue
            found = _of_last(rulebase, region, question, each, text)
        elif _asks_elsewhere(question) and not named_in_full(facts, each.about):
            found = None  # 人数 may be the people of a test group
        else:
            found = _of_named(rulebase, region, facts, each)
        if found is not None:
            return found
    return None


def _of_last(
    rulebase: RuleBase,
    region: str,
    question: OpenQuestion | None,
    said: Correction,
    text: str,
) -> Correcting | None:
    """What was answered last, if the value is one of it; else whatever the question takes."""
    asked = None
    if question is not None and question.kind == KIND:
        asked = rulebase.facts.get(question.subject)
    if not said.value:
        return Correcting(last=True)
    if asked is not None and said.kind is not Kind.BECOMES and fits(rulebase, region, asked, text):
        return None
    last = [rulebase.facts.get(name) for name in asking_of(question).trail[-1:]]
    for fact in (*last, asked):
        if fact is not None and reads(rulebase, region, fact, said.value):
            return Correcting(fact.id, said.value)
    wanted = any(reads(rulebase, region, fact, said.value) for fact in correctable(rulebase))
    return Correcting(value=said.value) if wanted else None


def _of_named(
    rulebase: RuleBase, region: str, facts: list[Fact], said: Correction
) -> Correcting | None:
    about = squeezed(said.about)
    for names, kind in ((NAMES, NAME), (CODES, CODE)):
        if said.kind is not Kind.IS and about.removeprefix("我们").removeprefix("厂的") in names:
            return Correcting(step=kind)
    levels = [rulebase.facts[name] for name in rulebase.regions.levels if name in rulebase.facts]
    fact = fact_named([*facts, *levels], said.about)
    if fact is None:
        return None
    if fact in levels:
        return None if said.kind is Kind.IS else Correcting(step=PLACE)
    if said.kind is Kind.IS and fact.scope is not Scope.PROFILE:
        return None
    fitting = not said.value or reads(rulebase, region, fact, said.value)
    if said.kind in {Kind.BECOMES, Kind.IS} and not fitting:
        return None  # 白名单改成几类了: the world changes, not the answer
    return Correcting(fact.id, said.value if fitting else "")


def reads(rulebase: RuleBase, region: str, fact: Fact, value: str) -> bool:
    """Whether some words can be a value of a fact, if maybe one that has to be asked again."""
    if fact.type is FactType.TEXT:
        return bool(value)
    return not isinstance(read_fact(rulebase, region, fact, value), NotUnderstood)


def correctable(rulebase: RuleBase) -> list[Fact]:
    """What a firm says of itself or of a case, in one answer."""
    places = rulebase.regions.levels
    return [
        fact
        for fact in rulebase.facts.values()
        if fact.type in _TYPED
        and fact.scope in {Scope.PROFILE, Scope.CASE}
        and fact.id not in places
    ]


def _asks_elsewhere(question: OpenQuestion | None) -> bool:
    """Whether another conversation asks, in which short words mean other things."""
    return question is not None and question.kind not in {KIND, *STEPS}
