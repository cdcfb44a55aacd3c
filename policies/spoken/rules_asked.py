"""Questions of what holds: who may stop us, how much is paid; not what became of a matter."""

import re
from typing import Final

from policies.spoken.dialect import common_speech

_HOLDS: Final = re.compile(
    r"谁(?:来?批|能|可以|有权|定|说了算|出钱?|掏|给钱|负责|同意|管)|(?:要|得|该|需要?|归|由|让|是)谁|哪个部门"
    r"|多少|(?:要|得|满|够|静置|隔离)[^,，。]{0,6}几[天次回个]|几[天次回]一?[次回]|几[天次]$"
    r"|(?:怎么|如何)(?:赔|算|罚|定|申请|申报|批)|能不能|会不会|要不要|可不可以|该不该|是不是必须|必须[^,，。]*吗"
    r"|有没有(?:规定|补贴|补助|政策|标准|依据)|[能会可要]以?[^,，。]{1,14}吗[?？]?$"
    r"|\b(?:who (?:can|may|decides|pays|approves)|how (?:much|many|often|long)"
    r"|do we (?:have|need) to"
    r"|are we (?:allowed|entitled))\b"
    r"|^(?:is|are)\b.*\b(?:compulsory|mandatory|allowed|required)\b"
)
_HAPPENS: Final = re.compile(
    r"怎么办|咋办|还没|还在|没人|一直|到现在|又|催|刚才?|正在|[拦扣堵封停](?:着|住|在|下|了)|快点|赶紧|急|发烧|阳性|阳了"
    r"|\b(?:still|now|urgent|stuck|(?:is|are|being) held)\b"
)
"""Something happens that somebody has to look after, whatever is asked of it."""


def asks_what_holds(text: str) -> bool:
    """Whether a text asks for a rule, and tells of nothing that happens: 上面来检查要谁批准."""
    said = common_speech(text)
    return _HOLDS.search(said) is not None and _HAPPENS.search(said) is None
