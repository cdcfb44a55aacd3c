"""Sentences that suppose something else: 要是俺厂变成900人呢, 假如自己建采样屋."""

import re
from collections.abc import Sequence
from typing import Final

from policies.facts import Fact, FactType
from policies.spoken.choices import mentioned_options, squeezed
from policies.spoken.dialect import common_speech
from policies.spoken.fact_names import fact_mentioned, ways_to_name
from policies.spoken.own_units import counts_in, in_plain_unit
from policies.spoken.reading import Reading, read_int, read_money

LONGEST: Final = 40
_IF: Final = re.compile(
    r"(?:那么?|我想问|想问|请问|再问)?[\s,，]*(?:(?:我们?|咱们?)(?:厂里?|公司|单位|店里?)?|厂里|公司)?"
    r"(?:要是|如果说?|假如|假设|假使|倘若|若是|万一)(?P<clause>.+)"
    r"|(?:那么?)?(?P<had>.+的话)[\s,，]*[^,，]{0,12}"
    r"|(?:(?:and|so|but|ok|okay)[\s,]+)?(?:(?:what\s+(?:happens|would\s+(?:happen|change)|changes)|how\s+about)"
    r"\s+if|what\s+if|suppos(?:e|ing)(?:\s+that)?|imagin(?:e|ing)(?:\s+that)?|assum(?:e|ing)(?:\s+that)?"
    r"|(?:let'?s\s+)?say|if)\s+(?P<english>.+)"
    r"|(?:what|which|would|could|how\s+much)\b.*\bif\s+(?P<late>.+)"
)
_END: Final = re.compile(
    r"(?:的话)?[\s,，]*(?:那|又|还|就|会|结论|结果|能|都)*(?:怎么样|怎样|变成什么样|享受什么.*|有什么.*|适用什么.*|是什么.*)?"
    r"[\s?？。.!！~～]*$"
)
_ENGLISH_END: Final = re.compile(
    r"[\s,]+(?:then\s+)?(?:what|which|how)\b[^,]*$|,\s*(?:would|could|can|do|does|is|are)\b[^,]*$"
    r"|[\s,]+then[\s?.!]*$|[\s?.!]+$"
)
_AND: Final = re.compile(
    r"(?<=[0-9万千百元人])\s+(?=[一-鿿]{2})"
    r"|(?<![0-9])[,，]|[,，](?![0-9]{3}(?![0-9]))|[、;；]|而且|并且|同时|还有|\band\b(?! a half)"
)
"""Between two things that are supposed; no comma of 1,200."""
_CONTRACTED: Final = re.compile(r"n['’]t\b")
_TROUBLE: Final = re.compile(
    r"怎么[办弄处]|怎么(?=$|[?？。])|找谁|谁管|报告谁|要不要|该"
    r"|what (?:should|must)|what (?:do|can) (?:we|i) do|who "
)
"""Somebody who asks what to do is in trouble, and supposes nothing."""
_NUMERAL: Final = "0-9零〇一二三四五六七八九十百千万两"
_NUMBER: Final = re.compile(
    rf"[约大概近]*[{_NUMERAL}][{_NUMERAL},.]*(?:\s*(?:多|来|几|[kw](?![a-z])))?"
)
_RELATIVE: Final = re.compile(
    r"[再多又]\s*[招来加增添]|[新增]招|新?增加|[减裁]|再来|\b(?:another|additional|extra|hired?)\b"
    r"|\b(?:more|fewer|less)\b(?!\s+than)"
)
"""So many more or fewer: the number is none that the firm would have."""
_DENIED: Final = re.compile(r"[不没未非]|\bnot?\b|n't")


def supposed_in(text: str) -> str | None:
    """What a sentence supposes, in its own words; None if it supposes nothing."""
    plain = common_speech(text)
    match = _IF.fullmatch(plain)
    if match is None or len(plain) > LONGEST * (2 if plain.isascii() else 1):
        return None
    if _TROUBLE.search(plain):
        return None
    if match["clause"] or match["had"]:
        return _END.sub("", match["clause"] or match["had"]).strip() or None
    clause = _CONTRACTED.sub(" not", match["english"] or match["late"])
    return _ENGLISH_END.sub("", f" {clause}").strip() or None


