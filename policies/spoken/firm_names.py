"""The name of a firm where somebody says it: 俺厂叫示例棉纺厂, we are Acme Ltd."""

import re
from typing import Final

from policies.spoken.divisions import plain_name
from policies.spoken.remarks import asks

FIRM_ENDS: Final = ("公司", "厂", "店", "集团", "合作社", "企业", "项目部", "ltd", "factory")
"""A name that ends so is a firm's."""
LONGEST: Final = 40
_CALLED: Final = re.compile(
    r"(?:[俺我咱]们?)?(?:那个|这个|的|那|这)?(?:厂子?|公司|企业|店|项目)?(?:的)?(?:名字?|名称)?"
    rf"(?:就?叫做?|是)\s*[“\"]?(?P<name>\S+?(?:{'|'.join(FIRM_ENDS)}))[”\"]?[哩呢啊。]*",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(r"叫|[俺我咱]们?(?:的)?(?:厂子?|公司|企业|店|单位)|名")
_SOME: Final = re.compile(
    r"[一几]?[个家]|[\d一二两三四五六七八九十]+[年人个月号]|开的?|办的?|做|搞"
)
"""我们是个小厂 tells what kind of firm it is, not what it is called."""


def called_in(text: str) -> str:
    """The name that a sentence gives the firm; empty if it gives none."""
    found = _CALLED.fullmatch(text.strip())
    return "" if found is None else found["name"]


def introduced_in(text: str) -> str:
    """The same where nobody asked for a name: only if it can be nothing else."""
    name = called_in(" ".join(text.split()))
    if not name or len(text) > LONGEST or asks(text) or _SOME.match(name):
        return ""
    return name if _WHOSE.search(text[: text.find(name)]) else ""


def is_like_a_firm(text: str) -> bool:
    """Whether a text ends as names of firms do."""
    return plain_name(text).endswith(FIRM_ENDS)
