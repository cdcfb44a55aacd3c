"""A person's name and nothing else, where somebody is to be let in: 周敏, 加老周, Zhou Min."""

import re
from typing import Final

from policies.spoken.remarks import asks, complains

_FAMILY: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME: Final = re.compile(
    rf"(?:请|加|添加|邀请|拉)?(?:上|进来?|一下|个)?\s*"
    rf"(?P<zh>[老小]?[{_FAMILY}][一-龥]{{1,2}}|[老小][{_FAMILY}]|欧阳[一-龥]{{1,2}}|司马[一-龥]{{1,2}})"
    r"(?:进来|吧)?[。.!！]?"
    r"|(?:add |invite )?(?P<en>[A-Z][a-z]+ [A-Z][a-z]+)[.!]?"
)


_WORDS: Final = re.compile(
    r"[老小](?:高|万|江)|高[速温铁峰考价新中低]|黄[码牌河]|马[上路]|方[案便面向法]|金额|白[名条天]|石[料油]|万[元一]"
    r"|程序|田[地间]|夏[收季天]|许可|范围|任[务何]|孔|毛利|严[重格禁查]|于是|向[上下]|段|莫|龙头|谢谢|许多|何[时必]"
    r"|.*[了费码吗呢的车货钱证]$"
)
"""What begins like a family name and is a word."""


def person_named(text: str) -> str:
    """The name that a text is; empty if it is anything else."""
    said = text.strip()
    found = None if asks(said) or complains(said) else _NAME.fullmatch(said)
    name = "" if found is None else found["zh"] or found["en"]
    return "" if _WORDS.match(name) else name
