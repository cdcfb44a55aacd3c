"""Changes of members that a firm cannot stand, and invitations that do not open."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class InviteCode(StrEnum):
    """Why an invitation does not open. It is no refusal: a wrong guess must stay counted."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"
    ALREADY_MEMBER = "already_member"
    LAST = "last"  # unknown, and the next guesses have to wait
    TOO_MANY = "too_many"  # guesses: wait a while


class MemberCode(StrEnum):
    """Codes of `MemberRefusal`."""

    LAST_OWNER = "last_owner"  # a firm keeps at least one
    NOT_A_MEMBER = "not_a_member"  # any more
    ROLE = "role"  # whom they may not invite, or remove


class MemberRefusal(Refusal):
    """The firm's members cannot be changed so."""

    def __init__(self, code: MemberCode, **params: Param) -> None:
        super().__init__(code, **params)
