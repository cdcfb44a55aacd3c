"""Words that people work again: 不停产了，订单来了; 复工了; we are back at work."""

import re
from typing import Final

from policies.spoken.plain import plain_words

_PIECES: Final = re.compile(r"[\s,，.。!！~、;；…]+")
_AGAIN: Final = re.compile(
    r"(?:我们?|咱们?|俺们?|[小大]?厂里?|厂子|公司"
    r"|单位|店里?|车间|大家|工人们?"
    r"|员工|又|已经?|都|全|今[天儿日]|明[天儿日]|现在|刚刚?"
    r"|可以|要|准备|提前|正式)*"
    r"(?:不(?:再)?(?:停产|停工|停业|放假|歇业|歇|休息|休|停)了"
    r"|(?:复工|复产|复工复产|复业|开工|开业|开门|开机|上班|恢复(?:生产|上班|营业|开工)?|重新(?:开工|开业|生产))(?:生产)?[了啦咧]?)"
    r"[啊呀哈吧的]*"
)
_ENGLISH: Final = re.compile(
    r"(?:(?:we|the (?:factory|plant|firm|shop)|everybody|everyone)"
    r"(?:'re|'ve| are| is| have| has)? )?"
    r"(?:(?:now|all) )?(?:back (?:at|to) work|reopen(?:ed|ing)?|open again|working again"
    r"|resum(?:e|ed|ing)(?: (?:work|production))?|not closed any ?more|no longer closed)\b"
)


def says_resumed(text: str) -> bool:
    """Whether a text begins by saying that people work again; why may follow."""
    plain = plain_words(text)
    if re.search(r"[?吗么]|怎么|咋|能不能|可不可以|\b(?:can|may|when|how|if)\b", plain):
        return False
    if plain.isascii():
        return _ENGLISH.match(plain) is not None
    return any(_AGAIN.fullmatch(piece) for piece in _PIECES.split(plain)[:2])
