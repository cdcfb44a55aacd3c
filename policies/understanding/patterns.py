"""Taking out of a text what is not so any more."""

import re
from collections.abc import Iterable


def blanked(plain: str, calm: Iterable[re.Pattern[str]], over: Iterable[re.Pattern[str]]) -> str:
    """A text without what is calm and without all that stands before what is over.

    What is taken out becomes spaces, so that places in the text stay.
    """
    for pattern in calm:
        plain = pattern.sub(_blank, plain)
    ended = [match.end() for pattern in over for match in pattern.finditer(plain)]
    end = max(ended, default=0)
    return " " * end + plain[end:]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
