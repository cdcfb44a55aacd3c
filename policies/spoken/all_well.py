"""今天没事: whether a text says that nothing happened, and says nothing else."""

import re
from typing import Final

from policies.spoken.choices import squeezed

_WHO: Final = (
    "(?:(?:今天|今日|今儿个?)|[俺我咱]们?(?:厂|公司|这儿|这边|这里)?|厂里|(?:全)?(?:都|也)|一切)*"
)
_WELL: Final = (
    "(?:没(?:有|啥|什么|出)?(?:事儿?|异常|情况|问题|人发烧|人不舒服)|无异常|无事|"
    "(?:挺|很)?正常|(?:挺|都)好|平安|零报告|okay?|all(?:is)?(?:well|good|fine)|nothingtoreport)"
)
_END: Final = "(?:着?[哩呢的了吧啊嘞])*"
_ALL_WELL: Final = re.compile(f"(?:{_WHO}{_WELL}{_END})+", re.IGNORECASE)


def says_all_well(text: str) -> bool:
    """Whether it is a report of nothing: 今天没事, 一切正常, 都好着哩; 没事吧? is none."""
    asks = "?" in text or "？" in text
    return not asks and _ALL_WELL.fullmatch("".join(squeezed(text).split())) is not None
