"""What cannot be done to a broadcast."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class BroadcastCode(StrEnum):
    """Codes of `BroadcastRefusal`."""

    STATE = "state"  # act, state: it does not stand where this is possible
    OWN = "own"  # whoever wrote it does not approve it
    NO_TEXT = "no_text"  # a text is missing: language
    FAULTY = "faulty"  # the content cannot be sent as it stands
    NO_FILE = "no_file"  # the file that goes with it is not kept
    NO_AUDIENCE = "no_audience"
    NOBODY = "nobody"  # the audience has no one in it
    OUTSIDE = "outside"  # the audience lies outside of the place that it is written for
    PAST = "past"  # number, starts_at: the moment at which it was to begin has passed
    AGAIN = "again"  # whoever has approved it does not approve it once more
    CHANGING = "changing"  # number: another one changes it already
    WITHDRAWN = "withdrawn"  # it was withdrawn: there is nothing left to change
    READERS = "readers"  # a list of policies for people who may not read any
    UNCOUNTED = "uncounted"  # to how many firms nothing applies was not counted for this audience
    SAME = "same"  # number: a correction says the same as what it corrects
    SEEN = "seen"  # number: somebody has looked at what went urgently


class BroadcastRefusal(Refusal):
    """A broadcast does not allow this."""

    def __init__(self, code: BroadcastCode, **params: Param) -> None:
        super().__init__(code, **params)
