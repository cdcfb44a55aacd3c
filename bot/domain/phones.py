"""Mobile and id numbers in what people wrote: chats hide them, whoever handles a case may look."""

import re
from typing import Final

_GAP: Final = r"(?:[^\S\n]|[-－—]){0,2}"
ID: Final = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16}}{_GAP}[\dXxＸｘ](?![\dXxＸｘ])")
BORN: Final = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
MOBILE: Final = re.compile(
    rf"(?<!\d)(?P<abroad>(?:\+|00)?86{_GAP})?(?P<number>[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}})(?!\d)"
)


def is_id(written: str) -> bool:
    """Whether what `ID` found is one: numbers side by side are only with a date of birth."""
    return written.isalnum() or BORN.match(digits(written)) is not None


def mobiles_in(text: str) -> tuple[str, ...]:
    """The mobile numbers in a text, as eleven digits each, once each; none out of an id number."""
    without = ID.sub(lambda found: "" if is_id(found[0]) else found[0], text)
    return tuple(dict.fromkeys(digits(found["number"]) for found in MOBILE.finditer(without)))


def digits(written: str) -> str:
    """Its digits in half width."""
    return "".join(str(int(sign)) for sign in written if sign.isdecimal())
