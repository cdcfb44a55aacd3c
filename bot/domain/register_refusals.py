"""Values of a register that cannot be set, asked for or checked so."""

from enum import StrEnum

from bot.domain.errors import Param, Refusal


class RegisterCode(StrEnum):
    """Codes of `RegisterRefusal`."""

    SAME = "same"  # it holds already, or is to hold then
    TOO_EARLY = "too_early"  # since: when the value began that holds now
    PAST = "past"  # a document's last day is over
    OWN_YEAR = "own_year"  # it holds by itself until the end of: year
    TOO_LONG = "too_long"  # a document's last day is years ahead: most
    PLANNED = "planned"  # since: from when other lists are planned, which would undo these
    TOO_FAR = "too_far"  # more than a year ahead or back
    CONDITIONS = "conditions"  # not every one that the document demands
    OPEN = "open"  # application_id: the firm has asked for it already
    NOT_OPEN = "not_open"  # the application is over: status, by
    NO_NUMBER = "no_number"  # of firms to draw: most
    NOBODY = "nobody"  # left to be checked: listed (how many are on the list)
    NO_FIGURE = "no_figure"  # of how much a list covers: part is missing; most


class RegisterRefusal(Refusal):
    """A register, an application for it or a spot check does not allow this."""

    def __init__(self, code: RegisterCode, **params: Param) -> None:
        super().__init__(code, **params)
