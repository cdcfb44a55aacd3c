"""Somebody does not see what a question wants: 啥意思, 为啥要这个, 多少算一组."""

import re
from typing import Final

from policies.spoken.dialect import common_speech
from policies.spoken.remarks import asks, complains

_LOST: Final = re.compile(
    r"什么意思|不懂|没(?:听|看|弄|搞|太)*(?:懂|明白)|不(?:太|大)?明白|听不明白|举个例|解释|讲讲|^[?？]+$"
    r"|\b(?:explain|understand|mean(?:s|ing)?|what for|for example)\b"
    r"|^(?:but )?why(?: (?:do you|(?:must|should|do) (?:i|we)|(?:is )?(?:this|that|it))\b.*)?\?*$"
)


def asks_back(text: str) -> bool:
    """Whether a text asks about the question itself, and speaks of no trouble."""
    plain = common_speech(text)
    return _LOST.search(plain) is not None or (asks(plain) and not complains(plain))
