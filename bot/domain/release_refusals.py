"""What cannot be done to a release of policies."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class ReleaseCode(StrEnum):
    """Codes of `ReleaseRefusal`."""

    STATE = "state"  # act, state: it does not stand where this is possible
    OWN = "own"  # whoever brought it in does not approve it
    NOTHING_BEFORE = "nothing_before"  # there is no version before to go back to


class ReleaseRefusal(Refusal):
    """A release does not allow this."""

    def __init__(self, code: ReleaseCode, **params: Param) -> None:
        super().__init__(code, **params)