def pieces_of(text: str) -> list[str]:
    """The parts of a supposition that may be about a fact each: 在白名单上，有1200人."""
    clause = supposed_in(text) or text
    return [piece.strip() for piece in _AND.split(clause) if piece.strip()]


def fact_supposed(facts: Sequence[Fact], clause: str) -> tuple[Fact, str] | None:
    """The fact that a supposition is about, and the words for its value.

    Args:
        facts: Those that may be supposed, the likeliest first.
        clause: As `supposed_in` gives it.

    Returns:
        The words are empty if it is named, but no value is; None if no fact can be told.
    """
    named = fact_mentioned(facts, clause)
    if named is not None and _holds(named[0], clause):
        return named[0], _value_words(named[0], clause, named[1])
    summed = None if named is None else _sum_of(facts, named[1], clause)
    if summed is not None and named is not None:
        return summed, _value_words(summed, clause, named[1])
    told = _by_option(facts, clause) or _by_unit(facts, clause)
    if told is not None:
        return told, _value_words(told, clause, "")
    return None if named is None else (named[0], "")


def _sum_of(facts: Sequence[Fact], name: str, clause: str) -> Fact | None:
    """What the thing costs that is named, where a sum of money is said: 采样屋 10万."""
    sums = [fact for fact in facts if fact.type is FactType.MONEY and _holds(fact, clause)]
    found = [fact for fact in sums if any(name in way for way in ways_to_name(fact))]
    return found[0] if len(found) == 1 else None


def _holds(fact: Fact, clause: str) -> bool:
    """Whether the clause holds a value of the fact."""
    if fact.type is FactType.INT:
        return _count_in(fact, clause) is not None
    if fact.type is FactType.MONEY:
        return read_money(clause) is not None
    return fact.type is FactType.BOOL or bool(mentioned_options(fact, clause))


def _value_words(fact: Fact, clause: str, name: str) -> str:
    """The words for the value alone: ids of options, or the number as it was said."""
    if fact.type is FactType.INT and _RELATIVE.search(clause):
        return ""
    if fact.type in {FactType.INT, FactType.MONEY}:
        rest = squeezed(clause).replace(name, "") if name else clause
        number = _NUMBER.search(rest)
        return number[0].strip() if number else rest
    options = mentioned_options(fact, clause)
    if fact.type is FactType.BOOL and not options:
        return "false" if _DENIED.search(clause) else "true"
    return "、".join(options)


def _by_option(facts: Sequence[Fact], clause: str) -> Fact | None:
    """The fact of which the clause names an option most clearly."""
    words = {fact.id: (fact, mentioned_options(fact, clause)) for fact in facts}
    found = [
        (max(map(len, options.values())), fact.type is FactType.ENUM, fact)
        for fact, options in words.values()
        if options
    ]
    return max(found, key=lambda hit: hit[:2])[2] if found else None


def _by_unit(facts: Sequence[Fact], clause: str) -> Fact | None:
    """The one number that is counted so; a part gives way to its whole: 900人, 900 workers."""
    found = [
        fact
        for fact in facts
        if fact.type is FactType.INT
        and fact.at_most is None
        and fact.unit is not None
        and (_counted(fact.unit.zh, clause) or counts_in(fact, clause))
        and _count_in(fact, clause) is not None
    ]
    return found[0] if len(found) == 1 else None


def _counted(unit: str, clause: str) -> bool:
    return re.search(rf"[{_NUMERAL}]\s*[多来几]?[个号]?{re.escape(unit)}", clause) is not None


def _count_in(fact: Fact, clause: str) -> Reading | None:
    return read_int(in_plain_unit(fact, clause))
