"""Numbers written out as English words: “twelve hundred”, “one thousand two hundred and fifty”."""

import re
from typing import Final

_TO_NINETEEN: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_FROM_TWENTY: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Final = {word: value for value, word in enumerate(_TO_NINETEEN.split(), start=1)}
_TENS: Final = {word: 10 * value for value, word in enumerate(_FROM_TWENTY.split(), start=2)}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_ANY_NUMERAL: Final = re.compile("[0-9零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]")
_COUNTED: Final = "|".join((*_SMALL, *_TENS))
_RUN: Final = re.compile(
    rf"(?<![a-z])(?<!no )(?:(?:{_COUNTED})|an?(?=[\s-]+(?:hundred|thousand|million)\b))"
    rf"(?:[\s-]+(?:and\s+)?(?:{_COUNTED}|hundred|thousand|million))*(?![a-z])"
)


def in_digits(text: str) -> str:
    """The text with every number that is written out in English as digits.

    A text that holds a numeral already stays as it is: “two plants, 1200 people” names 1200.

    Args:
        text: In lower case, with its spaces.
    """
    if _ANY_NUMERAL.search(text):
        return text
    return _RUN.sub(lambda found: str(_value(found[0])), text)


def _value(words: str) -> int:
    """What a run of counting words comes to; scales multiply what stands before them."""
    total = part = 0
    for word in re.split(r"[\s-]+", words):
        if word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        elif word in {"a", "an"}:
            part = 1
        else:
            part += _SMALL.get(word, 0) + _TENS.get(word, 0)
    return total + part
