"""Reading what people type: 一千二, 1.2千, 80 thousand, full width, “大概”, “1000以上”."""

import re
from dataclasses import dataclass
from decimal import Decimal

import cn2an

from policies.money import to_fen
from policies.spoken.counting_words import in_digits
from policies.spoken.estimates import in_one_english_number, in_one_number
from policies.spoken.number_words import is_rough, with_common_tens, with_units
from policies.spoken.plain import folded


@dataclass(frozen=True)
class Reading:
    """A number found in a text.

    Attributes:
        approximate: The person said that it is about so much, or no more or no less than that.
        text: The piece of the text that was read as the number, scale words as Chinese units.
        most: What it may be at most, where a pair was said: 80 of 七八十. None if nothing was.
    """

    value: int | Decimal
    approximate: bool
    text: str
    most: int | Decimal | None = None


_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_CHINESE = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_UNITS = {
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "亿": 100_000_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "十亿": 1_000_000_000,
}
_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})(?:(?P<unit>十万|百万|千万|十亿|[百千万亿])(?P<tail>[0-9](?![0-9.]))?)?"
    rf"|(?P<whole>[{_CHINESE}]+)(?:点(?P<fraction>[零一二三四五六七八九]+)(?P<scale>[百千万亿])?)?"
)
_ABOUT = re.compile(
    r"大概|大约|大致|差不多|估计|约|左右|上下|近|将近|接近|出头|冒头|挂零|[好大]几|小(?=[一二两三四五六七八九十1-9])|头(?=[一二两三四五六七八九十][十百千])"
    r"|来[人个名号万]|多点|有余|开外|(?<=[十百千万0])把"
    r"|(?<=[十百千万0-9])[多余几来]|[几数](?=[十百千万])|~|≈"
    # Open-ended: a bound is no exact number either.
    r"|以上|以下|以内|往上|不到|不足|不止|不下|超(?!市)|[多少高低大小]于|[至最][多少]|起码|[<>≤≥+]"
)
# No single number can be read from these: 几百, 上千, -5, 900-1000, 50%, 一半, 八成.
_UNREADABLE = re.compile(
    r"[几数上][十百千万]|-[0-9]|负|%|分之|折|(?<=[0-9一二两三四五六七八九十])成(?![本品立交功])|一半|[大多小过]半|半[数多]"
)
_MONEY = re.compile(r"[元块毛钱¥花费]|yuan|rmb|cny")
# What people say around a number of people: 我们现在一共一千二百来号人吧.
_AROUND_A_COUNT = re.compile(
    rf"[{_CHINESE}0-9.,，%~～。.!！?？()（）\-]|k\b|[人名个号位口来多余几约吧呀啊呢嘛哩哦了的有共]"
    r"|大概|差不多|左右|上下|不到|将?近|可能|估计|现在|目前|一共|总共|[咱我俺]们?|厂|公司|全都?是?"
    r"|about|around|roughly|people|workers|staff|employees|we|have|are|in|total|or\s+so|ish|odd"
    r"|almost|nearly|close\s+to|circa|give\s+or\s+take|maybe|probably|something|some|\s"
)
_PAYABLE = 10**15
"""Yuan. A finger that stayed on a key makes more, and more digits than can be rounded."""
_STRAY = 2
"""So many characters beside that are still a way of saying a number: 1200职工."""
_NOT_A_NUMBER = re.compile(r"一[共起般直下些点样线]|统一|万一|唯一")
_ONE_TO_NINE = "[0-9一二两三四五六七八九]"
# 三块五 is 3.50, 八毛 is 0.80, 七毛八 is 0.78 and 三块零五 is 3.05.
_COINS = re.compile(
    rf"(?:(?P<yuan>{_DIGITS}|[{_CHINESE}]+)[块元])?"
    rf"(?:(?P<jiao>{_ONE_TO_NINE})(?:[毛角](?:(?P<fen>{_ONE_TO_NINE})分?)?|(?<=[块元].))"
    rf"|(?<=[块元])零?(?P<cents>{_ONE_TO_NINE})(?:分|(?<=零.)))$"
)
_COINS_END = 40
"""Looked for among so many characters: over a whole message of digits it takes a second."""


