"""What can go wrong on purpose, and what a view needs to say it well.

    ZhuqiError                 everything that we raise ourselves
    └── Refusal                expected: the answer is a sentence with a way on
        ├── NotYours           no such thing in this person's scope, or not their role
        ├── Stale              the button or card is older than what it speaks of
        ├── BadAnswer          an answer that the open question cannot take
        ├── CaseRefusal        an act that the case's status does not allow
        ├── SamplingRefusal    a sampling time that cannot be true
        ├── SnoozeRefusal      a reminder that can no longer be put off
        ├── MemberRefusal      a change of members that a firm cannot stand
        ├── StaffRefusal       a change of staff that the desk cannot stand
        ├── RegisterRefusal    a value of a register that cannot be set, asked for or checked so
        ├── FileRefusal        a file that is not taken
        └── SheetRefusal       a spreadsheet that cannot be read as the table it should be

A refusal carries a code and typed parameters, never wording: views turn both into
Chinese and English. Anything else that is raised is a bug and is logged once.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Param: TypeAlias = str | int | datetime | None


class ZhuqiError(Exception):
    """Everything that this project raises by itself."""


class Refusal(ZhuqiError):
    """An expected no, to be answered in the user's language with a way on.

    Attributes:
        code: Why; each subclass names the enum its codes come from.
        params: What the sentence needs, as listed beside the code. Datetimes are aware UTC.
    """

    def __init__(self, code: StrEnum, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, Param] = params

    def __str__(self) -> str:
        """Class and code only: parameters may be personal and would end in a log."""
        return f"{type(self).__name__}({self.code})"


class AccessCode(StrEnum):
    """Codes of `NotYours`; params: subject, such as ``"case"`` or ``"firm"``."""

    NOT_FOUND = "not_found"  # or not in scope: the reply is the same, so that ids cannot be probed
    ROLE = "role"  # theirs to see, not theirs to do
    UNCONFIRMED = "unconfirmed"  # subject "desk": a second administrator has yet to agree
    LEFT = "left"  # subject "desk": none of their posts lasts


class NotYours(Refusal):
    """No such thing in this person's scope, or their role may not do this."""

    def __init__(self, subject: str, code: AccessCode = AccessCode.NOT_FOUND) -> None:
        super().__init__(code, subject=subject)


class StaleCode(StrEnum):
    """Codes of `Stale`."""

    CHANGED = "changed"  # what the card shows has changed since
    ANSWERED = "answered"  # the question was answered already
    EXPIRED = "expired"  # the time to press it is over, such as undo after 10 minutes


class Stale(Refusal):
    """The button pressed belongs to a moment that has passed."""

    def __init__(self, code: StaleCode, **params: Param) -> None:
        super().__init__(code, **params)


class AnswerCode(StrEnum):
    """Codes of `BadAnswer`; params: understood (what was read, if anything), fact."""

    NOT_UNDERSTOOD = "not_understood"
    OUT_OF_RANGE = "out_of_range"  # least, most
    NOT_OFFERED = "not_offered"  # not one of the choices
    TOO_LONG = "too_long"  # most: characters


class BadAnswer(Refusal):
    """The open question cannot take this answer; it stays open."""

    def __init__(self, code: AnswerCode, **params: Param) -> None:
        super().__init__(code, **params)


class CaseCode(StrEnum):
    """Codes of `CaseRefusal`; params: status, and what is named here."""

    ALREADY_CLAIMED = "already_claimed"  # held_by, held_since
    NOT_HOLDER = "not_holder"  # held_by
    NOT_CLAIMED = "not_claimed"
    NOT_OPEN = "not_open"  # over: confirmed by the firm, or solved and waiting for it
    NOT_SOLVED = "not_solved"  # nothing to deny yet
    RESULT_MISSING = "result_missing"
    ASKED_TOO_OFTEN = "asked_too_often"  # the firm, for something more
    RETURNED_TOO_OFTEN = "returned_too_often"  # the superior has said whose it is
    AT_TOP = "at_top"  # nobody is above
    OWN_WORK = "own_work"  # whoever handled a case does not check it
    ELSEWHERE = "elsewhere"  # it lies on the desks of others now


class CaseRefusal(Refusal):
    """The case's status does not allow this act."""

    def __init__(self, code: CaseCode, **params: Param) -> None:
        super().__init__(code, **params)


