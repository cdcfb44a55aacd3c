"""Making messages comparable, and cutting them into the matters that they name."""

import re
from collections.abc import Collection

from policies.spoken.plain import folded

LONGEST = 300  # characters that are read; the rest of a longer message says no more
SHORTEST_PART = 4  # characters that can be a matter of their own

_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w]+")
_STOPS = r"[,;.!?:、。…~\n]+"
# 又 and 还 only where a clause begins or follows: 还款 and 还没 name no second matter, and 银行又
# leaves its subject without a verb.
_JOINTS = (
    r"而且|并且|另外|还有|以及|同时|再就是|再一个|还想|还要问|顺便|[一二三四]是(?=\w{3})"
    r"|(?<=\w{4})又(?=[没要被不来说])|\b(?:and|also|besides)\b"
)
# He works here: that says of whom the rest speaks.
_WHO = re.compile(
    r"[他她](?:们)?(?:现在|一直|也|就|都)*(?:在|是|给|搁)[^,;.!?]{0,8}(?:上班|工作|干活|打工|的?(?:工人|员工|职工|司机))的?"
    r"|(?:he|she|they) (?:works?|is|are)\b[^,;.!?]{0,24}"
    r"(?:here|us|workers?|employees?|drivers?|factory)"
)
_CUT = re.compile(f"{_STOPS}|{_JOINTS}")


def normalised(text: str) -> str:
    """Give the form that is compared: NFKC, lower case, digits as 0, at most 300 characters."""
    plain = folded(text)
    return _DIGIT.sub("0", _SPACES.sub(" ", plain).strip())[:LONGEST]


def letters_of(text: str) -> str:
    """Give the normalised text without punctuation; English words stay apart."""
    return _MARKS.sub(" ", normalised(text)).strip()


def parts_of(text: str) -> tuple[str, ...]:
    """Cut a normalised message at punctuation and at words that begin another matter.

    Returns:
        The parts that are long enough to mean something, but for those that only say who somebody
        is; none if the message is one piece.
    """
    pieces = [piece.strip() for piece in _CUT.split(text)]
    told = (piece for piece in pieces if _WHO.fullmatch(piece) is None)
    parts = tuple(piece for piece in told if len(piece) >= SHORTEST_PART)
    return parts if len(parts) > 1 else ()


def stand_together(text: str, words: Collection[str], others: Collection[str]) -> bool:
    """Whether any of some words has any of others in it, or beside it in one part of a message.

    Args:
        text: As it was written.
        words: As they stand in the normalised text, like the others.
    """
    if any(other in word for word in words for other in others):
        return True
    plain = normalised(text)
    return any(
        any(word in part for word in words) and any(other in part for other in others)
        for part in parts_of(plain) or (plain,)
    )
