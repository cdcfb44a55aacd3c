"""Sentences that suppose something else: 要是俺厂变成900人呢, 假如自己建采样屋."""

import re
from collections.abc import Sequence
from typing import Final

from policies.facts import Fact, FactType
from policies.spoken.choices import mentioned_options, squeezed
from policies.spoken.dialect import common_speech
from policies.spoken.fact_names import fact_mentioned
from policies.spoken.reading import read_int, read_money

LONGEST: Final = 40
_IF: Final = re.compile(
    r"(?:那么?|我想问|想问|请问|再问)?[\s,，]*(?:要是|如果说?|假如|假设|假使|倘若|若是|万一)(?P<clause>.+)"
    r"|(?:and\s+)?(?:what\s+if|suppose|if)\s+(?P<english>.+)"
)
_END: Final = re.compile(
    r"(?:的话)?[\s,，]*(?:那|又|还|就|会|结论|结果|能|都)*(?:怎么样|怎样|变成什么样|享受什么.*|有什么.*|适用什么.*|是什么.*)?"
    r"[\s?？。.!！~～]*$"
)
_TROUBLE: Final = re.compile(
    r"怎么[办弄处]|怎么(?=$|[?？。])|找谁|谁管|报告谁|要不要|该|what (?:should|do|can)|who "
)
"""Somebody who asks what to do is in trouble, and supposes nothing."""
_NUMERAL: Final = "0-9零〇一二三四五六七八九十百千万两"
_NUMBER: Final = re.compile(rf"[约大概近]*[{_NUMERAL}][{_NUMERAL},.]*(?:\s*(?:多|来|几|k|w))?")
_DENIED: Final = re.compile(r"[不没未非]|\bnot?\b|n't")


def supposed_in(text: str) -> str | None:
    """What a sentence supposes, in its own words; None if it supposes nothing."""
    plain = common_speech(text)
    match = _IF.fullmatch(plain)
    if match is None or len(plain) > LONGEST * (2 if plain.isascii() else 1):
        return None
    if _TROUBLE.search(plain):
        return None
    clause = match["clause"] or match["english"]
    return _END.sub("", clause).strip() or None


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
    told = _by_option(facts, clause) or _by_unit(facts, clause)
    if told is not None:
        return told, _value_words(told, clause, "")
    return None if named is None else (named[0], "")


def _holds(fact: Fact, clause: str) -> bool:
    """Whether the clause holds a value of the fact."""
    if fact.type is FactType.INT:
        return read_int(clause) is not None
    if fact.type is FactType.MONEY:
        return read_money(clause) is not None
    return fact.type is FactType.BOOL or bool(mentioned_options(fact, clause))


def _value_words(fact: Fact, clause: str, name: str) -> str:
    """The words for the value alone: ids of options, or the number as it was said."""
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
    """The one number that is counted so; a part gives way to its whole: 900人."""
    if read_int(clause) is None:
        return None
    found = [
        fact
        for fact in facts
        if fact.type is FactType.INT
        and fact.at_most is None
        and fact.unit is not None
        and re.search(rf"[{_NUMERAL}]\s*[多来几]?[个号]?{re.escape(fact.unit.zh)}", clause)
    ]
    return found[0] if len(found) == 1 else None
