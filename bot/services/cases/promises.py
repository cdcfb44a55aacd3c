"""一跟到底: an answer names the date of the next one, and the firm hears of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import CaseAct
from bot.domain.case_terms import Clock, ClockKind
from bot.domain.errors import Stale, StaleCode
from bot.domain.workdays import is_working_day
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_at_work
from bot.services.cases.gathering import card_of
from bot.services.cases.moves import Said, note_step, refused
from bot.services.cases.rules import terms_of
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord
from bot.store.cases.clocks import clocks_of, keep_clocks
from bot.store.cases.steps import CaseStep, steps_of
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

DAYS_AHEAD: Final = (1, 2, 5)
"""What is offered beside today: so many working days from now."""
LATEST: Final = timedelta(days=60)
"""From now, and from the last answer; no document says how far, so the product does."""
MOVES: Final = 1
"""So often may a date be put off while the firm hears nothing new."""
END_OF_WORK: Final = time(18)
LEAST: Final = timedelta(hours=1)
"""Until the end of a day's work, for that day to be offered."""


def next_dates(now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """The days to offer, at the end of whose work the firm would hear again.

    Args:
        now: Aware.
    """
    today = now.astimezone(zone).date()
    ahead = (today + timedelta(days=count) for count in range(1, LATEST.days))
    working = [day for day in ahead if is_working_day(day)][: max(DAYS_AHEAD)]
    days = [working[count - 1] for count in DAYS_AHEAD]
    return (today, *days) if _end_of(today, zone) - now >= LEAST else tuple(days)


def promise(
    uow: UnitOfWork, ground: Ground, officer: OfficerCard, case_id: int, day: date
) -> tuple[CaseCard, datetime]:
    """Say until when the firm hears again; warned and chased like any other term.

    Args:
        day: At the end of whose work, in the region's zone.

    Returns:
        The case, and the moment (aware UTC).

    Raises:
        CaseRefusal: It was put off once since the last answer, or is too far from that.
        NotYours: No such case in this officer's scope, or they do not work on it.
        Stale: No answer is due in it any more, or the day is over or far away.
    """
    case = case_at_work(uow, officer, case_id)
    clocks, due = clocks_of(uow.connection, case.id), promised_until(uow.now, day, ground.zone)
    if ClockKind.INTERIM not in clocks or due is None:
        raise Stale(StaleCode.CHANGED)
    _check_put_off(uow, case, clocks[ClockKind.INTERIM], due)
    terms = terms_of(ground.rulebase, ground.zone, case.region, urgent=case.urgent)
    missed = clocks[ClockKind.INTERIM].missed_at(uow.now)  # another date is no answer
    named = replace(terms.start(ClockKind.INTERIM, uow.now, due), missed=missed)
    keep_clocks(uow, case.id, clocks, {**clocks, ClockKind.INTERIM: named})
    note_step(uow, case, CaseAct.PROMISE, officer, Said(promised=due))
    return card_of(uow, ground.rulebase, case), due


def promised_until(now: datetime, day: date, zone: ZoneInfo) -> datetime | None:
    """The moment that a day promises (aware UTC); None if it is over or far away."""
    due = _end_of(day, zone)
    return due if now < due <= now + LATEST else None


def _check_put_off(uow: UnitOfWork, case: CaseRecord, clock: Clock, due: datetime) -> None:
    """A date may be named, and put off once; then the firm has to hear something first."""
    steps = steps_of(uow, case.id)
    heard = [number for number, step in enumerate(steps) if _is_answer(step)]
    since = steps[max(heard, default=0) :]
    named = sum(step.act is CaseAct.PROMISE for step in since)
    later = clock.due is not None and due > clock.due
    if later and named > MOVES:
        raise refused(uow, case, CaseCode.PUT_OFF)
    if due > since[0].at + LATEST:
        raise refused(uow, case, CaseCode.TOO_FAR, most=LATEST.days)


def _is_answer(step: CaseStep) -> bool:
    """Since then the firm has known nothing new; what is reopened begins anew."""
    said = step.by_officer and step.act in {CaseAct.ANSWER, CaseAct.ASK}
    return said or step.act in {CaseAct.DENY, CaseAct.FAULT}


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_WORK, zone).astimezone(UTC)
