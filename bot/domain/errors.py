"""What can go wrong on purpose, and what a view needs to say it well.

    ZhuqiError                 everything that we raise ourselves
    └── Refusal                expected: the answer is a sentence with a way on
        ├── NotYours           no such thing in this person's scope, or not their role
        ├── Stale              the button or card is older than what it speaks of
        ├── BadAnswer          an answer that the open question cannot take
        ├── `broadcast_refusals`: BroadcastRefusal
        ├── `release_refusals`: ReleaseRefusal
        ├── `case_refusals`: CaseRefusal, IssueRefusal
        ├── `sampling_refusals`: SamplingRefusal, SnoozeRefusal
        ├── `member_refusals`: MemberRefusal
        ├── `staff_refusals`: StaffRefusal
        ├── `register_refusals`: RegisterRefusal
        └── `file_refusals`: FileRefusal, SheetRefusal

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
    NO_RESULT = "no_result"  # it does not say what was done
    NO_REASON = "no_reason"  # it does not say why


class BadAnswer(Refusal):
    """The open question cannot take this answer; it stays open."""

    def __init__(self, code: AnswerCode, **params: Param) -> None:
        super().__init__(code, **params)
