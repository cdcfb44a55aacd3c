"""Sentences that give the firm another name: 厂名改成甲厂, 改名叫甲厂, rename the firm to A."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from policies.spoken.remarks import asks

LONGEST: Final = 100
"""Characters; a longer text tells a story."""


@dataclass(frozen=True)
class Renaming:
    """That the firm is to be called otherwise.

    Attributes:
        name: As it was written; empty if it is still to be asked.
        names_firm: It is said that it is the firm whose name is meant.
    """

    name: str
    names_firm: bool


_FIRM: Final = r"(?:厂子?|公司|企业|单位|店|项目|商号)"
_OURS: Final = rf"(?:[俺我咱]们?|本|这个|那个|这|那|的|家)*{_FIRM}?(?:里|的)*"
_NAME: Final = r"(?:全称|名称|名字|名)"
_LEAD: Final = (
    r"(?:麻烦|请|帮我?|给我?|我们?想|想|要|得|需要|先|再|能不能|可以|你们?|把|将|改一下[:：,，]?)*"
)
_MEANS: Final = r"(?:想|要|得|需要|已经|现在|刚刚?|都|又|给我?)*"
_VERB: Final = r"(?:变更|更改|修改|更正|改|换|变)"
_TO: Final = r"(?:成为|成了|成是|成叫|成|为|叫做|叫作|叫|作)"
_SHOULD: Final = (
    r"(?:应该|应当|应|正确的?|实际|其实|真正的?)*(?:上)?(?:是|叫做|叫|为|写成|改成|改为)"
)
_STOP: Final = r"[\s,，。;；:：、]*"
_NEW: Final = r"[“\"「《'‘]?(?P<name>.+?)[”\"」》'’]?"
_END: Final = r"(?:了|吧|哈|哩|呢|啊|呀)?[\s。.!！~～]*"
_FIRM_ENDS: Final = r"(?:公司|厂|店|集团|合作社|企业|项目部|商行|作坊)"
_SLIP: Final = (
    r"(?:(?:填|写|打|登记|输|报|说|弄|搞|录)(?:的|得)?(?:错|反)"
    r"|错|(?:填|写|登记)?(?:的|得)?(?:不对|有误))(?:了|啦|字)*"
)
_EN_FIRM: Final = r"(?:firm|company|factory|plant|business|shop|enterprise)"
_EN_OURS: Final = rf"(?:(?:the|our|my)\s+)?(?:{_EN_FIRM}(?:'s)?\s+)?"
_EN_LEAD: Final = r"(?:please\s+|i\s+(?:want|need|would\s+like)\s+to\s+|(?:can|could)\s+you\s+)?"
_TO_A_NAME: Final = tuple(
    re.compile(pattern + _NEW + _END, re.IGNORECASE)
    for pattern in (
        rf"{_LEAD}{_OURS}{_NAME}{_MEANS}{_VERB}(?:一下|下)?{_STOP}{_TO}",
        rf"{_OURS}{_NAME}{_SLIP}{_STOP}{_SHOULD}",
        rf"{_OURS}{_NAME}不是[^,，]+[,，]\s*{_SHOULD}",
        rf"{_OURS}{_NAME}(?:应该|应当|其实)(?:是|叫|为)",
        rf"{_LEAD}{_OURS}{_MEANS}(?:改|更|换){_NAME}(?:了)?{_STOP}(?:现在)?{_TO}",
        rf"{_OURS}{_MEANS}(?:改叫|更名为)",
        rf"{_EN_LEAD}rename\s+(?:(?:the|our|my)\s+)?(?:{_EN_FIRM}|it|us)?\s*(?:to|as)\s+",
        rf"{_EN_LEAD}(?:change|correct|update|set)\s+{_EN_OURS}name\s+(?:to|as)\s+",
        rf"{_EN_OURS}name\s+(?:is|was)\s+(?:wrong|incorrect|misspel\w+)[\s,.;:]*"
        r"(?:it\s+)?(?:should\s+be|is|'s)\s+",
        rf"{_EN_OURS}name\s+should\s+be\s+",
        r"we\s+(?:have\s+)?(?:changed\s+(?:our|the)\s+name\s+to|renamed\s+(?:ourselves\s+)?(?:to|as)"
        r"|are\s+now\s+called|are\s+called)\s+",
    )
)
_CALLED_NOW: Final = re.compile(
    rf"(?:[俺我咱]们?|本)?{_FIRM}?(?:现在|如今|以后)(?:就|都|改)?叫做?(?P<name>\S+?{_FIRM_ENDS}){_END}"
)
_TO_BE_ASKED: Final = tuple(
    re.compile(pattern + _END, re.IGNORECASE)
    for pattern in (
        rf"{_LEAD}{_OURS}{_NAME}{_MEANS}{_VERB}(?:一下|一改|下|改)?",
        rf"{_LEAD}{_OURS}{_MEANS}{_VERB}(?:一下|一改|下|个)?{_OURS}{_NAME}",
        rf"{_LEAD}{_OURS}{_MEANS}更名",
        rf"{_OURS}{_NAME}{_SLIP}",
        rf"{_EN_LEAD}rename\s+(?:(?:the|our|my)\s+{_EN_FIRM}|us)",
        rf"{_EN_LEAD}(?:change|correct|update)\s+(?:the|our|my)\s+(?:{_EN_FIRM}(?:'s)?\s+)?name",
        rf"{_EN_OURS}name\s+(?:is|was)\s+(?:wrong|incorrect|misspel\w+)",
    )
)
_ALONE: Final = re.compile(rf"{_LEAD}{_VERB}{_TO}{_NEW}{_END}")
_OF_FIRM: Final = re.compile(rf"{_FIRM}|[俺我咱]|\b(?:{_EN_FIRM}|our|we)\b", re.IGNORECASE)
_RENAMES: Final = re.compile(r"名|叫|name|called", re.IGNORECASE)


def renaming_in(text: str, *, asked: bool = False) -> Renaming | None:
    """Read a sentence as a wish to change the name of the firm.

    Args:
        asked: The name is what is asked just now: 改成… alone is about it.

    Returns:
        None if it is none; a question never is one.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(plain) > LONGEST or asks(plain):
        return None
    if asked and (found := _ALONE.fullmatch(plain)):
        return Renaming(found["name"], names_firm=True)
    if _RENAMES.search(plain) is None:
        return None
    for pattern in (*_TO_A_NAME, _CALLED_NOW):
        if found := pattern.fullmatch(plain):
            return Renaming(found["name"], _names_firm(plain, found["name"]))
    if any(pattern.fullmatch(plain) for pattern in _TO_BE_ASKED):
        return Renaming("", _names_firm(plain, ""))
    return None


def _names_firm(plain: str, name: str) -> bool:
    """Whether the words around the name speak of the firm."""
    return _OF_FIRM.search(plain.replace(name, "") if name else plain) is not None