class SamplingCode(StrEnum):
    """Codes of `SamplingRefusal`; params: stated, now, and what is named here."""

    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"  # earliest: the oldest moment that is taken
    NOT_NEWEST = "not_newest"  # known: a sampling as new or newer that is on record; group


class SamplingRefusal(Refusal):
    """The sampling time that was stated cannot be recorded."""

    def __init__(self, code: SamplingCode, **params: Param) -> None:
        super().__init__(code, **params)


class SnoozeCode(StrEnum):
    """Codes of `SnoozeRefusal`; params: deadline, now."""

    TOO_NEAR = "too_near"  # putting it off would leave no time to test
    OVERDUE = "overdue"


class SnoozeRefusal(Refusal):
    """The reminder can no longer be put off."""

    def __init__(self, code: SnoozeCode, **params: Param) -> None:
        super().__init__(code, **params)


class InviteCode(StrEnum):
    """Why an invitation does not open. It is no refusal: a wrong guess must stay counted."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    REVOKED = "revoked"
    ALREADY_MEMBER = "already_member"
    TOO_MANY = "too_many"  # guesses: wait a while


class FileCode(StrEnum):
    """Codes of `FileRefusal`."""

    TOO_LARGE = "too_large"  # size, most: bytes
    TOO_MANY = "too_many"  # most: so many a day from one firm
    ATTACHED = "attached"  # it is with a case already: case_id


class FileRefusal(Refusal):
    """The file is not taken, or not put there."""

    def __init__(self, code: FileCode, **params: Param) -> None:
        super().__init__(code, **params)


class MemberCode(StrEnum):
    """Codes of `MemberRefusal`."""

    LAST_OWNER = "last_owner"  # a firm keeps at least one
    NOT_A_MEMBER = "not_a_member"  # any more
    ROLE = "role"  # whom they may not invite, or remove


class MemberRefusal(Refusal):
    """The firm's members cannot be changed so."""

    def __init__(self, code: MemberCode, **params: Param) -> None:
        super().__init__(code, **params)


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
    HOLDS_SLOT = "holds_slot"  # is that firm's officer already
    SLOT = "slot"  # none of this region's
    UNIT = "unit"  # none there, or closed
    UNIT_IN_USE = "unit_in_use"  # people work in it


class StaffRefusal(Refusal):
    """The staff, or who looks after a firm, cannot be changed so."""

    def __init__(self, code: StaffCode, **params: Param) -> None:
        super().__init__(code, **params)


class RegisterCode(StrEnum):
    """Codes of `RegisterRefusal`."""

    SAME = "same"  # it holds already, or is to hold then
    TOO_EARLY = "too_early"  # since: when the value began that holds now
    TOO_FAR = "too_far"  # more than a year ahead or back
    CONDITIONS = "conditions"  # not every one that the document demands
    OPEN = "open"  # application_id: the firm has asked for it already
    NOT_OPEN = "not_open"  # the application is over: status, by
    NO_NUMBER = "no_number"  # of firms to draw: most
    NOBODY = "nobody"  # left to be checked


class RegisterRefusal(Refusal):
    """A register, an application for it or a spot check does not allow this."""

    def __init__(self, code: RegisterCode, **params: Param) -> None:
        super().__init__(code, **params)


class SheetCode(StrEnum):
    """Codes of `SheetRefusal`."""

    EMPTY = "empty"  # no bytes, or a header without rows
    TOO_LARGE = "too_large"  # most: bytes
    TOO_MANY_ROWS = "too_many_rows"  # most
    BOMB = "bomb"  # would unpack to far more than a table of this length needs
    NESTED = "nested"  # another packed file is inside
    ENCRYPTED = "encrypted"  # asks for a password
    MACROS = "macros"
    OLD_FORMAT = "old_format"  # .xls of 97-2003, or .et of WPS
    OTHER_FORMAT = "other_format"  # .ods, .xlsb: a table, but no .xlsx
    NOT_A_TABLE = "not_a_table"  # a document, a picture, a web page
    DAMAGED = "damaged"
    NO_HEADER = "no_header"  # missing: the titles that were not found
    TITLE_TWICE = "title_twice"  # title


class SheetRefusal(Refusal):
    """A spreadsheet that cannot be read as the table it should be; nothing of it was taken."""

    def __init__(self, code: SheetCode, **params: Param) -> None:
        super().__init__(code, **params)
