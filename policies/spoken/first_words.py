"""What a newcomer says to the welcome, 中 or 先看看, and to 我有邀请码 without having one."""

import re
from typing import Final

from policies.spoken.choices import squeezed

_AGREES: Final = re.compile(
    r"(?:那|嗯+|哦|好|行|中|成|可以?|开始|来|登记|注册|认识|我要|现在|就|走|没问题|同意|要得|对|是|的|了|[,，\s])+"
    r"|(?:(?:yes|yeah|yep|yup|sure|ok|okay|go(?: on| ahead)?|start|begin|please|fine|good"
    r"|all ?right|let'?s(?: go| start| begin| do it)?|of course|register|why not|now"
    r"|i agree)[ ,]*)+"
)
_LOOKS_FIRST: Final = re.compile(
    r"(?:先|就|我|想|要|再|不用|不了|不要|不想|不|算|了|等会儿?|以后再说|回头再说|随便|看一?看|看|瞧瞧|转转|[,，\s])+"
    r"|(?:(?:no|not now|not yet|later|thanks|thank you|never mind|just|only|look(?:ing)?|around"
    r"|brows(?:e|ing)|first|i want to|let me)[ ,]*)+"
)
_NO_CODE: Final = re.compile(
    r"(?:我们?|现在|也|还|就)*"
    r"(?:算了?|不用了?|不了|不弄了|不加了|不知道|不清楚|不晓得|忘记?了|不记得了?|丢了|没人(?:邀请|给)过?我们?码?"
    r"|(?:没有?|无|找不到|不知道|忘了|丢了)(?:有|收到|拿到)?(?:[这那]个?)?(?:邀请)?码?|哪[里来]?有?的?(?:邀请)?码)"
    r"(?:了|的|[,，\s])*"
    r"|(?:i |we )?(?:don'?t|do not|haven'?t|have not) (?:have|got|know)"
    r"(?: (?:a|an|one|any|it|the|my|invitation|invite|code|yet))*"
    r"|(?:(?:i |we )?have )?no (?:invitation )?code|no(?:ne)?|no idea|not sure|never ?mind|cancel"
    r"|(?:i )?(?:forgot|lost)(?: it| the code| my code)?|forget it"
)


def agrees(text: str) -> bool:
    """Whether a text only says yes to what is proposed: 中, 行啊, 那开始吧, ok let's go."""
    return _AGREES.fullmatch(squeezed(text)) is not None


def looks_first(text: str) -> bool:
    """Whether a text puts it off: 先看看, 不了, later."""
    return _LOOKS_FIRST.fullmatch(squeezed(text)) is not None


def has_no_code(text: str) -> bool:
    """Whether a text says that there is no invitation code, or gives up looking for it."""
    return _NO_CODE.fullmatch(squeezed(text)) is not None
