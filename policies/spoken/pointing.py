"""刚才那个, 那两个, the one before: words that only point at something said earlier."""

import re
from typing import Final

from policies.spoken.choices import squeezed

_EARLIER: Final = r"(?:刚才|刚刚|方才|上面|上边|前面|前边|之前|先前|上一?[个次件条]|昨天|前天)"
_SAID: Final = r"(?:我?(?:说|问|写|发|报|提|讲)(?:过|的|到)*的?)?的?"
_ONE: Final = (
    r"(?:[那这](?:[一两二俩仨三四几些]?(?:[个件条批位]|样)?)?"
    r"|[一两二俩仨三四几][个件条批位])"
)
_THING: Final = r"(?:事[情儿]?|问题|情况|东西|人|车|厂|单位|申请|诉求)?"
_HOW: Final = (
    r"(?:呢|咋样了?|怎么样了?|怎么办|到哪一?步了?|办得?(?:怎么样|咋样)了?"
    r"|有?结果了?[没吗]?|进展)?"
)
_ENGLISH: Final = (
    r"(?:and |what about |it's |i mean )?(?:the|that|those|these|this) "
    r"(?:(?:other|last|first|two|previous|same) )*"
    r"(?:ones?|things?|two|matters?|problems?|issues?|cases?)"
    r"(?: (?:before|above|earlier|from before|just now|i mentioned|i said))?"
    r"|(?:that|those|these) ?(?:one|two)?|the (?:same|other|previous|last)(?: one)?"
    r"|same as before"
)
_POINTS: Final = re.compile(
    rf"(?:就是?|还是|也?是|对|我说的?是?)?(?:{_EARLIER}{_SAID}(?:{_ONE})?|{_ONE})"
    rf"{_THING}的?{_HOW}|{_ENGLISH}"
)


def only_points(text: str) -> bool:
    """Whether a text points at something and says nothing of it."""
    return _POINTS.fullmatch(squeezed(text)) is not None
