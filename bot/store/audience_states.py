"""How a firm's test groups and cases stand, as conditions on the table of firms."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    cast,
    exists,
    or_,
    select,
    type_coerce,
)

from bot.domain.case_states import DONE
from bot.store.cases.cases import CASE
from bot.store.columns import EPOCH, MILLISECOND
from bot.store.firms.firms import FIRM
from bot.store.testing.pauses import PAUSE
from bot.store.testing.testing import GROUP, GroupCard, cards_of
from bot.store.uow import UnitOfWork

HOUR: Final = timedelta(hours=1) // MILLISECOND
UNTIMED_PART: Final = "[null,"
"""How `dump_parts` begins people whose last sampling nobody stated."""


def has_groups(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """It has a test group, of which this holds."""
    return _any(select(GROUP.c.id).where(GROUP.c.firm_id == FIRM.c.id, ~GROUP.c.removed, *more))


def has_unsampled_group() -> ColumnElement[bool]:
    """Of one group nobody ever stated a sampling."""
    return has_groups(GROUP.c.sampled_at.is_(None))


def has_overdue_group(
    now: datetime, today: datetime, yesterday: datetime, also: Collection[int]
) -> ColumnElement[bool]:
    """One group is overdue and not in a pause: `services.standing` as a condition.

    While nobody pauses now, a pause that is over moves a deadline of hours only to before now.
    A day's deadline it may move to tonight, but only if it lasted until today began.

    Args:
        today: When this day began, and `yesterday` the day before (aware).
        also: Groups that pauses until today make overdue: see `groups_just_back`.
    """
    hourly = and_(
        GROUP.c.hours_policy.is_not(None),
        _clock(GROUP.c.sampled_at) + cast(GROUP.c.duty_hours, BigInteger) * HOUR <= _at(now),
    )
    sampled = and_(
        GROUP.c.sampled_at < yesterday,
        or_(GROUP.c.daily_since.is_(None), GROUP.c.daily_since < today),
    )
    never = or_(GROUP.c.sampled_at.is_(None), GROUP.c.parts.contains(UNTIMED_PART))
    daily = and_(
        GROUP.c.daily_policy.is_not(None),
        or_(sampled, and_(never, GROUP.c.daily_since < today)),
        ~_paused(today - MILLISECOND),
    )
    late = or_(hourly, daily, GROUP.c.id.in_(sorted(also)))
    return has_groups(~_paused(now), late)


def groups_just_back(
    uow: UnitOfWork, within: ColumnElement[bool], today: datetime
) -> list[GroupCard]:
    """Groups with a duty of every day whose pause lasted until this day began, and is over."""
    back = and_(_paused(today - MILLISECOND), ~_paused(uow.now))
    joined = GROUP.join(FIRM, FIRM.c.id == GROUP.c.firm_id)
    wanted = select(GROUP).select_from(joined)
    of_days = (~GROUP.c.removed, GROUP.c.daily_policy.is_not(None))
    rows = uow.connection.execute(wanted.where(within, *of_days, back)).all()
    return list(cards_of(uow.connection, rows).values())


def has_open_case() -> ColumnElement[bool]:
    """A case is there that it has not confirmed yet."""
    of_firm = select(CASE.c.id).where(CASE.c.firm_id == FIRM.c.id)
    return _any(of_firm.where(CASE.c.status.not_in(sorted(DONE))))


def _any(found: Select[Any]) -> ColumnElement[bool]:
    """Looked up for each firm: PostgreSQL makes a join of EXISTS, and may go over all for each."""
    return found.correlate(FIRM).limit(1).scalar_subquery().is_not(None)


def _paused(at: datetime) -> ColumnElement[bool]:
    return exists().where(
        PAUSE.c.firm_id == GROUP.c.firm_id,
        PAUSE.c.live,
        or_(PAUSE.c.group_id.is_(None), PAUSE.c.group_id == GROUP.c.id),
        PAUSE.c.starts_at <= at,
        or_(PAUSE.c.ends_at.is_(None), PAUSE.c.ends_at > at),
    )


def _clock(column: ColumnElement[datetime]) -> ColumnElement[int]:
    return type_coerce(column, BigInteger)


def _at(moment: datetime) -> int:
    return (moment - EPOCH) // MILLISECOND
