"""受众: the firms and people for whom an audience holds: as a condition, counted, by example."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true

from bot.domain.audience_rules import (
    CaseHeld,
    CaseRule,
    FactRule,
    PlaceRule,
    Rule,
    TestRule,
    TestState,
    VerdictRule,
)
from bot.domain.audiences import Audience
from bot.domain.errors import AccessCode, NotYours
from bot.services.audiences.choices import is_known
from bot.services.audiences.facts import fact_holds
from bot.services.broadcasts.doors import STEERS
from bot.services.duties.errands import Ground
from bot.services.staff.staff import powers_at
from bot.services.testing.standing import GroupState, status_of
from bot.store.audience_states import (
    groups_just_back,
    has_groups,
    has_open_case,
    has_overdue_group,
    has_unsampled_group,
)
from bot.store.firms.firms import FIRM
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.reach import firms_in, is_there
from bot.store.reminders.listeners import names_of_firms
from bot.store.saved_audiences import AUDIENCE_FIRM
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

EXAMPLES: Final = 10
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """How many an audience has: firms, and the people who speak for them in its roles, each once.

    People who blocked the bot are counted: the ledger names them.
    """

    firms: int
    persons: int


def condition_of(
    uow: UnitOfWork, ground: Ground, audience: Audience, judged_for: int | None = None
) -> ColumnElement[bool]:
    """A condition on FIRM: every rule holds and no excluded one does, at `uow.now`.

    An audience that names what the rules do not know any more reaches nobody.

    Args:
        judged_for: The broadcast for which `audience_firm` holds what the verdict rules say
            (`audience_verdicts`); without it they are not asked.
    """
    if not is_known(ground.rulebase, audience):
        return false()
    asking = _Asking(uow, ground, audience.region)
    asked = (asking.holds(each) for each in audience.rules if not isinstance(each, VerdictRule))
    without = (each for each in audience.excluded if not isinstance(each, VerdictRule))
    kept = (~asking.holds(each) for each in without)
    judged = true() if judged_for is None or not audience.verdicts else _judged(judged_for)
    return and_(firms_in(audience.region), is_there(), *asked, *kept, judged)


def recipients(audience: Audience, firms: ColumnElement[bool]) -> Select[Any]:
    """person_id, firm_id: each person once, for the firm they speak for now, else the lowest id.

    For INSERT … SELECT.

    Args:
        firms: As `condition_of` makes it.
    """
    speaking = FIRM.join(MEMBERSHIP, MEMBERSHIP.c.firm_id == FIRM.c.id)
    joined = speaking.join(PERSON, PERSON.c.id == MEMBERSHIP.c.person_id)
    current = case((PERSON.c.firm_id == MEMBERSHIP.c.firm_id, MEMBERSHIP.c.firm_id))
    chosen = func.coalesce(func.max(current), func.min(MEMBERSHIP.c.firm_id))
    wanted = select(MEMBERSHIP.c.person_id, chosen.label("firm_id")).select_from(joined)
    return wanted.where(firms, _in_roles(audience)).group_by(MEMBERSHIP.c.person_id)


def count_of(
    uow: UnitOfWork, ground: Ground, audience: Audience, judged_for: int | None = None
) -> Count:
    """How many it has now, in one statement."""
    found = select(FIRM.c.id).where(condition_of(uow, ground, audience, judged_for)).cte("found")
    speaking = MEMBERSHIP.join(found, found.c.id == MEMBERSHIP.c.firm_id)
    people = select(func.count(MEMBERSHIP.c.person_id.distinct())).select_from(speaking)
    firms = select(func.count()).select_from(found).scalar_subquery()
    counted = select(firms, people.where(_in_roles(audience)).scalar_subquery())
    row = uow.connection.execute(counted).one()
    return Count(row[0], row[1])


def examples_of(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    audience: Audience,
    judged_for: int | None = None,
) -> list[str]:
    """Names of ten firms of it by chance, for somebody who sees broadcasts of its region.

    Raises:
        NotYours: They do not.
    """
    return [name for name, _ in firms_of(uow, ground, officer, audience, judged_for)]


def firms_of(
    uow: UnitOfWork,
    ground: Ground,
    officer: OfficerCard,
    audience: Audience,
    judged_for: int | None = None,
) -> list[tuple[str, str]]:
    """The same with the place where each works.

    Raises:
        NotYours: As `examples_of`.
    """
    require_reading(uow, officer, audience.region)
    inside = condition_of(uow, ground, audience, judged_for)
    wanted = select(FIRM.c.id).where(inside).order_by(FIRM.c.id)
    found = list(uow.connection.execute(wanted).scalars())
    chosen = Random(uow.new_uid()).sample(found, min(EXAMPLES, len(found)))
    rows = uow.connection.execute(select(FIRM.c.id, FIRM.c.region).where(FIRM.c.id.in_(chosen)))
    names, places = names_of_firms(uow, chosen), {row.id: row.region for row in rows}
    return [(names[each], places[each]) for each in chosen]


def require_reading(uow: UnitOfWork, officer: OfficerCard, region: str) -> None:
    """Make sure that somebody writes, approves or steers what is said to a region.

    Raises:
        NotYours: They do nothing of it.
    """
    if not STEERS & powers_at(uow, officer, region):
        raise NotYours("broadcast", AccessCode.NOT_FOUND)


@dataclass(frozen=True)
class _Asking:
    uow: UnitOfWork
    ground: Ground
    region: str

    def holds(self, rule: Rule) -> ColumnElement[bool]:
        """A condition on FIRM for one rule; it is never null."""
        match rule:
            case FactRule():
                return fact_holds(self.ground.rulebase.facts[rule.fact], rule)
            case PlaceRule():
                return or_(*(firms_in(each) for each in sorted(rule.places)))
            case CaseRule():
                return has_open_case() if rule.state is CaseHeld.OPEN else ~has_open_case()
            case TestRule():
                return self._tested(rule.state)
            case VerdictRule():
                raise ValueError("a verdict is judged firm by firm")

    def _tested(self, state: TestState) -> ColumnElement[bool]:
        match state:
            case TestState.GROUPS:
                return has_groups()
            case TestState.NEVER:
                return has_unsampled_group()
            case TestState.OVERDUE:
                return self._overdue()

    def _overdue(self) -> ColumnElement[bool]:
        now, zone = self.uow.now, self.ground.zone
        today, yesterday = _midnight(now, zone, 0), _midnight(now, zone, 1)
        back = groups_just_back(self.uow, firms_in(self.region), today)
        late = {each.id for each in back if status_of(each, now, zone).state is GroupState.OVERDUE}
        return has_overdue_group(now, today, yesterday, late)


def _judged(broadcast_id: int) -> ColumnElement[bool]:
    judged = select(AUDIENCE_FIRM.c.firm_id).where(AUDIENCE_FIRM.c.broadcast_id == broadcast_id)
    return FIRM.c.id.in_(judged)


def _in_roles(audience: Audience) -> ColumnElement[bool]:
    roles = sorted(audience.roles)
    return MEMBERSHIP.c.role.in_(roles) if roles else true()


def _midnight(now: datetime, zone: ZoneInfo, days_ago: int) -> datetime:
    day = now.astimezone(zone).date() - days_ago * DAY
    return datetime.combine(day, time(), zone)
