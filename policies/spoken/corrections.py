"""Sentences that correct an answer: 人数改成1200, 用工人数填错了，是960, 我想改人数, 改成没有."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from policies.spoken.dialect import common_speech
from policies.spoken.remarks import asks

LONGEST: Final = 40
"""Characters; a longer text tells a story."""


class Kind(StrEnum):
    """How it was said."""

    BECOMES = "becomes"  # …改成…: the new value stands there
    WRONG = "wrong"  # …填错了，是…: the old one was wrong; the new one may stand there
    WISH = "wish"  # 我想改…: it is to be asked
    IS = "is"  # …是…: said of another matter than the one that is asked about
    COUNTS = "counts"  # 人数1300: only a name and a number


@dataclass(frozen=True)
class Correction:
    """One way to read a sentence as a correction.

    Attributes:
        about: The words that say what is to be corrected; empty if they do not.
        value: The words for the new value; empty if there are none.
    """

    kind: Kind
    about: str
    value: str


_VERB: Final = r"(?:更正|修改|更改|改|变|换)"
_LEAD: Final = r"(?:我们?|你|麻烦|请|帮我?|给我?|想|要|得|需要|先|再|能不能|可以)*(?:把|将)?"
_TAIL: Final = r"[\s。.!！~～]*"
_SLIP: Final = r"(?:填|写|说|报|记|选|打|输|点|弄|搞)(?:错|反)(?:了|啦)?"
_OR_WRONG: Final = rf"(?:{_SLIP}|(?:填|写|说|报|记|选)?(?:的|得)?(?:不对|有误)了?|错了)"
_THEN: Final = (
    r"[\s,，。.;；:：、]*(?:应该|应当|实际|其实|真实)?(?:上)?(?:是|为|有|改成|改为|换成|成)?"
)
_FIGURE: Final = "0-9一二两三四五六七八九十百千"
_FORMS: Final = (
    # English first: its words are plainer.
    (
        Kind.BECOMES,
        r"(?:please\s+)?(?:change|correct|set|update)\s+(?P<about>.+?)\s+to\s+(?P<value>.+)",
    ),
    (
        Kind.WRONG,
        r"(?P<about>.+?)\s+(?:is|was)\s+wrong[\s,.;:]*(?:it(?:'s|\s+is|\s+should\s+be)\s+)?(?P<value>.*)",
    ),
    (Kind.BECOMES, r"(?P<about>.+?)\s+should\s+be\s+(?P<value>.+)"),
    (
        Kind.WISH,
        r"(?:i\s+(?:want|need|would\s+like)\s+to\s+|please\s+)?(?:change|correct|update)\s+(?P<about>.+?)(?P<value>)",
    ),
    (
        Kind.WRONG,
        r"(?P<about>)(?:(?:sorry|oops|wait|actually|correction|my\s+mistake|i\s+meant?|rather)[\s,:]+|no,\s*"
        r"|make\s+(?:it|that)\s+)+(?:(?:i\s+meant?|it(?:'s|\s+is|\s+should\s+be)|we\s+have|there\s+are)\s+)?"
        r"(?P<value>(?:about\s+|around\s+)?[0-9][^,]*)",
    ),
    # 改一下，职工只有980: announced, then said plainly.
    (
        Kind.BECOMES,
        rf"{_LEAD}{_VERB}(?:一下|下)[\s:：,，。]+(?P<about>[^{_FIGURE}]+?)"
        rf"[\s:：,，]*(?:其实|实际|应该|现在|只|就|一共|总共)*(?:是|有|为|成)?[\s:：]*(?P<value>[约大概]*[{_FIGURE}].*)",
    ),
    (Kind.WRONG, rf"(?P<about>.*?){_OR_WRONG}{_THEN}(?P<value>.*)"),
    (Kind.WRONG, r"(?P<about>.*?)不是[^,，是]+[\s,，]+(?:应该|实际)?(?:是|为)(?P<value>.+)"),
    (Kind.WRONG, r"(?P<about>.+?)应该(?:是|为)(?P<value>.+)"),
    (
        Kind.BECOMES,
        rf"{_LEAD}(?P<about>.*?){_VERB}(?:一下|下)?[\s,，]*(?P<value>(?!一?下)[约大概]*[0-9一二三四五六七八九两].*)",
    ),
    (Kind.WISH, rf"(?P<about>.+?)(?:想|要|得|需要)?{_VERB}(?:一下|一改|下|改|了)?(?P<value>)"),
    (
        Kind.BECOMES,
        rf"{_LEAD}(?P<about>.*?)(?:想|要|得|需要|已经|现在|都|又|给我?)*{_VERB}"
        r"(?:成|为|到|作)(?:了|是|为)?(?P<value>.+)",
    ),
    (Kind.WISH, rf"{_LEAD}{_VERB}(?:一下|一改|下|改)?(?P<about>.*?)(?P<value>)"),
    (
        Kind.IS,
        r"(?P<about>.+?)(?:现在|目前|一共|总共)*(?:是|有|为|\s+is\s+|\s+are\s+)(?P<value>.+)",
    ),
    # 人数1300: whatever stands before must be the name of a fact, and nothing else.
    (Kind.COUNTS, rf"(?P<about>[^{_FIGURE}]+?)[\s:：,，]*(?P<value>[-−负]?[{_FIGURE}].*)"),
)
_HEADS: Final = (
    r"(?:[号个名口]*人|职工|工人|员工|\s*(?:people|persons|workers|employees|staff|of\s+us)\b)"
)
_NOW: Final = r"(?:now|currently|at\s+present|these\s+days|today)"
_FIRM: Final = r"(?:we|our\s+(?:firm|factory|company|plant)|the\s+(?:firm|factory|company)|there)"
_HAVE: Final = rf"(?:'ve|'re|\s+(?:{_NOW}|have|has|got|are|employ|employs))*\s*"
_NUMBER: Final = (
    r"(?P<value>(?:about\s+|around\s+|nearly\s+|大?约|大概|差不多|将?近)?"
    r"[0-9一二三四五六七八九十百千万两][0-9,.一二三四五六七八九十百千万两多来]*)"
)
_RECOUNTED: Final = tuple(
    re.compile(pattern + _TAIL)
    for pattern in (
        rf"(?:我们?|厂里?|公司|单位|,|\s)*(?:现在|目前|如今|眼下)(?:我们?|厂里?|一?共|总共|已经|都|是|有|,|\s)*"
        rf"{_NUMBER}{_HEADS}(?:了|左右|的)*",
        rf"{_NOW},?\s+{_FIRM}{_HAVE}{_NUMBER}{_HEADS}(?:\s+in\s+total)?",
        rf"{_FIRM}{_HAVE}{_NUMBER}{_HEADS}(?:\s+in\s+total)?\s+{_NOW}(?:,?\s+not\s+[0-9,]+)?",
        rf"{_FIRM}\s+(?:{_NOW}\s+(?:have|has|are|employ)|(?:have|has|are|employ)\s+{_NOW})\s+{_NUMBER}{_HEADS}",
        rf"{_FIRM}{_HAVE}{_NUMBER}{_HEADS},?\s+not\s+[0-9,]+(?:{_HEADS})?",
    )
)
_POLITE: Final = re.compile(
    r"(?:我们?|你)?(?:能不能|可不可以|能否|可以|能)(?:帮我?|给我?)?(?P<wish>.*改.*?)(?:吗|不|\?)*"
)
_PATTERNS: Final = tuple((kind, re.compile(pattern + _TAIL)) for kind, pattern in _FORMS)


_ANNOUNCED: Final = re.compile(
    r"^(?:更正|改正|纠正|订正|更改)(?:一下)?[\s:：,，]+(?=.)|^correction\s*:\s*(?=[a-z])"
)
_SAID_WRONG: Final = re.compile(
    rf"^(?:不对|我们?|刚才|前面|上面|刚刚|[\s,，])*{_SLIP}[\s,，。:：]+(?=(?!应|其|实|就)[^{_FIGURE}\s,，。是有为改]{{2,8}}(?:应该|其实|实际)?(?:是|有|为))"
)
"""写错了，区域是3个: what was wrong is named behind it."""
_NOT_SO: Final = re.compile(
    rf"(?<=[{_FIGURE}个人家间栋层处])[\s,，]*(?:不是|而不是|并不是|不到|not)\s*[{_FIGURE}万]+[个人家间栋层处]?$"
)
"""…是3个不是1200: the old value behind the new one."""
_CALLED_SO: Final = re.compile(
    r"^(?:更正|改正|纠正|订正|勘误|correction\b)|(?:填|写|说|报|记|选|打|输|点)(?:错|反)(?:了|啦)?"
    r"|(?:is|was) wrong|my mistake"
)


def says_correction(text: str) -> bool:
    """Whether a text says in so many words that it corrects something: 更正：…, …填错了."""
    return _CALLED_SO.search(common_speech(text)) is not None


def corrections_in(text: str) -> Iterator[Correction]:
    """The ways to read a sentence as a correction, the likeliest first.

    Whether it is one is for the facts to say: the words before must name a fact, and the words
    behind must be a value of it. A question is never one.
    """
    plain = _ANNOUNCED.sub("", common_speech(text))
    plain = _SAID_WRONG.sub("", _NOT_SO.sub("", plain))
    polite = _POLITE.fullmatch(plain)
    if polite is not None:
        plain = polite["wish"]
    if len(plain) > LONGEST or asks(plain):
        return
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match is not None:
            yield Correction(kind, match["about"].strip(), match["value"].strip())


def recounted_in(text: str) -> str | None:
    """How many people there are now, by a sentence that says so and nothing else.

    Returns:
        The words for the number: 1300 of 俺厂现在1300人了 and of “we have 1300 workers now”.
    """
    plain = common_speech(text)
    found = (pattern.fullmatch(plain) for pattern in _RECOUNTED)
    return next((match["value"] for match in found if match is not None), None)
