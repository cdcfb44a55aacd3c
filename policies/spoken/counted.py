"""How many there are of something, as it is said: 没有, 俩, 5个吧，会议室食堂仓库."""

import re
import unicodedata
from typing import Final

from policies.spoken.choices import squeezed
from policies.spoken.remarks import asks, complains

_PAIRS: Final = (("俩", "2个"), ("仨", "3个"))
_NONE: Final = frozenset(
    [
        *("没有", "没", "无", "零", "零个", "都没有", "没有的", "一个没有", "一个都没有"),
        *("一个也没有", "啥都没有", "啥也没有", "没有这个", "none", "no", "zero", "none at all"),
        *("there are none", "we have none", "not one", "not a single one"),
    ]
)
_LISTED: Final = re.compile(
    r"(?P<count>[^,，:：(（、]*[0-9零一二两三四五六七八九十]\s*[个处](?:吧|左右|了)?)"
    r"\s*[,，:：(（。;；]\s*(?P<names>[^0-9一二三四五六七八九十]{1,30})"
)


def says_none(text: str) -> bool:
    """Whether a text says that there is none, and nothing else."""
    return squeezed(text) in _NONE


def only_count(text: str) -> str:
    """The count alone: 5个吧 of 5个吧，会议室食堂仓库; two as 2个 of 俩. Unchanged otherwise."""
    plain = text
    for word, count in _PAIRS:
        plain = plain.replace(word, count)
    listed = _LISTED.fullmatch(unicodedata.normalize("NFKC", plain).strip())
    if listed is None or asks(text) or complains(listed["names"]):
        return plain
    return listed["count"]
