"""对, 就这样: whether a text only agrees with what was asked back."""

import re
from typing import Final

from policies.spoken.choices import squeezed
from policies.spoken.dialect import common_speech

_YES: Final = re.compile(
    r"(?:对|是|是的|对的|没错|好|好的|中|行|可以|嗯+|记|记下|记上|记吧|就这样|就是|确认|同意"
    r"|y|yes|yeah|yep|yup|ok|okay|sure|right|correct|record(?:it)?|that'?sright|[.!,。！，、])+"
)

_SIGNS: Final = ".!,。！，、"


def says_yes(text: str) -> bool:
    """Whether it says yes and nothing else: 对, 中, 对的，记下; never where it asks."""
    plain = "".join(squeezed(common_speech(text)).split())
    return _YES.fullmatch(plain) is not None and plain.strip(_SIGNS) != ""
