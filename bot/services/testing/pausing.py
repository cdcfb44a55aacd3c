"""停产 and 放假: pauses of a firm or of one group, set, ended early, taken back; all audited."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.pauses import LONGEST, Pause, notice_on
from bot.domain.testing import may_undo
from bot.services.firms.rights import speak_for
from bot.services.testing.replanning import lay_out
from bot.services.testing.rhythms import SamplingRules
from bot.services.testing.standing import GroupStatus, status_of
from bot.services.testing.testing import own_group
from bot.store.audit import note
from bot.store.firms.people import PersonCard
from bot.store.testing import pauses as store
from bot.store.testing.pauses import NewPause, PauseCard
from bot.store.testing.testing import groups_of, lock_groups
from bot.store.uow import UnitOfWork

LEAST: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause as it is now, and every group of the firm with it.

    `pause` is None if there is none any more.
    """

    id: int
    pause: PauseCard | None
    statuses: tuple[GroupStatus, ...]


def pause_ahead(uow: UnitOfWork, firm_id: int, group_id: int | None) -> PauseCard | None:
    """The pause of a firm (or of one group) that runs or will."""
    ahead = store.pauses_ahead(uow.connection, firm_id, uow.now)
    return next((each for each in ahead if each.group_id == group_id), None)


def any_pause(uow: UnitOfWork, firm_id: int) -> PauseCard | None:
    """The pause of the firm that runs or will, else the first of any group."""
    ahead = store.pauses_ahead(uow.connection, firm_id, uow.now)
    return min(ahead, key=lambda each: each.group_id is not None, default=None)


def set_pause(
    uow: UnitOfWork, person: PersonCard, rules: SamplingRules, group_id: int | None, span: Pause
) -> Paused:
    """Pause a firm, or one group; a pause of the same that runs keeps its beginning.

    Args:
        group_id: None: the whole firm, with groups that are made later.

    Raises:
        NotYours: The person does not speak for the firm, or it is not a group of it.
        BadAnswer: It is over already, or longer or further ahead than a year.
    """
    _check_access(uow, person, rules, group_id)
    known = pause_ahead(uow, rules.firm_id, group_id)
    if known is not None and known.span.starts_at <= uow.now:
        span = Pause(known.span.starts_at, span.ends_at)
    _check_span(uow, span)
    if known is not None and known.span == span:
        return _after(uow, rules, known.id)
    return _replace(uow, person, rules, group_id, span, known)


def end_pause(
    uow: UnitOfWork, person: PersonCard, rules: SamplingRules, pause_id: int, at: datetime
) -> Paused:
    """Let work begin again at a moment from now on; a pause that has not begun is called off.

    Raises:
        NotYours: No such pause of theirs.
        Stale: It was changed or is over.
    """
    known = own_pause(uow, person, rules, pause_id)
    span = known.span
    if not known.live or (span.ends_at is not None and span.ends_at <= uow.now):
        raise Stale(StaleCode.CHANGED)
    ends = max(at, uow.now) if span.ends_at is None else min(max(at, uow.now), span.ends_at)
    if span.starts_at > uow.now:
        ends = span.starts_at
    return _replace(uow, person, rules, known.group_id, Pause(span.starts_at, ends), known)


def undo_pause(uow: UnitOfWork, person: PersonCard, rules: SamplingRules, pause_id: int) -> Paused:
    """Take back within 10 minutes what was set: what it replaced is in force again.

    Raises:
        NotYours: No such pause of theirs.
        Stale: Too long ago, taken back already, or changed since.
    """
    known = own_pause(uow, person, rules, pause_id)
    if not known.live:
        raise Stale(StaleCode.ANSWERED)
    if not may_undo(known.made_at, uow.now):
        raise Stale(StaleCode.EXPIRED)
    store.take_back(uow.connection, pause_id)
    _noted(uow, person, "pause:undo", pause_id)
    return _after(uow, rules, pause_id)


def own_pause(
    uow: UnitOfWork, person: PersonCard, rules: SamplingRules, pause_id: int
) -> PauseCard:
    """Load a pause of the firm, and hold its groups.

    Raises:
        NotYours: No such pause of theirs.
    """
    card = store.load_pause(uow.connection, pause_id)
    if card is None or card.firm_id != rules.firm_id:
        raise NotYours("pause")
    _check_access(uow, person, rules, card.group_id)
    # Read again: whoever held the groups until now may have changed it.
    return store.load_pause(uow.connection, pause_id) or card


def _check_access(
    uow: UnitOfWork, person: PersonCard, rules: SamplingRules, group_id: int | None
) -> None:
    speak_for(uow, person, rules.firm_id, Right.SAMPLE)
    if group_id is not None and own_group(uow, person, group_id).firm_id != rules.firm_id:
        raise NotYours("group")
    lock_groups(uow.connection, _group_ids(uow, rules.firm_id))


def _check_span(uow: UnitOfWork, span: Pause) -> None:
    ends = span.ends_at or max(span.starts_at, uow.now) + LEAST
    too_far = max(span.starts_at, ends) > uow.now + LONGEST
    if ends < max(span.starts_at, uow.now) + LEAST or too_far:
        raise BadAnswer(AnswerCode.OUT_OF_RANGE, understood=None)


def _replace(
    uow: UnitOfWork,
    person: PersonCard,
    rules: SamplingRules,
    group_id: int | None,
    span: Pause,
    known: PauseCard | None,
) -> Paused:
    new = NewPause(rules.firm_id, group_id, span, notice_on(span, uow.now, rules.quiet))
    instead = [] if known is None else [known.id]
    pause_id = store.add_pause(uow, new, person.id, instead=instead)
    ended = span.ends_at is not None and span.ends_at <= max(span.starts_at, uow.now)
    _noted(uow, person, "pause:end" if ended else "pause:set", pause_id)
    return _after(uow, rules, pause_id)


def _after(uow: UnitOfWork, rules: SamplingRules, pause_id: int) -> Paused:
    """Plan every group anew: each is laid out by the pauses as they are now."""
    groups = lock_groups(uow.connection, _group_ids(uow, rules.firm_id))
    for group in groups.values():
        lay_out(uow, group, rules.quiet)
    statuses = (status_of(group, uow.now, rules.zone) for group in groups.values())
    ordered = tuple(sorted(statuses, key=lambda status: status.urgency))
    touched = store.load_pause(uow.connection, pause_id)
    group_id = None if touched is None else touched.group_id
    return Paused(pause_id, pause_ahead(uow, rules.firm_id, group_id), ordered)


def _group_ids(uow: UnitOfWork, firm_id: int) -> list[int]:
    return [group.id for group in groups_of(uow.connection, firm_id)]


def _noted(uow: UnitOfWork, person: PersonCard, act: str, pause_id: int) -> None:
    note(uow, actor=f"person:{person.id}", act=act, subject=f"pause:{pause_id}")