def read_int(text: str) -> Reading | None:
    """Read a whole number of people or things.

    Returns:
        None if there is no number, more than one, or one that is not whole.
    """
    found = _read(text)
    if found is None or found.value != int(found.value):
        return None
    most = None if found.most is None else int(found.most)
    return Reading(int(found.value), found.approximate, found.text, most)


def read_money(text: str) -> Reading | None:
    """Read an amount in yuan, rounded half up to the fen.

    Returns:
        None if there is no amount or more than one.
    """
    plain = _plain(text).rstrip("钱")
    coins = _COINS.search(plain, max(0, len(plain) - _COINS_END))
    if coins:
        before = _NOT_A_NUMBER.sub("", coins.string[: coins.start()])
        return None if _NUMBER.search(before) else _coins(coins)
    found = _read(text)
    if found is None or re.search("[毛角分]", text):
        return None
    most = None if found.most is None else _amount(Decimal(found.most))
    return Reading(_amount(Decimal(found.value)), found.approximate, found.text, most)


def names_money(text: str) -> bool:
    """Whether a number in a text is said to be an amount: 花了8万, 80 thousand yuan."""
    return _MONEY.search(_plain(text).lower()) is not None


def only_counts(text: str) -> bool:
    """Whether a text says a number of people and hardly anything else: 一千二百来号人吧."""
    return (
        read_int(text) is not None
        and len(_AROUND_A_COUNT.sub("", in_digits(in_one_english_number(_ordinary(text)))))
        <= _STRAY
    )


def _coins(match: re.Match[str]) -> Reading | None:
    yuan, jiao = _value_of(match["yuan"] or "0"), _value_of(match["jiao"] or "0")
    fen = _value_of(match["fen"] or match["cents"] or "0")
    if yuan is None or jiao is None or fen is None:
        return None
    return Reading(_amount(yuan + jiao / 10 + fen / 100), False, match[0])


def _amount(yuan: Decimal) -> Decimal:
    return to_fen(yuan) if yuan < _PAYABLE else yuan


def _plain(text: str) -> str:
    """Make full-width digits and signs ordinary, and drop spaces."""
    return _without_spaces(_ordinary(text))


def _ordinary(text: str) -> str:
    return with_common_tens(folded(text))


def _without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _read(text: str) -> Reading | None:
    ordinary = _NOT_A_NUMBER.sub("", _ordinary(text))
    low, high = _one_number(ordinary), _one_number(ordinary, upper=True)
    if low is None:
        return None
    most = None if high is None or high.value == low.value else high.value
    return Reading(low.value, low.approximate, low.text, most)


def _one_number(ordinary: str, *, upper: bool = False) -> Reading | None:
    """The number of a text, or of a pair in it its upper end."""
    english = in_one_english_number(ordinary, upper=upper)
    written = with_units(in_digits(english)) or ""
    plain = in_one_number(_without_spaces(written), upper=upper)
    found = [] if _UNREADABLE.search(plain) else list(_NUMBER.finditer(plain))
    value = _number(found[0]) if len(found) == 1 else None
    if value is None:
        return None
    approximate = is_rough(english) or _ABOUT.search(plain) is not None
    return Reading(value, approximate, found[0][0])


def _number(match: re.Match[str]) -> Decimal | None:
    if match["digits"] is None:
        return _chinese(match)
    value = Decimal(match["digits"].replace(",", ""))
    unit = _UNITS.get(match["unit"] or "", 1)
    tail = Decimal(match["tail"] or 0) * unit / 10  # 8万5 is 85,000
    return value * unit + tail


def _chinese(match: re.Match[str]) -> Decimal | None:
    whole = _value_of(match["whole"])
    if whole is None or match["fraction"] is None:
        return whole
    digits = _value_of(match["fraction"])
    if digits is None:
        return None
    fraction = digits.scaleb(-len(match["fraction"]))
    return (whole + fraction) * _UNITS.get(match["scale"] or "", 1)


def _value_of(text: str) -> Decimal | None:
    """Read one numeral, Arabic or Chinese; 一千二 is 1200."""
    if re.fullmatch(_DIGITS, text):
        return Decimal(text.replace(",", ""))
    try:
        number: int | float = cn2an.cn2an(text, "smart")
    except (ValueError, KeyError):  # the latter for units that it does not know, as in 万亿零
        return None
    return Decimal(str(number))
