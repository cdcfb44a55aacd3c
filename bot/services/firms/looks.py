"""What has changed for a person since they last looked at the list of policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.store.firms.looks import LookCard, Seen, keep_look, look_of
from bot.store.uow import UnitOfWork
from policies.verdicts import Outcome, Verdict


class ChangeKind(StrEnum):
    """What is different about a verdict."""

    NEW = "new"  # a record that was not there
    OUTCOME = "outcome"
    AMOUNT = "amount"
    TEXT = "text"  # the record itself was written anew


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict that is not as it was.

    Args:
        was: The outcome then; None for a new record.
    """

    kind: ChangeKind
    was: Outcome | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is not as it was.

    Args:
        since: The day of the list that the new one is compared with; None on the first look.
        same_day: That day is today: it is compared with the first list of today.
        of: By record id, in the order of the verdicts.
    """

    since: date | None = None
    of: Mapping[str, Change] = field(default_factory=dict)
    same_day: bool = False


def note_look(
    uow: UnitOfWork, person_id: int, firm_id: int, verdicts: Sequence[Verdict], today: date
) -> Changes:
    """Remember the list that is shown now, and say what changed since an earlier day's.

    Each person has a look of their own: what one member has read stays marked for the others.
    A mark stays for the whole day, so that a glance in a hurry does not use it up; on the first
    day it is compared with the first list of that day.

    Args:
        verdicts: All that the list is made of.
        today: The business date in the zone.
    """
    now = {verdict.policy: seen(verdict) for verdict in verdicts}
    known = look_of(uow, person_id, firm_id)
    if known is None:
        keep_look(uow, person_id, firm_id, LookCard(now, today, now, today))
        return Changes()
    before, before_on = known.before, known.before_on
    if known.shown_on != today:
        before, before_on = known.shown, known.shown_on
    keep_look(uow, person_id, firm_id, LookCard(before, before_on, now, today))
    return Changes(before_on, changed(before, now), same_day=before_on == today)


def changed(before: Mapping[str, Seen], now: Mapping[str, Seen]) -> dict[str, Change]:
    """Compare two lists; what is new and does not apply is nobody's news."""
    found = ((policy, _change(before.get(policy), seen)) for policy, seen in now.items())
    return {policy: change for policy, change in found if change is not None}


def _change(was: Seen | None, now: Seen) -> Change | None:
    if was is None:
        return None if now.outcome == Outcome.NO_MATCH else Change(ChangeKind.NEW, None)
    if was == now:
        return None
    outcome = Outcome(was.outcome)
    if was.outcome != now.outcome:
        return Change(ChangeKind.OUTCOME, outcome)
    same = was.amounts == now.amounts
    return Change(ChangeKind.TEXT if same else ChangeKind.AMOUNT, outcome)


def seen(verdict: Verdict) -> Seen:
    """A verdict as far as a change of it is told."""
    amounts = {line.name: line.text() for line in verdict.lines}
    return Seen(verdict.outcome.value, amounts, verdict.version)
