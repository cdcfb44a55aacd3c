"""What a newcomer says: 中, 先看看 or 俺来注册下, and to 我有邀请码 without having one."""

import re
import unicodedata
from typing import Final

from policies.spoken.choices import squeezed

_AGREES: Final = re.compile(
    r"(?:那|嗯+|哦|好|行|中|成|可以?|开始|来|登记|注册|认识|我要|现在|就|走|没问题|同意|要得|对|是|的|了|[,，\s])+"
    r"|(?:(?:yes|yeah|yep|yup|sure|ok|okay|go(?: on| ahead)?|start|begin|please|fine|good"
    r"|all ?right|let'?s(?: go| start| begin| do it)?|of course|register|why not|now"
    r"|i agree)[ ,]*)+"
)
_LIKE_A_CODE: Final = re.compile(
    r"(?:(?:邀请)?码(?:是|为)?[:\s]*)?[0-9A-Za-z]{2,8}(?:[\s\-‐-―_－]+[0-9A-Za-z]{2,8}){0,3}[。.]?"
)
LONGEST: Final = 40
_REGISTERS: Final = re.compile(
    r"(?:[俺我咱]们?|你好|您好|那|来|想|要|给|帮|先|再|开始|怎么|如何|在哪里?|哪里|能不能|可以|需要|得|去"
    r"|到|这里?|请|麻烦|[,，\s])*"
    r"(?:登记|注册|入驻|开户|建档|登个记|注个册|(?<=开始))"
    r"(?:一下子?|一?下|个|企业|公司|厂子?|店|单位|项目|[账帐][号户]|用户|信息|[俺我咱]们?|的|了|呗|吧|吗|呢"
    r"|啊|哩|[,，\s])*"
    r"|(?:(?:hi|hello|please|i|we|want|would like|need|how|do|can|to|let'?s|let me"
    r"|start|my|our)[ ,]*)*"
    r"(?:register|registration|sign ?up|enrol|enroll)"
    r"(?:[ ,]*(?:my|our|a|the|firm|company|factory|business|please|us|me|here|now))*"
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


def is_like_a_code(text: str) -> bool:
    """Whether a text can only be meant for an invitation code, right or wrong: ABCD-1234."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return _LIKE_A_CODE.fullmatch(plain) is not None and any(map(str.isdecimal, plain))


def agrees(text: str) -> bool:
    """Whether a text only says yes to what is proposed: 中, 行啊, 那开始吧, ok let's go."""
    return _AGREES.fullmatch(squeezed(text)) is not None


def registers(text: str) -> bool:
    """Whether a text only says that somebody wants to be registered: 俺来注册下, sign up."""
    plain = squeezed(text)
    return len(plain) <= LONGEST and _REGISTERS.fullmatch(plain) is not None


def looks_first(text: str) -> bool:
    """Whether a text puts it off: 先看看, 不了, later."""
    return _LOOKS_FIRST.fullmatch(squeezed(text)) is not None


def has_no_code(text: str) -> bool:
    """Whether a text says that there is no invitation code, or gives up looking for it."""
    return _NO_CODE.fullmatch(squeezed(text)) is not None
