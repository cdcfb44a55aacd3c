"""Reasons in plain words: the firm's own value beside what the rule wants."""

from collections.abc import Mapping
from datetime import date
from enum import Enum, auto

from policies.conditions import Finding
from policies.expressions import AnyRecord, Comparison, Emptiness, Holds, OneOf, Overlap
from policies.fact_words import about_words, value_words
from policies.facts import Fact, FactType, FactValue, Scalar, Scope
from policies.truth import Truth
from policies.words import Words, joined

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_NUMBERS = (FactType.INT, FactType.MONEY)
_SET_BY_STAFF = Words("（由工作人员设定）", " (set by staff)")
_AMOUNT = {
    ">=": Words("达到 {}", "at least {}"),
    ">": Words("超过 {}", "more than {}"),
    "<=": Words("不超过 {}", "at most {}"),
    "<": Words("不到 {}", "below {}"),
    "==": Words("等于 {}", "equal to {}"),
    "!=": Words("不等于 {}", "not {}"),
}
_DAY = {
    ">=": Words("不早于 {}", "not before {}"),
    ">": Words("晚于 {}", "after {}"),
    "<=": Words("不晚于 {}", "not after {}"),
    "<": Words("早于 {}", "before {}"),
    "==": Words("就是 {}", "on {}"),
    "!=": Words("不是 {}", "not on {}"),
}


class Wish(Enum):
    """What is said of the value that a rule wants and the firm does not have."""

    CONDITION = auto()  # a benefit demands it
    SCOPE = auto()  # a duty binds only such firms; nobody need become one
    UNSAID = auto()  # the document is silent: no demand may be claimed


def finding_words(
    finding: Finding, fact: Fact, value: FactValue | None, *, wish: Wish, rough: bool = False
) -> Words:
    """Say one finding: `用工人数 960 人，不到 1,000 人`, and whether staff set the value.

    Args:
        finding: The test and how the firm stands to it.
        fact: The fact that it tests.
        value: The firm's own value; None if unknown.
        wish: How to say what the document wants, where the firm is not so.
        rough: The firm said that it is about so much.
    """
    own = None if value is None else about_words(fact, value, rough=rough)
    said = _said(finding, fact, own, wish)
    return said + _SET_BY_STAFF if fact.scope is Scope.STAFF else said


def _said(finding: Finding, fact: Fact, own: Words | None, wish: Wish) -> Words:
    if own is None:
        return Words(f"还不清楚：{fact.label.zh}", f"Not known yet: {fact.label.en}")
    atom = finding.atom
    met = finding.truth is Truth.YES
    if isinstance(atom, Comparison) and atom.bound and fact.type in _NUMBERS:
        op = atom.op if met == finding.wanted else OPPOSITE[atom.op]
        bound = _bound_words(fact, op, atom.bound)
        zh = f"{fact.label.zh} {own.zh}，{bound.zh}"
        return Words(zh, f"{fact.label.en}: {own.en}, {bound.en}")
    said = Words(f"{fact.label.zh}：{own.zh}", f"{fact.label.en}: {own.en}")
    if met and isinstance(atom, AnyRecord) and finding.wanted:
        found = required_words(finding, fact)
        return said + Words(f"，{found.zh}", f", {found.en}")
    # Of a number that is compared with nothing at all, the number itself says enough.
    plain = met or wish is Wish.UNSAID or fact.type in _NUMBERS
    return said if plain else said + _wish_words(finding, fact, wish)


def _wish_words(finding: Finding, fact: Fact, wish: Wish) -> Words:
    wanted = required_words(finding, fact)
    if finding.line.our_reading:
        return Words(f"（本系统理解为：{wanted.zh}）", f" (as we read it: {wanted.en})")
    if wish is Wish.SCOPE:
        return Words(f"（这一条管的是：{wanted.zh}）", f" (this binds: {wanted.en})")
    return Words(f"（这一条要求：{wanted.zh}）", f" (required: {wanted.en})")


def required_words(finding: Finding, fact: Fact) -> Words:
    """Say what the rule wants of the fact: `自行配置`, `不是已移出`."""
    atom = finding.atom
    if isinstance(atom, AnyRecord):
        return _required_of_record(finding, atom, fact.fields[atom.test.fact])
    if isinstance(atom, Emptiness):
        empty = atom.negated != finding.wanted
        return Words("没有", "none") if empty else Words("有", "some")
    if isinstance(atom, Comparison) and (isinstance(atom.bound, date) or fact.type in _NUMBERS):
        op = atom.op if finding.wanted else OPPOSITE[atom.op]
        return _bound_words(fact, op, atom.bound)
    allowed, wanted = accepted(finding)
    listed = _either([option_words(fact, value) for value in allowed])
    return listed if wanted else Words(f"不是{listed.zh}", f"not {listed.en}")


def accepted(finding: Finding) -> tuple[tuple[Scalar, ...], bool]:
    """Give the values that a choice is compared with, and whether one of them is wanted."""
    atom = finding.atom
    if isinstance(atom, Comparison):
        return (atom.bound,), (atom.op == "==") == finding.wanted
    if isinstance(atom, OneOf):
        return atom.members, atom.negated != finding.wanted
    if isinstance(atom, Holds):
        return (atom.member,), atom.negated != finding.wanted
    return (atom.members if isinstance(atom, Overlap) else ()), finding.wanted


def option_words(fact: Fact, value: Scalar) -> Words:
    """Say one possible value of a fact, also of a set."""
    return fact.options.get(str(value)) or value_words(fact, value)


def _required_of_record(finding: Finding, atom: AnyRecord, field: Fact) -> Words:
    inner = Finding(finding.line, atom.test, True, finding.truth)
    wish = required_words(inner, field)
    zh, en = f"{field.label.zh}为{wish.zh}", f"{field.label.en} {wish.en}"
    return (
        Words(f"有{zh}的", f"one with {en}")
        if finding.wanted
        else Words(f"没有{zh}的", f"none with {en}")
    )


def _bound_words(fact: Fact, op: str, bound: Scalar) -> Words:
    phrases: Mapping[str, Words] = _DAY if isinstance(bound, date) else _AMOUNT
    shown = value_words(fact, bound)
    return Words(phrases[op].zh.format(shown.zh), phrases[op].en.format(shown.en))


def _either(options: list[Words]) -> Words:
    if len(options) < 2:
        return joined(options)
    *first, last = options
    most = joined(first)
    return Words(f"{most.zh}或{last.zh}", f"{most.en} or {last.en}")
