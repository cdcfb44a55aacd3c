"""A code was wrong too often, said alike in both bots."""

from typing import Final

from bot.domain.markup import Html
from bot.domain.member_refusals import InviteCode
from handlers.tongue import Tongue

WAITS: Final = frozenset({InviteCode.LAST, InviteCode.TOO_MANY})


def wait_first(t: Tongue, code: InviteCode) -> Html:
    """For whom the next tries have to wait."""
    if code is InviteCode.LAST:
        return t("这个邀请码不对，错的次数太多了，先停一下：请 15 分钟后再试。")
    return t("试的次数太多，暂时停一下：请 15 分钟后再试，还不行就过 1 小时。")
