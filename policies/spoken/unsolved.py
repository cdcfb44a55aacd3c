"""Words that a matter is not over, whatever anybody says: 没解决，车还在那儿; still not solved."""

import re
from typing import Final

from policies.spoken.plain import plain_words

_MARKS: Final = re.compile(r"[\s,，.。!！~、;；:：…]+")
_BEFORE: Final = (
    r"(?:不对|不是|不行|谁说|哪里?|事情?|问题|这件?|那件?|这个?|那个?|俺们?|我们?|咱们?|们|的|啊|呀"
    r"|压根|根本|并|都|也|还|还是|仍|仍然|依然|一直|到现在|现在|又|就|实际上?|其实|可是?|但是?|明明|完全)*"
)
_NOT_DONE: Final = (
    r"(?:没有?|未|冇)(?:给|得到|真正|彻底|完全|人)?(?:解决|处理|办(?!法)|弄好|搞定|搞好|落实|管(?!用))"
    r"(?:好|完|成|妥|下来|掉)?(?:呢|啊|呀|嘞|哩|哎|的)*"
    r"|解决不了|(?:没|不)(?:弄|搞|办|处理)好|不管用|没(?:管用|效果|用|动静|变化)"
)
_UNHAPPY: Final = r"不(?:太|是很|怎么)?满意|不认可|不同意(?:办结|销号)?|不算(?:解决|办结|完)"
_LIES: Final = (
    r"(?:他们?|恁们?|你们?|您|全|都|净|是|在|又)*"
    r"(?:骗人|糊弄(?:人|俺们?|我们?)?|忽悠(?:人|俺们?|我们?)?"
    r"|瞎说|胡说|假的|说假话|敷衍(?:人|了事)?)(?:的|呢|嘞|哩)*"
)
_SAYS_SO: Final = re.compile(rf"{_BEFORE}(?:{_NOT_DONE}|{_UNHAPPY}|{_LIES})")
_ENGLISH: Final = re.compile(
    r"(?:no )?(?:sorry )?(?:(?:it|this|that|i|we|the problem|the issue|the case)"
    r"(?: is|'s| am| are|'m|'re| was| has been| has)? )?"
    r"(?:(?:still |definitely |really )*(?:not|isn't|wasn't|hasn't been|never|un)"
    r"(?: been| yet| really)*"
    r" ?(?:solved|resolved|fixed|settled|done|over|satisfied|happy)"
    r"|isn't (?:solved|resolved|fixed|settled|over)"
    r"|nothing (?:has )?(?:been done|changed|happened)"
    r"|(?:they|you) (?:lie|lied|are lying))\b(?: yet| at all| actually)*"
)
_REFUSES: Final = re.compile(r"(?:没有|没|不|不行|不对|不是|没呢|no|nope)")
_STILL: Final = re.compile(
    r"(?:还|仍|依然|照样|照旧|依旧|一样)(?:是|然|旧)?(?:不|没|未|在|被|卡|扣|拦|堵)|还那样|老样子"
    r"|\b(?:still|not yet|same as before)\b"
)
_SENT: Final = re.compile(
    r"(?:发|传|交|报|给|补|送)(?:给|到)?(?:你们?|您|恁们?|过去|上去|去|他们?)了"
    r"|\b(?:i|we)(?:'ve| have)? (?:already )?sent\b"
)


def says_unsolved(text: str) -> bool:
    """Whether a text begins by saying that a matter is not over; why may follow."""
    plain = plain_words(text)
    if _asks(plain):
        return False
    if plain.isascii():
        return _ENGLISH.match(_spaced(plain)) is not None
    return any(_SAYS_SO.fullmatch(piece) for piece in _pieces(plain)[:2])


def refuses(text: str) -> bool:
    """Whether a text begins with no, as if to a question: 没有，车还在; no, it is still there."""
    plain = plain_words(text)
    head = re.split(r"[,.!;:，。！、\s]", plain, maxsplit=1)[0]
    return not _asks(plain) and _REFUSES.fullmatch(head) is not None


def says_bare(text: str) -> bool:
    """Whether nothing but the denial itself is said: 还没解决; no."""
    plain = plain_words(text)
    if plain.isascii():
        said = _spaced(plain)
        return _ENGLISH.fullmatch(said) is not None or _REFUSES.fullmatch(said) is not None
    pieces = _pieces(plain)
    return all(_SAYS_SO.fullmatch(each) or _REFUSES.fullmatch(each) for each in pieces)


def persists(text: str) -> bool:
    """Whether a text says that things are as before, or that what was wanted is sent."""
    plain = plain_words(text)
    said = _STILL.search(plain) or _SENT.search(plain)
    return said is not None and not _asks(plain)


def _asks(plain: str) -> bool:
    return re.search(r"[?吗么]|如果|要是|\b(?:if|when|how|why)\b", plain) is not None


def _spaced(plain: str) -> str:
    return " ".join(re.sub(r"[,.!;:]", " ", plain).split())


def _pieces(plain: str) -> list[str]:
    return [piece for piece in _MARKS.split(plain) if piece]
