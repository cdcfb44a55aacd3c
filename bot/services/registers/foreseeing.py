"""What a value would change before anybody sets it: looked up in an act, worked out outside."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.services.duties.errands import Ground
from bot.services.impact.known import Known, read_known
from bot.services.registers.cards import RegisterCard
from bot.services.registers.changes import Change, check_change
from bot.services.registers.documents import held_until
from bot.services.registers.impact import Impact, impact_of, within
from bot.store.registers.registers import Held
from bot.store.uow import UnitOfWork
from policies.fact_values import dump_value
from policies.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A change that can be set, and all that was known when it was looked at.

    Attributes:
        day: The local day on which it would begin.
    """

    card: RegisterCard
    change: Change
    known: Known
    day: date


def look_ahead(uow: UnitOfWork, ground: Ground, card: RegisterCard, change: Change) -> Foreseen:
    """All that it takes to work out what a change would do.

    Raises:
        NotYours, Stale, RegisterRefusal: It cannot be set so, as `check_change`.
    """
    starts = check_change(card, change, ground, uow.now)
    day = starts.astimezone(ground.zone).date()
    return Foreseen(card, change, read_known(uow, within(card.subject)), day)


def impact_ahead(rulebase: RuleBase, ahead: Foreseen) -> Impact:
    """What the change would do; it takes a while and no database: see `impact_of`."""
    card, day = ahead.card, ahead.day
    document = card.register.document
    if document is not None and document.last_day is not None:
        # Until its own year is over nothing depends on it: what counts is how it is then.
        day = max(day, document.last_day + timedelta(days=1))
    held = _held(ahead)
    return impact_of(rulebase, ahead.known, card.subject, card.fact.id, held, day)


def _held(ahead: Foreseen) -> Held | None:
    """How the fact would stand."""
    card = ahead.card
    if card.register.document is not None:
        return held_until(ahead.change.value)
    value = dump_value(card.fact, ahead.change.value)
    if card.subject.firm is None:
        return {"value": value, "since": f"{ahead.day.isoformat()}T00:00:00+00:00"}
    return {"value": value, "by_staff": True, "approximate": False}
