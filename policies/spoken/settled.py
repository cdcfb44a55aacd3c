"""Words that only say that a matter is over: 放行了，谢谢; 问题解决了; it is solved."""

import re
from typing import Final

from policies.spoken.greetings import TAILS
from policies.spoken.plain import folded

_NOT: Final = re.compile(
    r"[?没未不别吗么呢怎咋才再就]|如果|要是|等|只|一半|部分|\b(?:not|no|if|when|un\w+|how)\b|n't"
)
"""A question, a denial, a condition, or only a part of it."""
_SIGNS: Final = re.compile(r"[\s,，.。!！~、;；]+")
_DONE: Final = (
    r"(?:解决|处理|处理好|办好|办妥|办成|办完|办下来|弄好|搞定|放行|放车|放人|修好|修通|恢复|恢复正常"
    r"|来电|来水|来气|[电水气]来|通车|通电|过去|过了卡口|到账|结清|还清|补齐|谈妥|撤销|销号)(?:完|掉|好)?"
)
_WHOLE: Final = re.compile(
    rf"[^\W\da-z_]{{0,8}}?(?:(?:已经?|都|全|终于|总算|也|给|刚刚?|现在)*)"
    rf"(?:{_DONE}了|(?:已经?|都|全|终于|总算|现在)(?:给|都)?好了)"
    rf"(?:[^\W\da-z_]{{0,4}}(?:已经?|都|也)*(?:走|开走|上路|出发|过去|到厂|回来)了)?"
    rf"(?:{TAILS}(?:(?:太|非常|真是|实在)?(?:谢谢|多谢|感谢|感恩|辛苦)[^\W\da-z_]{{0,8}})?)"
)
_ENGLISH: Final = re.compile(
    r"(?:thanks|thankyou)?(?:it|that|this|theproblem|theissue|thetruck|thecase|everything|all)?"
    r"(?:is|was|has|hasbeen|'s|s)?(?:now|already|finally)?(?:been)?"
    r"(?:solved|resolved|released|fixed|settled|sorted(?:out)?|over)(?:now)?"
    r"(?:thanks|thankyou)?(?:alot|verymuch|somuch)?"
)


def says_settled(text: str) -> bool:
    """Whether a text says that a matter is over, and hardly anything else."""
    plain = folded(text)
    if _NOT.search(plain):
        return False
    said = _SIGNS.sub("", plain)
    return _WHOLE.fullmatch(said) is not None or _ENGLISH.fullmatch(said) is not None
