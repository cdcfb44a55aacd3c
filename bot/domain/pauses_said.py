"""What people write when nobody works: 俺厂停产三天, 放假到周五, closed for three days.

Careful like the reading of moments: a word that is not listed here makes it something else, so
that 停电三天 is never taken for days off.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.days import Days, read_days
from bot.domain.samplings_said import OURSELVES
from policies.spoken.dialect import common_speech

_DAYS_OFF: Final = (
    r"(?:不(?:上班|开工|生产|营业|干活)|(?:停产|停工|停业|歇业|关门|放长假|放假|休假|休息|停|歇|放)+"
    r"|\b(?:closed|closing|close|shut(?:ting)?(?: down)?|off(?: work)?|paused?|pausing)\b"
    r"|\b(?:on )?(?:holidays?|vacation|a break)\b|\bno (?:work|production)\b|\bnot working\b)"
)
_CLOSED: Final = re.compile(_DAYS_OFF)
_SPLIT: Final = re.compile(r"放了?(?P<long>[^放假]{1,5}?(?:天|周|星期|礼拜))的?假")
"""放三天假 is 放假三天."""
_WHOLE: Final = re.compile(
    r"厂|公司|单位|全|我们|养殖场|猪场|鸡场|牛场|农场|合作社|饭店|酒店|门店|[场店]里"
    r"|\b(?:we|factory|plant|firm|company)\b"
)
_PLANNED: Final = re.compile(
    r"(?:准备|打算|计划|想着?|决定|商量着?|(?<!不)要(?!求|不)"
    r"|\b(?:going|planning|want|have decided) to\b)"
    rf"\s*(?={_DAYS_OFF})"
)
"""Right before the words for days off; 要我们停产 is somebody else's plan."""
_RESTING: Final = re.compile(
    r"让?(?:大家伙?|大伙儿?|工人|员工|职工|人)?(?:都|也|好好)?"
    r"(?:歇一?歇(?:脚|气)?|歇口气|休整(?:一下)?|休息(?:一下|休息)|缓一?缓|喘口气|(?:设备|机器)?(?:检修|大修|保养)|盘点|收麦|农忙)"
    r"|\bto (?:rest|have a rest)\b|\bfor (?:maintenance|stocktaking)\b"
)
"""Reasons of the firm's own: with any other one it may be trouble."""
_NO_SAMPLING: Final = re.compile(
    r"[,，、。;；\s]+(?:所以|也|就|都|先|暂时|这几天)*不(?:用|再)?(?:采样|采核酸|做核酸|检测核酸|采|测)(?:核酸)?了?(?=[。.!！]?$)"
    r"|[,，;]?\s*(?:so |and )*no (?:sampling|tests?|testing)(?=[.!]?$)"
)
"""What goes without saying of days off."""
_ENGLISH_BESIDE: Final = re.compile(
    r"\b(?:we(?:'re|'ll)?|i|is|are|will|be|for|a total of|from now(?: on)?|on)\b"
)
_ENGLISH_NUMBERS: Final = {
    word: str(value)
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
}
_OPEN_END: Final = re.compile(r"until further notice|indefinitely")


@dataclass(frozen=True, slots=True)
class PauseSaid:
    """That nobody works.

    Attributes:
        days: None if they were not said.
        whole: It is said of the firm as a whole.
    """

    days: Days | None
    whole: bool


def read_pause(text: str, today: date) -> PauseSaid | None:
    """Read that nobody works, and on which days: 停产三天, 放假到周五, closed for three days.

    Returns:
        None if the text says anything else, also that it has been so for long: 停产三天了.
    """
    said = _SPLIT.sub(r"放假\g<long>", common_speech(text))
    if _CLOSED.search(said) is None:
        return None
    whole = _WHOLE.search(said) is not None
    said = _PLANNED.sub(" ", _RESTING.sub(" ", _NO_SAMPLING.sub(" ", said)))
    plain = _OPEN_END.sub("not known", OURSELVES.sub(" ", said))
    plain = _ENGLISH_BESIDE.sub(" ", _CLOSED.sub(" ", plain))
    plain = re.sub(r"\ban?(?= week| day)", "1", plain)
    for word, digit in _ENGLISH_NUMBERS.items():
        plain = re.sub(rf"\b{word}\b", digit, plain)
    if not plain.strip(" ,.、。!了"):
        return PauseSaid(None, whole)
    days = read_days(plain, today)
    return None if days is None else PauseSaid(days, whole)
