"""防疫教育搞了, 昨天搞了演练: what was done, and on which day."""

import re
from dataclasses import dataclass
from typing import Final

from policies.spoken.dialect import common_speech
from policies.spoken.remarks import asks

LONGEST: Final = 24
"""Characters, of Latin ones twice as many; a longer text tells a story."""
_DAYS: Final = {"大前": 3, "前": 2, "昨": 1, "今": 0, "yesterday": 1, "today": 0}
_DAY: Final = re.compile(
    r"(大前|前|昨|今)[天日](?:[上下]午|中午|晚上|早上)?|\b(yesterday|today)\b"
)
_WHO: Final = r"(?:我们|厂里?|公司|单位|刚刚?|刚才|已经?|都|也|全|把|给|给员工|又)*"
_VERB: Final = r"(?:搞|做|弄|办|贴|开展|组织|进行|举行|完成|培训|落实|配|备|建|写|定|设|打扫)"
_WHAT: Final = r"(?P<what>[^,，。.!！?？\s]{2,12}?)"
_FORMS: Final = (
    re.compile(rf"{_WHO}{_VERB}(?:完|好|齐|妥|过)?(?:了|过)?(?:一次|一场|一遍|个)?{_WHAT}了?"),
    re.compile(
        rf"{_WHO}{_WHAT}(?:都|也|已经?|全)*{_VERB}(?:完|好|齐|妥|过|上)*(?:了|过)(?:一次|一场|一遍)?"
    ),
    re.compile(rf"{_WHO}{_WHAT}(?:都|也|已经?|全)*(?:完成|结束|到位|齐)了?"),
    re.compile(
        r"(?:we |i )?(?:have |just )*(?:did|done|held|put up|finished|made) (?:the |a |an |our )?"
        r"(?P<what>[a-z ]{3,30})"
    ),
    re.compile(
        r"(?:the |our )?(?P<what>[a-z ]{3,30}?) (?:is|are|was|were) (?:done|held|put up|made)"
    ),
)
_PAST: Final = re.compile(r"了|过|完成|到位|\b(?:did|done|held|put up|finished|made)\b")
_NOT: Final = re.compile(r"[没不未别]|\b(?:not|no|never)\b|n't")


@dataclass(frozen=True, slots=True)
class DoneSaid:
    """That something was done.

    Attributes:
        names: The words for it, by each way to read the sentence.
        days_ago: 0 is today.
    """

    names: tuple[str, ...]
    days_ago: int


def read_done(text: str) -> DoneSaid | None:
    """Read that something was done; None if it is denied or asked, or nothing of the kind."""
    said = common_speech(text).strip(" ,.。!~")
    if (
        len(said) > LONGEST * (1 + said.isascii())
        or asks(text)
        or _NOT.search(said)
        or not _PAST.search(said)
    ):
        return None
    days = [_DAYS[first or second] for first, second in _DAY.findall(said)]
    plain = _DAY.sub("", said).strip(" ,")
    found = (form.fullmatch(plain) for form in _FORMS)
    names = tuple(dict.fromkeys(match["what"].strip() for match in found if match is not None))
    return DoneSaid(names, days[0] if days else 0) if names and len(days) <= 1 else None
