"""影响: how the answer of a record to a firm changes, whatever the reason."""

from enum import StrEnum


class Change(StrEnum):
    """How the answer of one record to one firm changes."""

    GAINED = "gained"  # it applies now, or must be kept now
    LOST = "lost"
    OPEN = "open"  # the authority has to say
    ASKED = "asked"  # something has to be asked before it can be said
    AMOUNT = "amount"  # it applies as before, with another amount
    TERMS = "terms"  # it must be kept as before, in another way
