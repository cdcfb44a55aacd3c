"""Mobile and id numbers that a firm wrote are hidden in chats; what is stored stays whole."""

import re

from bot.domain.erasing import ERASED
from bot.domain.phones import ID, MOBILE, digits, is_id
from handlers.tongue import Html, Tongue


def masked(t: Tongue, text: str) -> str:
    """The text with 138****5678 for a mobile number and a remark for an id number.

    An id number has 18 signs, the last may be an X; spaces or hyphens may stand between them.
    """
    if text == ERASED:
        return t("（企业主已删除资料）")

    def without_id(found: re.Match[str]) -> str:
        return t("〔证件号已隐去〕") if is_id(found[0]) else found[0]

    return MOBILE.sub(_without_middle, ID.sub(without_id, text))


def masked_remark(t: Tongue, text: str) -> Html | None:
    """Tells who wrote the text that something in it is hidden; None if nothing is."""
    if text == ERASED or masked(t, text) == text:
        return None
    return t("您写的手机号、证件号已遮住。要打电话的经办人点一下能看手机号，每次有记录。")


def _without_middle(found: re.Match[str]) -> str:
    number = digits(found["number"])
    return f"{found['abroad'] or ''}{number[:3]}****{number[-4:]}"
