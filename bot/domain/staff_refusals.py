"""Changes of staff, or of who looks after a firm, that the desk cannot stand."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class StaffCode(StrEnum):
    """Codes of `StaffRefusal`."""

    OWN_INVITATION = "own_invitation"  # who invited somebody does not confirm them
    SELF = "self"  # nobody confirms, or lets go, themselves
    LAST_ADMINISTRATOR = "last_administrator"  # of a region: region
    HAS_POST = "has_post"  # that they were to get
    LAST_POST = "last_post"  # of somebody: who leaves hands over
    STILL_NEEDED = "still_needed"  # for so many firms: firms
    ELSEWHERE = "elsewhere"  # somebody has posts beyond the administrator's regions
    OVERLAP = "overlap"  # with an absence that is known: since, until (None: open)
    DEPUTY = "deputy"  # is no colleague who works then
    CIRCLE = "circle"  # the deputy goes as well, and their work would come back: name
    HOLDS_SLOT = "holds_slot"  # is that firm's officer already
    SLOT = "slot"  # none of this region's
    UNIT = "unit"  # none there, or closed
    UNIT_NAMED = "unit_named"  # another unit of the place is called so
    PHONE = "phone"  # is none of an office
    PHONE_PERSONAL = "phone_personal"  # a mobile number is somebody's own
    UNIT_IN_USE = "unit_in_use"  # people work in it: people
    UNIT_HAS_CASES = "unit_has_cases"  # on no other desk at which somebody sits: cases
    GROUP_TAKEN = "group_taken"  # the group, or the unit, is bound already
    GROUP_UNFIT = "group_unfit"  # the bot cannot work there: state


class StaffRefusal(Refusal):
    """The staff, or who looks after a firm, cannot be changed so."""

    def __init__(self, code: StaffCode, **params: Param) -> None:
        super().__init__(code, **params)
