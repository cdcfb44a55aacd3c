"""What is to be set in a register, and whether it can be: value, day, conditions and reason."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.register_refusals import RegisterCode, RegisterRefusal
from bot.domain.registers import (
    REASON_MOST,
    SOURCE_MOST,
    Grounds,
    SourceKind,
    check_until,
    holding,
    start_of,
)
from bot.services.duties.errands import Ground
from bot.services.registers.cards import RegisterCard
from bot.services.registers.registers import to_keep
from policies.fact_values import dump_value
from policies.facts import FactValue
from policies.registers import day_of


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be set.

    Attributes:
        day: From when: a local day; None: from now on.
        conditions: How many conditions of the document were ticked.
        seen: The version of the card that the officer looked at.
    """

    value: FactValue
    day: date | None
    grounds: Grounds
    conditions: int
    seen: int


def checked_grounds(reason: str, source: SourceKind, words: str = "") -> Grounds:
    """Why, and from where, as an officer wrote it.

    Raises:
        BadAnswer: Nothing that says anything, or too much.
    """
    said, named = reason.strip(), words.strip()
    for text, most in ((said, REASON_MOST), (named, SOURCE_MOST)):
        if len(text) > most:
            raise BadAnswer(AnswerCode.TOO_LONG, most=most)
    for text in (said, named) if source is SourceKind.WORDS else (said,):
        if not any(character.isalnum() for character in text):
            raise BadAnswer(AnswerCode.NOT_UNDERSTOOD)
    return Grounds(said, source, named)


def check_change(card: RegisterCard, change: Change, ground: Ground, now: datetime) -> datetime:
    """Make sure that a value can be set so; from when it would hold (aware UTC).

    Raises:
        NotYours: Not theirs to keep, or no value that staff set.
        Stale: Somebody entered another value meanwhile.
        RegisterRefusal: It holds already, a condition is lacking, a day cannot be, or lists
            that are planned would undo it.
    """
    to_keep(card)
    register, holds = card.register, card.holding(now)
    if not register.may_become(change.value):
        raise NotYours("register")
    if card.version != change.seen:
        raise Stale(StaleCode.CHANGED)
    if (planned := card.in_the_way(now)) is not None:
        raise RegisterRefusal(RegisterCode.PLANNED, since=planned.starts_at)
    removal = register.removal
    if removal and change.value == removal.value and change.conditions < len(removal.conditions):
        raise RegisterRefusal(RegisterCode.CONDITIONS)
    if register.document is not None and register.document.last_day is not None:
        _check_until(change, register.document.last_day, now.astimezone(ground.zone).date())
    starts = start_of(change.day, now, ground.zone, holds.starts_at if holds else None)
    then = holding(card.entries, starts)
    before = then.value if then else None
    said = dump_value(register.fact, change.value)
    if (then is not None and before == said) or (
        then is None and card.value == change.value and not card.self_reported
    ):
        raise RegisterRefusal(RegisterCode.SAME)
    return starts


def _check_until(change: Change, own: date, today: date) -> None:
    until = day_of(change.value)
    if until is not None:
        check_until(until, own, today)
