"""Mobile and id numbers that a firm wrote are hidden in chats; what is stored stays whole."""

import re
from typing import Final

from handlers.tongue import Html, Tongue

_GAP: Final = r"(?:[^\S\n]|[-－—]){0,2}"
_ID: Final = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16}}{_GAP}[\dXxＸｘ](?![\dXxＸｘ])")
_BORN: Final = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?P<abroad>(?:\+|00)?86{_GAP})?(?P<number>[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}})(?!\d)"
)


def masked(t: Tongue, text: str) -> str:
    """The text with 138****5678 for a mobile number and a remark for an id number.

    An id number has 18 signs, the last may be an X; spaces or hyphens may stand between them.
    """

    def without_id(found: re.Match[str]) -> str:
        return t("〔证件号已隐去〕") if _is_id(found[0]) else found[0]

    return _MOBILE.sub(_without_middle, _ID.sub(without_id, text))


def masked_remark(t: Tongue, text: str) -> Html | None:
    """Tells who wrote the text that something in it is hidden; None if nothing is."""
    if masked(t, text) == text:
        return None
    return t("您写的手机号、证件号已遮住，工作人员看到的也是遮住的。")


def _is_id(written: str) -> bool:
    """Numbers that merely stand side by side are an id only with a date of birth in them."""
    digits = _digits(written)
    return written.isalnum() or _BORN.match(digits) is not None


def _without_middle(found: re.Match[str]) -> str:
    digits = _digits(found["number"])
    return f"{found['abroad'] or ''}{digits[:3]}****{digits[-4:]}"


def _digits(written: str) -> str:
    return "".join(str(int(sign)) for sign in written if sign.isdecimal())
