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
        └── FileRefusal        a file that is not taken

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
