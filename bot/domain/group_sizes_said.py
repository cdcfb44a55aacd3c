"""How many people a part of a firm has, and nothing else: 一车间300人; 夜班改成四十来人.

Careful like the reading of samplings: 一车间缺300人 and 一车间300人没来 are something else, and
宿舍20个 counts places.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.domain.samplings_said import group_called
from policies.spoken.dialect import common_speech
from policies.spoken.reading import read_int

_OURS: Final = re.compile(r"^(?:我们|咱们?|我|咱)(?:厂里?|公司|单位|的)*(?=.)")
_NUMERAL: Final = r"[0-9零一二两三四五六七八九十百千万]"
_SIZE: Final = (
    r"[里的\s,，、:：(（]*(?:现在|目前|如今|这边|眼下)?(?:一共|总共|合计|共)?"
    r"(?:有|是|就|改成|改为|改到|变成|变为|换成|加到|增加到|增到|减到|减少到|到)?(?:了)?\s*"
    r"(?P<count>(?:大概|大约|差不多|将近|接近|不到|约|近|快)?\s*"
    rf"{_NUMERAL}+[0-9,，]*{_NUMERAL}*(?:多|来|几|余|把)?)"
    r"\s*(?:个员工|个工人|个人|口人|号人|人|名|位)(?:员工|工人|职工)?"
    r"(?P<about>左右|上下|吧)*[了呢哩啊呀)）。.!！\s]*"
)
_NAMED: Final = re.compile(
    rf"(?P<name>[^\W\d_][^\s,，、:：(（]{{0,9}}?|[0-9]{{1,3}}\w{{1,8}}?){_SIZE}"
)
_IN_ENGLISH: Final = re.compile(
    r"(?:our |the )?(?P<name>(?:workshop|line|shift|team|crew|department) \w{1,8}"
    r"|\w{1,12} (?:workshop|line|shift|team|crew|department|group)|\w{1,20}?)"
    r"(?: now| currently)*(?: has| have|:|,| is| are)?(?: now| currently)* "
    r"(?P<count>(?:about |around |roughly )?\d{1,6})"
    r" (?:people|workers|staff|employees|persons)[.!]?"
)
_ENGLISH_PART: Final = re.compile(r"\b(?:workshop|line|shift|team|crew|department|group)\b")
_NO_PART: Final = re.compile(
    r"^(?:每|各|几|[两二三四五六七八九十]个|哪|多少)|[上下加值倒调顶]班$|^(?:采样|核酸|检测)组$"
)
"""每个车间 is all of them; who is 上班 is no group; 采样组 is what all of them are."""


@dataclass(frozen=True, slots=True)
class GroupSize:
    """How many people a part of a firm has.

    Attributes:
        called: What the firm calls the part, as it was written.
        rough: The number is only about so much.
    """

    called: str
    count: int
    rough: bool = False


def read_group_size(text: str, groups: Collection[str] = ()) -> GroupSize | None:
    """Read what a part of a firm is called and how many people it has.

    Args:
        text: As typed.
        groups: What groups are called beside the usual words for parts, in lower case.

    Returns:
        None if the text says anything else, or anything more.
    """
    plain = _OURS.sub("", common_speech(text).strip())
    for pattern in (_NAMED, _IN_ENGLISH):
        found = pattern.fullmatch(plain)
        if found is not None and _is_part(found["name"], groups):
            return _sized(found)
    return None


def _is_part(name: str, groups: Collection[str]) -> bool:
    if name.lower() in groups:
        return True
    named = bool(group_called(name)) or _ENGLISH_PART.search(name.lower()) is not None
    return named and _NO_PART.search(name) is None


def _sized(found: "re.Match[str]") -> GroupSize | None:
    said = found["count"] + (found.groupdict().get("about") or "")
    read = read_int(said)
    if read is None or not read.value:
        return None
    return GroupSize(found["name"], int(read.value), read.approximate)
