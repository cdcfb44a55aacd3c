"""Mobile and id numbers in what people wrote: chats hide them, whoever handles a case may look."""

import re
from typing import Final

from policies.spoken.plain import folded

SHORTEST: Final = 7
"""Digits of a landline behind its area code."""
_GAP: Final = r"(?:[^\S\n]|[-－—]){0,2}"
ID: Final = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16}}{_GAP}[\dXxＸｘ](?![\dXxＸｘ])")
BORN: Final = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
MOBILE: Final = re.compile(
    rf"(?<!\d)(?P<abroad>(?:\+|00)?86{_GAP})?(?P<number>[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}})(?!\d)"
)


_AREA: Final = r"0\d{2,3}-\d{7,8}(?:-\d{1,5})?"
_OFFICE: Final = re.compile(rf"{_AREA}|1\d{{2}}|1[0-9]{{4}}|9\d{{4}}|[48]00-?\d{{3}}-?\d{{4}}")


def written_duty_number(said: str) -> str:
    """A number of an office in one shape: +86 (377) 6722 1234 转 8 as 0377-67221234-8."""
    plain = re.sub(r"转|分机|\bext\.?", "-", folded(said))
    abroad = re.sub(r"^\s*(?:\+|00)86[\s-]*\(?0?", "0", plain)
    joined = re.sub(r"[-\s()—]+", "-", abroad).strip("-")
    area = re.fullmatch(r"(?P<area>01\d|02\d|0[3-9]\d{2})-?(?P<rest>\d[\d-]{6,})", joined)
    if area is None:
        return joined
    number, _, extension = _parted(area["rest"])
    return f"{area['area']}-{number}" + (f"-{extension}" if extension else "")


def _parted(rest: str) -> tuple[str, str, str]:
    """The number and its extension: in 6722-1234-8 the first two groups are the number."""
    groups, number = rest.split("-"), ""
    while groups and len(number) < SHORTEST:
        number += groups.pop(0)
    return number, "-", "".join(groups)


def is_duty_number(number: str) -> bool:
    """Whether it is a landline with its area code, or a service line; a mobile is a person's."""
    return _OFFICE.fullmatch(number) is not None


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
