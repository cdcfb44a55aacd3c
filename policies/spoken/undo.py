"""Words that take back what was recorded a moment ago, and say nothing else: 撤销; undo that."""

import re
from typing import Final

from policies.spoken.choices import squeezed
from policies.spoken.dialect import common_speech

_WHAT: Final = (
    r"(?:请|麻烦|帮|给|把|我们?|刚才|刚刚|才|上一?[条个次]|最后一?[条个次]|[这那](?:一)?[条个次]|采样|记录"
    r"|记下?的?|采的?|的|一下|一?[条个次])*"
)
_SAYS_SO: Final = re.compile(
    rf"{_WHAT}(?:撤销|撤消|撤回|撤掉|撤了|取消|作废){_WHAT}[了吧呀啊嘛掉]*"
    r"|(?:please )?(?:undo|take (?:it|that|this) back|cancel (?:it|that|this))(?: it| that| this)?"
    r"(?: please)?"
)
_SIGNS: Final = re.compile(r"[。.!！~～\s]+$")


def says_undo(text: str) -> bool:
    """Whether a text takes something back; what, is what was recorded last."""
    plain = " ".join(_SIGNS.sub("", common_speech(text)).lower().split())
    said = plain if plain.isascii() else squeezed(plain)
    return _SAYS_SO.fullmatch(said) is not None
