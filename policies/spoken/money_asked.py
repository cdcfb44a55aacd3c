"""Plain questions whether something is paid for: 公家给补不给, can we get money for it?"""

import re
from typing import Final

from policies.spoken.dialect import common_speech
from policies.spoken.remarks import asks, waits_in_vain

_PAYER: Final = r"(?:公家|国家|政府|上面|上边|县里|财政|镇上|街道)"
_PAYS: Final = re.compile(
    rf"补贴|补助|补偿|奖补|报销|{_PAYER}(?:里|上|能|会|可以|也|都|还|是不是)*(?:补|给(?!.{{0,3}}[批办开转])|出|报|掏|承担|买单)"
    r"|(?:给|能|会)补(?!办|交|缴|报|课|货)|补(?:多少|不补|给|钱)|领(?:钱|多少钱)"
    r"|钱[^,，。]{0,8}(?:拿到|到手|到账|下来|发)|(?:拿|领)到?[^,，。]{0,4}钱"
    r"|\b(?:subsid\w*|grants?|money|reimburs\w*|refund\w*|paid back)\b"
)
_OR_NOT: Final = re.compile(
    r"(?:给|补|报|出|领|能|有)[^,，。]{0,10}(?:不给|不补|不报|没有?|不)[?？。!！]*$"
)
_TROUBLE: Final = re.compile(
    r"没(?!有?[?？。]*$)|未|拒|卡着|拖|扣|骗|少发|克扣|欠|退回|不(?:批|认|让|予|给办|理)|被|工资|贷|加班"
    r"|\b(?:not|no|never|refus\w*|owe\w*|late|wages?|salar\w*|loans?|bank)\b|n't"
)


def asks_for_money(text: str) -> bool:
    """Whether a text asks if, when or how much is paid for something, and tells of no trouble."""
    said = common_speech(text)
    if _PAYS.search(said) is None or waits_in_vain(text):
        return False
    return (asks(said) or _OR_NOT.search(said) is not None) and _TROUBLE.search(said) is None
