"""Words that only say hello or thanks: nothing is asked by them."""

import re
from typing import Final

from policies.spoken.plain import folded

GREETINGS: Final = (
    "你好", "您好", "你们好", "大家好", "早上好", "上午好", "中午好", "下午好", "晚上好", "早",
    "在吗", "在不在", "有人吗", "喂", "谢谢", "谢谢你", "谢谢您", "多谢", "感谢", "辛苦了", "再见",
    "hello", "hi", "hey", "good morning", "good afternoon", "good evening", "anybody there",
    "thanks", "thank you", "thank you very much", "bye",
)  # fmt: skip
TAILS: Final = "[啊呀哈呢哦了啦的]?"
_SIGNS: Final = re.compile(r"[\W_]+")
_ONLY: Final = re.compile(
    "(?:(?:"
    + "|".join(sorted((g.replace(" ", "") for g in GREETINGS), key=len, reverse=True))
    + f"){TAILS})+"
)


def only_greets(text: str) -> bool:
    """Whether a text says hello or thanks and nothing else: “你好，在吗？”, “Thank you!”."""
    plain = _SIGNS.sub("", folded(text))
    return _ONLY.fullmatch(plain) is not None
