"""Words that let go of what was begun: 算了不改, 不改了, 不弄，没空, 下回再说, leave it."""

import re
from typing import Final

from policies.spoken.choices import squeezed
from policies.spoken.dialect import common_speech

LONGEST: Final = 24
"""Characters, of Latin ones twice as many."""
_LETS_GO: Final = re.compile(
    r"(?:(?:那|就|还是|哎|唉|嗯|我们?|先|又|也|这次|今天|现在)*[\s,，]*"
    r"(?:算了|拉倒|作罢|免了|没空|没时间|没工夫|太?忙着?|忙不过来|不用了?|不了|不要了?|不必了?"
    r"|(?:不|别|甭|不用|不想|不要|懒得)(?:改|换|变|弄|记|填|登记|登|注册|搞|写|说|动)"
    r"(?:名字?|名称|厂名|了)*"
    r"|(?:下次|下回|回头|改天|过后)(?:再)?(?:说|弄|来|看|搞|填|登记|办|改)?"
    r"|(?:以后|等会儿?|等以后|有空|有时间|晚点|过两天|得空)再?(?:说|弄|搞|填|登记|办|改)"
    r"|名字?不变|(?:原来|以前|老)的(?:那个)?(?:名字?|名称)?)"
    r"(?:了|吧|的|就行|就好|[\s,，、])*)+"
    r"|(?:(?:no|ok|well|just|please|never ?mind|leave it(?: as it is)?|forget (?:it|about it)"
    r"|keep it|don'?t (?:change|bother)(?: it| anything)?|do not change(?: it)?"
    r"|no change|not now|no time|(?:i(?:'m| am) )?(?:too )?busy|(?:maybe )?later|another time"
    r"|some other time|not today|not interested|thanks|then)[ ,]*)+"
)
_WEAK: Final = re.compile(r"(?:不用了?|不了|不要了?|ok|no|well|just|please|thanks|then|[ ,])+")
"""What may also be a mere no to something else."""


def lets_go(text: str) -> bool:
    """Whether a text says that nothing shall come of it, and nothing else."""
    plain = squeezed(common_speech(text))
    if not plain or len(plain) > LONGEST * (2 if plain.isascii() else 1):
        return False
    return _LETS_GO.fullmatch(plain) is not None and not _WEAK.fullmatch(plain)
