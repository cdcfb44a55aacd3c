"""A number that is put right in the same breath, or named again for the busy season."""

import re
from typing import Final

_TAKEN_BACK: Final = re.compile(
    r"^.*(?:(?:哦|噢"
    r"|啊|呃|额|哎|欸|[,，。\s])+不(?:对|是)?[,，。\s]+"
    r"|(?:说|写|打|记)错了?[,，。\s]*(?:是|应该是)?"
    r"|\b(?:no,? (?:wait|sorry)|sorry|i mean|rather)\b[,\s]*)"
    r"(?=.*[0-9零一二两三四五六七八九十百千])",
    re.IGNORECASE,
)
_AT_TIMES: Final = re.compile(
    r"[,，;；。\s]+(?:(?:最|很|特别)?"
    r"(?:忙|闲|旺|淡|多|少)(?:的|季)?(?:时候|时|季节?|月份)?"
    r"|(?:旺|淡)季"
    r"|高峰(?:期|时)?|过年前?后?"
    r"|in (?:the )?(?:busy|high|low|slack) (?:season|times?)|when (?:we are )?busy|at peak)"
    r"[^,，;；。]*[。.]*$",
    re.IGNORECASE,
)


def second_thought(text: str) -> str:
    """What is meant in the end: 一千二 of 一千三，哦不，一千二; 1200 of 1200，忙的时候一千五."""
    return _AT_TIMES.sub("", _TAKEN_BACK.sub("", text))
