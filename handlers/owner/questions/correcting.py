"""Corrections by typing: 人数改成1200, 我想改人数, 用工人数填错了，是960, 地址改一下."""

from dataclasses import dataclass
from typing import Final

from bot.store.questions import OpenQuestion
from handlers.owner.firm.registering import CODE, NAME, PLACE, STEPS
from handlers.owner.questions.asked import KIND, asking_of
from handlers.owner.questions.early import takes_early
from handlers.owner.questions.reading import NotUnderstood, OtherKind, read_fact
from handlers.owner.questions.typed import fits
from policies.facts import Fact, FactType, Scope
from policies.rulebase import RuleBase
from policies.spoken.choices import squeezed
from policies.spoken.corrections import (
    Correction,
    Kind,
    corrections_in,
    recounted_in,
    says_correction,
)
from policies.spoken.fact_names import facts_named, named_in_full
from policies.spoken.renaming import renaming_in

CODES: Final = frozenset(
    ["代码", "信用代码", "社会信用代码", "统一社会信用代码", "credit code", "code"]
)
ITSELF: Final = frozenset(
    ["", "it", "that", "这一题", "上一题", "刚才那题", "那一题", "前面那题", "这个", "那个"]
)
"""How people speak of what they answered last."""
_STATES: Final = {Kind.IS, Kind.COUNTS}
"""What may only be said by the way."""
PEOPLE_OF: Final = "人数"
"""What is left out where somebody counts people: 职工980."""
MINUS: Final = ("-", "−", "负")
_TYPED: Final = {
    *(FactType.BOOL, FactType.INT, FactType.MONEY),
    *(FactType.ENUM, FactType.SET, FactType.TEXT),
}


@dataclass(frozen=True, slots=True)
class Correcting:
    """What is to be corrected.

    Args:
        fact: Its id; empty if it is a step of the registration, or not said.
        value: The new value, or the new name, as it was written; empty if it is to be asked.
        step: PLACE, NAME or CODE; empty for a fact.
        last: What was answered last is to be asked again.
        also: Other facts that the words name as well: it has to be asked which.
    """

    fact: str = ""
    value: str = ""
    step: str = ""
    last: bool = False
    also: tuple[str, ...] = ()


def correcting(
    rulebase: RuleBase, region: str, question: OpenQuestion | None, text: str
) -> Correcting | None:
    """Read a text as a correction; None if it is none, or rather an answer to the open question.

    Args:
        region: Where the firm works, as a path.
    """
    elsewhere = _asks_elsewhere(question)
    asks_name = question is not None and question.kind == NAME
    renaming = renaming_in(text, asked=asks_name)
    if renaming is not None and (renaming.names_firm or not elsewhere):
        return Correcting(step=NAME, value=renaming.name)
    facts = correctable(rulebase)
    for each in corrections_in(text):
        if squeezed(each.about) in ITSELF:
            if each.kind is Kind.IS:
                continue
            found = _of_last(rulebase, region, question, each, text)
        elif elsewhere and not named_in_full(facts, each.about):
            found = None  # 人数 may be the people of a test group
        else:
            explicit = each.kind not in _STATES or says_correction(text)
            found = _of_named(rulebase, region, facts, each, explicit=explicit)
        if found is not None:
            return found
    return _recounted(rulebase, region, question, text)


def _recounted(
    rulebase: RuleBase, region: str, question: OpenQuestion | None, text: str
) -> Correcting | None:
    """We have 1200 people now: the one number of people, unless a number is asked for."""
    value = recounted_in(text)
    if value is None or _asks_elsewhere(question) or _asks_number(rulebase, question):
        return None
    wholes = [fact for fact in correctable(rulebase) if takes_early(fact)]
    fitting = [fact for fact in wholes if reads(rulebase, region, fact, value)]
    return Correcting(fitting[0].id, value) if len(fitting) == 1 else None


def _asks_number(rulebase: RuleBase, question: OpenQuestion | None) -> bool:
    asked = None if question is None else rulebase.facts.get(question.subject)
    return asked is not None and asked.type is FactType.INT


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
    rulebase: RuleBase, region: str, facts: list[Fact], said: Correction, *, explicit: bool
) -> Correcting | None:
    about = squeezed(said.about)
    if said.kind not in _STATES and about.removeprefix("我们").removeprefix("厂的") in CODES:
        return Correcting(step=CODE)
    levels = [rulebase.facts[name] for name in rulebase.regions.levels if name in rulebase.facts]
    named = facts_named([*facts, *levels], said.about)
    if not named and explicit and said.value:
        named = facts_named(facts, said.about + PEOPLE_OF)  # 更正：职工980
    fact, *others = named or (None,)
    if fact is None:
        return None
    if fact in levels:
        return None if said.kind in _STATES else Correcting(step=PLACE)
    dashed = said.value.startswith(MINUS)  # less than nothing, or a dash? It is asked
    fitting = dashed or not said.value
    fitting = fitting or reads(rulebase, region, fact, said.value, other_kind=True)
    by_the_way = said.kind in _STATES and not explicit
    elsewhere = by_the_way and fact.scope is not Scope.PROFILE
    if elsewhere or (said.kind in {Kind.BECOMES, *_STATES} and not fitting):
        return None  # 白名单改成几类了: the world changes, not the answer
    also = tuple(each.id for each in others if each) if fitting and said.value else ()
    return Correcting(fact.id, said.value if fitting else "", also=also)


def reads(
    rulebase: RuleBase, region: str, fact: Fact, value: str, *, other_kind: bool = False
) -> bool:
    """Whether some words can be a value of a fact, if maybe one that has to be asked again.

    Args:
        other_kind: An amount counts where people are asked for: the fact was named with it.
    """
    if fact.type is FactType.TEXT:
        return bool(value)
    read = read_fact(rulebase, region, fact, value)
    return (other_kind and isinstance(read, OtherKind)) or not isinstance(read, NotUnderstood)


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
