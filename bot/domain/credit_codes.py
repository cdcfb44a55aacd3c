"""Unified social credit codes (统一社会信用代码): read however they are typed, and masked.

18 signs of the digits and the letters without I, O, S, V and Z; the last one is a check sign.
Codes are public: knowing one proves nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stdnum.cn import ric, uscc

LENGTH: Final = 18
OLD_LENGTH: Final = 15  # of the registration numbers before 2015
SHOWN: Final = 4

_LABEL: Final = re.compile(
    r"^(?:我们的?|本厂的?|企业)?(?:统一)?(?:社会)?(?:信用)?代码(?:是|为)?[::]?"
)
_BETWEEN: Final = re.compile(r"[\s\-‐-―_.,,、。·]+")
_PIECE: Final = re.compile(r"[0-9A-Z]+")
MOST_PIECES: Final = 6
"""Into so many pieces a code is cut by blanks and dashes."""
_MISREAD: Final = str.maketrans("OIZS", "0125")
_SIGNS: Final = set("0123456789ABCDEFGHJKLMNPQRTUWXY")


class CodeFault(StrEnum):
    """What is wrong with what was typed."""

    NO_CODE = "no_code"  # no code at all
    ID_CARD = "id_card"  # a person's id number: not to be sent, and not to be repeated
    OLD_NUMBER = "old_number"  # a registration number of 15 digits
    LENGTH = "length"
    SIGNS = "signs"  # a sign that no code has, or a letter among the first eight
    CHECK = "check"  # the last sign does not fit the others


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A text that is no credit code.

    Args:
        length: How many signs it has.
        signs: Those that no code has at their place, each once.
        meant: The code that it becomes when look-alikes (O and 0, I and 1) are read rightly.
    """

    fault: CodeFault
    length: int = 0
    signs: str = ""
    meant: str | None = None


def read_credit_code(typed: str) -> str | WrongCode:
    """Read a code; spaces, dashes, small letters and full width are forgiven."""
    code = _bare(typed)
    if not _is_code(code) and (inside := _inside(typed)) is not None:
        return inside
    if not code or not code.isascii():
        return WrongCode(CodeFault.NO_CODE)
    return code if _is_code(code) else _wrong(code)


def masked_code(code: str) -> str:
    """9141**********123X: enough to tell one's own."""
    return code[:SHOWN] + "*" * (len(code) - 2 * SHOWN) + code[-SHOWN:]


def _bare(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed)
    return _LABEL.sub("", _BETWEEN.sub("", plain)).upper()


def _inside(typed: str) -> str | None:
    """The one code in a sentence: 信用代码91411322 MA12345675，法人是我."""
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", typed).upper())
    ends = ((start, start + n) for start in range(len(pieces)) for n in range(1, MOST_PIECES + 1))
    runs = ("".join(pieces[start:end]) for start, end in ends if end <= len(pieces))
    codes = {run for run in runs if _is_code(run)}
    return codes.pop() if len(codes) == 1 else None


def _is_code(code: str) -> bool:
    # The library wants a digit in front; rural collectives have an N there, others a Y or an A.
    if len(code) != LENGTH or not set(code) <= _SIGNS or not code[2:8].isdecimal():
        return False
    return code[-1] == uscc.calc_check_digit(code)


def _wrong(code: str) -> WrongCode:
    if ric.is_valid(code):
        return WrongCode(CodeFault.ID_CARD)
    if len(code) == OLD_LENGTH and code.isdecimal():
        return WrongCode(CodeFault.OLD_NUMBER, len(code))
    if len(code) != LENGTH:
        return WrongCode(CodeFault.LENGTH, len(code))
    strange = _strange(code)
    if not strange:
        return WrongCode(CodeFault.CHECK, len(code))
    meant = code.translate(_MISREAD)
    return WrongCode(CodeFault.SIGNS, len(code), strange, meant if _is_code(meant) else None)


def _strange(code: str) -> str:
    """Signs that no code has there: letters among the first eight, and I, O, S, V, Z."""
    letters = [sign for sign in code[2:8] if not sign.isdecimal()]
    others = [sign for sign in code if sign not in _SIGNS]
    return "".join(dict.fromkeys([*others, *letters]))
