"""Reading what people type for a choice: an option by its name, also inside a short sentence.

What an option may be called is data: its label and aliases in facts.yaml. Here is only what
holds for every choice: what is denied is not chosen, a question is no answer, and neither is a
sentence that says much else.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from policies.facts import Fact, FactType
from policies.spoken.dialect import common_speech
from policies.spoken.remarks import asks, complains, doubts

BESIDE: Final = 6
"""So many characters may stand beside what was understood; more is a story, and no answer."""
BARELY: Final = 1
TELLING: Final = 3
"""So many characters a name has at least that means the same wherever it is said."""
LETTER: Final = 0.25
"""What a Latin letter counts beside a character."""
_COMMON: Final = {
    "true": (
        *("是", "是的", "有", "对", "yes", "y", "yeah", "yep", "yup", "sure", "correct", "right"),
        *("that's right", "of course", "certainly", "indeed", "we do", "we have", "we are"),
        *("i do", "it is", "it does", "they do", "they are"),
    ),
    "false": (
        *("不是", "没有", "无", "no", "n", "nope", "nah", "not yet", "not at all", "not really"),
        *("none", "never", "we don't", "we do not", "we haven't", "we have not", "we are not"),
        *("we aren't", "it is not", "it isn't", "they don't", "they do not", "i don't"),
    ),
}
_SIGNS: Final = re.compile(r"[\W_]+")
_IDLE_SPACES: Final = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")
_SPACES: Final = re.compile(r"\s+")
_ENDS: Final = "。.!！?？,，;；、~～…"
_BARE: Final = re.compile(
    "[里上在有没不是了进入报我们无人别的其他]+|no|not|other|none|own|in|parts?|works|mak(?:e|ing)"
    "|(?:no )?(?:not yet|nope?|nah|none|yes|yeah|yep|yup|sure|correct|right|certainly"
    "|indeed|never)"
    "|that's right|of course|not (?:at all|really|any ?more)|(?:by )?ourselves"
    "|(?:we|i|it|they) (?:do|does|did|have|are|is)(?: not|n't)?|we did it|yes we are|waiting"
    "|pending|(?:by )?(?:the )?(?:government|town|county|street)|workers"
)
"""Words that mean an answer only if hardly anything else is said: 没有, but not 没有口罩了."""
_BETWEEN: Final = re.compile(r"[,，、;；。+＋]|还有|外带|另外|加上|以及|和|跟|\band\b")
_BEFORE: Final = re.compile(
    r"嗯+|哦|那个?|早就?|刚|[去今前]年|我们?|厂里?|公司|单位|这边|这里|这|主要|目前|现在|已经|一直|都|也|还|就|算|是|属于"
    r"|[一俩两]?[个家]|做|搞|开|办|弄|里|上|[的了]"
    r"|\b(?:we(?:'re| are)?|it(?:'s| is)|i(?:'m| am)?|an?|the|our)\b\s*"
)
_AFTER: Final = re.compile(r"[的了过]|这一?[类种块]|一?[类种块]|这样|是的")
_DENIALS: Final = (
    *("不", "没", "未", "非", "不是", "没有", "没在", "not", "no", "n't", "no longer"),
)


def read_option(fact: Fact, text: str) -> str | bool | frozenset[str] | None:
    """Read a typed choice: an option's id, label or alias, also inside a short sentence.

    Returns:
        The option of an enum, True or False of a bool, all named options of a set; None if
        nothing fits, if more than one option of an enum does, or if the text says much else.
    """
    named = _named_options(fact, common_speech(text))
    if fact.type is FactType.SET:
        return frozenset(named) or None
    if len(named) != 1:
        return None
    chosen = named.pop()
    return chosen == "true" if fact.type is FactType.BOOL else chosen


def mentioned_options(fact: Fact, text: str) -> dict[str, str]:
    """The options that a message mentions by the way, whatever else it says, each with its word.

    What means something only as an answer, such as 没有, is left out.
    """
    names = {squeezed(name): option for option, name in _ways_to_say(fact)}
    found = _contained(names, squeezed(text))[0]
    telling = sorted((name for name in found if not _BARE.fullmatch(name)), key=len)
    return {names[name]: name for name in telling}


def telling_option(fact: Fact, text: str) -> str | None:
    """The option that a text is, in words that mean it anywhere: 要进出, but not 没有."""
    names = {squeezed(name): option for option, name in _ways_to_say(fact)}
    whole = _whole(names, squeezed(text))
    if whole is None or len(whole) < TELLING or _BARE.fullmatch(whole):
        return None
    return names[whole]


def squeezed(text: str) -> str:
    """A text in common speech as names are looked for in it: spaces only between Latin words."""
    return _SPACES.sub(" ", _IDLE_SPACES.sub("", common_speech(text))).strip(_ENDS)


def _named_options(fact: Fact, said: str) -> set[str]:
    names = {squeezed(name): option for option, name in _ways_to_say(fact)}
    plain = squeezed(said)
    whole = _whole(names, plain)
    if whole is not None:
        return {names[whole]}
    if asks(said) or doubts(said):
        return set()
    found, rest = _in_pieces(names, plain) if fact.type is FactType.SET else (set(), plain)
    more, rest = _contained(names, rest)
    found |= more
    return set() if complains(rest) else {names[each] for each in _meant(fact, found, rest)}


def _whole(names: Collection[str], plain: str) -> str | None:
    """The name that a text is, for all that people put around an answer."""
    return next((core for core in _cores(plain) if core in names), None)


def _in_pieces(names: Collection[str], plain: str) -> tuple[set[str], str]:
    """The names that a list consists of, and the pieces that are none: 一个厂，外带门市."""
    pieces = {piece: _whole(names, piece) for piece in _BETWEEN.split(plain)}
    rest = "|".join(piece for piece, name in pieces.items() if name is None)
    return {name for name in pieces.values() if name is not None}, rest


def _meant(fact: Fact, found: set[str], rest: str) -> set[str]:
    """The names that are an answer, for all that stands beside them."""
    size = _beside(fact, rest)
    bare = all(_BARE.fullmatch(name) for name in found)
    least = BARELY if bare else BESIDE
    return found if size <= least else set()


def _contained(names: dict[str, str], plain: str) -> tuple[set[str], str]:
    """The names of options in a sentence, and the sentence without them."""
    found: set[str] = set()
    for name in sorted(names, key=len, reverse=True):
        # Longest first, and what was read is taken out: “不在白名单” also contains “在”.
        at = _place_of(name, plain) if len(name) > 1 else -1
        if at >= 0 and not plain[:at].rstrip().endswith(_DENIALS):
            found.add(name)
            plain = plain.replace(name, "|")
    return found, plain


def _place_of(name: str, plain: str) -> int:
    """Where a name begins in a sentence, or -1; a Latin one stands as a word of its own."""
    if not name.isascii():
        return plain.find(name)
    match = re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", plain)
    return match.start() if match else -1


def _beside(fact: Fact, rest: str) -> float:
    """How much else a sentence says, without the name of the fact itself and mere filling."""
    for name in sorted((fact.label.zh, *fact.said), key=len, reverse=True):
        rest = rest.replace(squeezed(name), "")
    return sum(LETTER if sign.isascii() else 1 for sign in _SIGNS.sub("", _BEFORE.sub("", rest)))


def _cores(plain: str) -> Iterator[str]:
    """A text as it is, and ever less of what people put around an answer: 就是个厂 → 厂."""
    while plain:
        yield plain
        end = re.search(rf"(?:{_AFTER.pattern})+$", plain)
        if end and end.start():
            yield plain[: end.start()]
        start = _BEFORE.match(plain)
        if start is None:
            return
        plain = plain[start.end() :]


def _ways_to_say(fact: Fact) -> Iterator[tuple[str, str]]:
    """Every option with each of its names."""
    for option, label in fact.options.items():
        common = _COMMON[option] if fact.type is FactType.BOOL else ()
        for name in (option, label.zh, label.en, *fact.aliases.get(option, ()), *common):
            yield option, name
