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


_MEANING: Final = re.compile(
    r"什么意思|什么玩意|[这那]个?(?:题|问题)?是什么|指的?是?什么|怎么(?:理解|填|选|答)"
    r"|[干做有]什么用|什么用处?$|为什么(?:要?)?(?:问|这个|知道|填|答)|为什么$|问(?:这个|这)[干做为]|要这个[干做]"
    r"|[看听读]?不(?:太|大)?[懂明](?:白)?|没(?:听|看|弄|搞|太)+(?:懂|明白)|解释|举个例|^[?？]+$"
    r"|\bwhat (?:is|does) (?:this|that|it)\b|\bwhat do you mean\b|\bwhat for\b"
    r"|\bwhy (?:do you (?:ask|need|want)|this|is this)\b|^why\?*$"
    r"|\bdon'?t understand\b|\bexplain\b|\bmeaning\b|\bmeans?\b"
)
_WHAT_IS: Final = re.compile(
    r"^什么(?:是|叫)|是什么(?:东西|名单)?[?？。]*$|怎么(?:算|分)[?？。]*$|^what (?:is|are) "
)
LONGEST: Final = 30
"""Characters in Chinese, twice as many in English; more is a story."""


def asks_meaning(text: str) -> bool:
    """Whether a text asks what a question means, or why it is asked: 啥意思, 这个干啥用."""
    plain = common_speech(text)
    short = len(plain) <= LONGEST * (2 if plain.isascii() else 1)
    return short and _MEANING.search(plain) is not None


def asks_what_is(text: str) -> bool:
    """Whether a text asks what something is: 啥是四保白名单. What it names is to be known."""
    plain = common_speech(text)
    short = len(plain) <= LONGEST * (2 if plain.isascii() else 1)
    return short and _WHAT_IS.search(plain) is not None


def asks_back(text: str) -> bool:
    """Whether a text asks about the question itself, and speaks of no trouble."""
    plain = common_speech(text)
    return _LOST.search(plain) is not None or (asks(plain) and not complains(plain))
