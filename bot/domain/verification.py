"""How far an officer has checked that a firm is what it says it is."""

from enum import StrEnum


class Standing(StrEnum):
    """What officers have said of a registration."""

    UNVERIFIED = "unverified"  # nobody has looked yet, or it was changed since
    VERIFIED = "verified"
    REFUSED = "refused"  # with a reason; changing what was wrong asks anew
