"""今天没事: whether a text says that nothing happened, and says nothing else."""

import re
from typing import Final

from policies.spoken.choices import squeezed

_WHO: Final = (
    "(?:(?:今天|今日|今儿个?)|[俺我咱]们?(?:厂|公司|这儿|这边|这里)?|厂里|车间"
    "|全员|员工|工人|大家|人员|体温|(?:全)?(?:都|也)|一切)*"
)
_WELL: Final = (
    "(?:没(?:有|啥|什么|出|得)?(?:事儿?|异常|情况|问题|人(?:发[烧热]|不舒服|生病|咳嗽|有症状|被?隔离|阳性?|确诊|感染|不适))|无异常|无事|"
    "(?:挺|很)?正常|(?:挺|都)好|平安|零报告|okay?|all(?:is)?(?:well|good|fine|okay?)|nothingtoreport"
    "|everything(?:is|'s)?(?:well|good|fine|okay?|normal)|noproblems?|nothing(?:'s|is)?(?:wrong|new)"
    "|(?:we|thereis|therewas)?(?:had|have|has)?no(?:fevers?|symptoms?|cases?|illness)"
    "|(?:nobody|noone)(?:is|'s)?(?:ill|sick)|everybodyis(?:well|fine|healthy))"
)
_END: Final = "(?:着?[哩呢的了吧啊嘞])*(?:(?:here|today|sofar))*[,，.。!！、;；~]*"
_ALL_WELL: Final = re.compile(f"(?:{_WHO}{_WELL}{_END})+", re.IGNORECASE)


def says_all_well(text: str) -> bool:
    """Whether it is a report of nothing: 今天没事, 一切正常, 都好着哩; 没事吧? is none."""
    asks = "?" in text or "？" in text
    return not asks and _ALL_WELL.fullmatch("".join(squeezed(text).split())) is not None
