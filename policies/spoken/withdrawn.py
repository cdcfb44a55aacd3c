"""Words that only say that nothing has to be done any more: 不用办了; 把那个事撤了; never mind."""

import re
from typing import Final

from policies.spoken.plain import plain_words
from policies.spoken.settled import says_settled

_MARKS: Final = re.compile(r"[\s,，.。!！~、;；…]+")
_OF_WHAT: Final = (
    r"(?:先|就|都|也|那么?|这个?|那个?|这件|那件|上次|刚才|事情?|事项|件|单子?|诉求|的|我们?|俺们?|咱们?|请|麻烦"
    r"|你们?|您们?|恁们?|给|把|帮|说|报|提|反映|现在|已经?|可以)*"
)
_NO_NEED: Final = (
    r"(?:不用|不必|不要|别|甭|莫)(?:再)?(?:办|管|弄|处理|麻烦|来|跟|查|找|联系|催|问|协调|帮忙?|解决|操心)"
    r"(?:你们|您|恁)?[了啦咧]|不用[了啦咧]|不(?:再)?需要[了啦]|不(?:想)?(?:办|弄|反映|投诉|追究)[了啦咧]"
)
_TAKE_BACK: Final = r"(?:撤[了回掉销诉单]|撤下来|取消|作废|销了)[了掉吧]*|算了"
_BY_OURSELVES: Final = (
    r"自(?:己|个儿?|家)(?:们|人)?(?:都|也|给|就)*"
    r"(?:解决|处理|弄|办|搞定|协调|谈|摆平)(?:好|完|妥)?[了啦咧]"
)
_ENDED: Final = (
    r"不烧[了啦咧]|退烧了|(?:人|大家|工人|他|她|都|全)*没(?:啥|什么)?事儿?[了啦咧]|误会(?:一场)?"
)
_ITS_END: Final = r"[吧啊呀哈啦咧嘛了]*(?:(?:太|非常)?(?:谢谢|多谢|感谢|辛苦)\w{0,4})?"
_OVER: Final = (
    r"(?:[^\W\da-z_]{0,6}?(?:好|来|通|恢复|恢复正常|解决|修好|过去|放行)[了啦咧]|好[了啦咧])?"
)
"""停电好了不用管了: why nothing is wanted any more, in one breath with it."""
_SAYS_SO: Final = re.compile(
    rf"{_OVER}{_OF_WHAT}(?:{_NO_NEED}|{_TAKE_BACK}|{_BY_OURSELVES}|{_ENDED}){_OF_WHAT}{_ITS_END}"
)
_BESIDE: Final = re.compile(
    r"(?:都|全|现在|已经?)*好[了啦]|解决了|谢谢\w{0,6}|多谢\w{0,6}|辛苦\w{0,6}|您好|你好|不好意思|对不起"
)
_IT: Final = r"(?: (?:it|that|this|the|my|our|case|request|matter|one|thing|last))*"
_ENGLISH: Final = re.compile(
    rf"(?:please )?(?:withdraw|cancel|drop){_IT}(?: please)?|never ?mind|forget(?: about)? it"
    r"|(?:it is |it's |that is |that's )?(?:no longer|not) (?:needed|necessary)(?: any ?more)?"
    r"|no need(?: any ?more)?|(?:we |i )?(?:don't|do not) need (?:it|that|help|you) any ?more"
    r"|(?:we|i)(?: have|'ve)? (?:solved|fixed|settled|sorted) (?:it|this|that)(?: out)? "
    r"(?:ourselves|myself|by ourselves)"
)


def says_withdrawn(text: str) -> bool:
    """Whether a text says that nothing is wanted any more, and hardly anything else."""
    plain = plain_words(text)
    if plain.isascii():
        said = " ".join(re.sub(r"[,.!;]", " ", plain).split())
        return _ENGLISH.fullmatch(re.sub(r"\b(?:thanks|thank you)$", "", said).strip()) is not None
    pieces = [piece for piece in _MARKS.split(plain) if piece]
    said_so = [_SAYS_SO.fullmatch(piece) is not None for piece in pieces]
    beside = (_BESIDE.fullmatch(piece) is not None or says_settled(piece) for piece in pieces)
    return any(said_so) and all(a or b for a, b in zip(said_so, beside, strict=True))
