"""What is said where the code on the licence is asked for and is not at hand: 没带, 在会计那里."""

import re
from typing import Final

_NO_LICENCE: Final = re.compile(
    r"(?:我们?|现在|手头|手里|身上|这会儿|也|还|就|暂时|营业)*"
    r"(?:没有?带|没拿|没在(?:手里|手边|身边|跟前|这)|不在(?:手里|手边|身边|跟前|这|我这)|没有?办?|无|记不住|记不[得清]|没记住"
    r"|(?:找|查)不(?:到|着)|忘(?:记)?(?:带|拿)?|在会计那里?|回头(?:再)?(?:填|说|补|看))"
    r"(?:营业)?(?:执照|证|代码|码)?(?:了|的|呢|啊|吧|再说|[,，])*"
    r"|(?:i |we )?(?:don'?t|do not|haven'?t) (?:have|got|know|remember)"
    r"(?: (?:it|one|the|a|my|our|code|licen[cs]e|here|now|with me|on me))*"
    r"|none|not (?:here|with me|at hand)"
)


def has_no_licence(text: str) -> bool:
    """Whether a text, squeezed, says that the firm's code is not at hand: 没带, 在会计那里."""
    return _NO_LICENCE.fullmatch(text) is not None
