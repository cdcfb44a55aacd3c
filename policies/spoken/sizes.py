"""Words about how large a firm is, beside an answer about something else: a large factory."""

import re
from collections.abc import Iterable
from typing import Final

from policies.spoken.choices import squeezed

_SIZES: Final = re.compile(
    r"规模以上|规上|[大中小微]型|[大小]厂|[大小]企业"
    r"|\b(?:very )?(?:large|big|huge|small|tiny|medium|mid)(?:[- ]sized?)?\b"
)


def size_beside(text: str, names: Iterable[str]) -> str:
    """The word about a firm's size that an answer does not use; empty if there is none.

    Args:
        text: As typed.
        names: What the option that was understood may be called.
    """
    plain = squeezed(text)
    for name in sorted(map(squeezed, names), key=len, reverse=True):
        plain = plain.replace(name, "|")
    found = _SIZES.search(plain)
    return "" if found is None else found[0]
