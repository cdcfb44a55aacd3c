"""Whether a text that holds a number answers with it: 一千二百来号人吧, but not 欠了3个月工资."""

import re
from collections.abc import Iterable
from typing import Final

from policies.spoken.choices import LETTER, squeezed
from policies.spoken.counting_words import in_digits
from policies.spoken.dialect import common_speech
from policies.spoken.estimates import in_one_english_number
from policies.spoken.reading import read_int
from policies.spoken.remarks import asks, complains

BESIDE: Final = 4
"""So many characters may stand beside the number and what belongs to it."""
BESIDE_A_TOTAL: Final = 14
"""The same where a total is named: 一线加后勤加保安一共1200."""
_NUMERAL: Final = "0-9零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_TOTAL: Final = re.compile(r"一共|总共|合计|加起来|加一起|in total|altogether")
_OTHER_MEASURES: Final = (
    *("天", "周", "星期", "礼拜", "月", "个月", "号", "日", "点", "小时", "钟头", "分钟"),
    *("年", "次", "回", "趟", "遍", "吨", "斤", "公斤", "公里", "里地", "米", "平"),
    *("亩", "度", "伏", "针", "班", "元", "块", "辆", "台", "箱", "件", "单"),
    *("批", "只", "头", "套", "张", "份", "层", "栋", "包", "袋", "瓶", "桶"),
    *("首", "篇", "条", "家"),
)
_AROUND: Final = re.compile(
    rf"[{_NUMERAL},.%~()\-¥]|[人名个号位口子来多余几约的了有共得元块毛角分钱整花费用]"
    r"|大概|大约|大致|差不多|左右|上下|不到|将?近|可能|估计|现在|目前|全厂|公司|厂里?|全都?是?|合计"
    r"|一共|总共|加起来|加一起|我们?|在册|在岗|职工|工人|员工|这么|改成|改为|变成|变为|如果|就|是|吧"
    r"|about|around|roughly|people|workers|staff|employees|we|have|are|in|total|it|cost|us|for"
    r"|almost|nearly|close to|circa|give or take|something|some|or so|ish|odd|maybe|probably"
    r"|thousand|hundred|million|yuan|rmb|cny|kuai|wan|\bk\b|\s"
)
_SIGNS: Final = re.compile(r"[\W_]+")
_PEOPLE: Final = "人"
_HEADS: Final = re.compile(rf"(?P<count>[{_NUMERAL},]+[来多几把余]*)号(?![人线楼厂车])")
_SOME: Final = re.compile(rf"(?<=[{_NUMERAL}])零?几(?=[个人名号位口])")
LAST_DAY: Final = 31
"""A number before 号 up to this one is a day, unless it is only about so much."""


def answers_with_number(text: str, unit: str | None, names: Iterable[str] = ()) -> bool:
    """Whether a text in which a number was read says that number and hardly anything else.

    Args:
        text: As typed.
        unit: What is counted, e.g. 人; a number of something else is no answer.
        names: What the asked fact is called.
    """
    plain = _SOME.sub("来", common_speech(text))
    plain = _HEADS.sub(_people_or_day, plain) if unit == _PEOPLE else plain
    if asks(plain.rstrip("?？")) or complains(plain) or _counts_others(plain, unit):
        return False
    rest = in_digits(in_one_english_number(plain))
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(squeezed(name), "")
    rest = _SIGNS.sub("", _AROUND.sub("", rest))
    size = sum(LETTER if sign.isascii() else 1 for sign in rest)
    return size <= (BESIDE_A_TOTAL if _TOTAL.search(plain) else BESIDE)


def _people_or_day(match: re.Match[str]) -> str:
    """1200号 and 三四十号 are people, 15号 is a day."""
    read = read_int(match["count"] + _PEOPLE)
    is_day = read is None or (read.value <= LAST_DAY and not read.approximate)
    return match[0] if is_day else match["count"] + _PEOPLE


def _counts_others(plain: str, unit: str | None) -> bool:
    """Whether a number is followed by another measure than the one that is asked for."""
    money = unit is None
    others = [m for m in _OTHER_MEASURES if m != unit and not (money and m in {"元", "块"})]
    listed = "|".join(sorted(others, key=len, reverse=True))
    return re.search(rf"[{_NUMERAL}]\s*(?:个|多|来|几)*(?:{listed})(?!人)", plain) is not None
