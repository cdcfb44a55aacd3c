"""采样超期名单: the firms in an officer's reach whose test groups have missed their deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from bot.domain.staff import Power
from bot.services.staff.staff import reach_of
from bot.services.testing.rhythms import posts_in
from bot.services.testing.standing import GroupStatus, status_of
from bot.store.assignments import assignments_of_officer
from bot.store.firms.firms import FIRM
from bot.store.reach import firms_within
from bot.store.reminders.listeners import names_of_firms, regions_of_firms
from bot.store.reminders.reminders_due import groups_told_overdue
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase
from policies.words import Words

SHOWN: Final = 8
LOOK_BACK: Final = timedelta(days=14)
"""What was missed longer ago, and never made good, is no news."""


@dataclass(frozen=True, slots=True)
class LateFirm:
    """A firm with its overdue groups, the longest overdue first.

    Attributes:
        posts: What posts are called there, by id.
    """

    id: int
    name: str
    groups: tuple[GroupStatus, ...]
    posts: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class LateFirms:
    """A page of them; `count` in all."""

    firms: tuple[LateFirm, ...]
    page: int
    count: int


def late_firms(
    uow: UnitOfWork, rulebase: RuleBase, zone: ZoneInfo, officer: OfficerCard, page: int
) -> LateFirms:
    """What is overdue now at the firms that an officer may look at, the longest first."""
    reach = reach_of(uow, officer, Power.FIRM_READ)
    own = [each.firm_id for each in assignments_of_officer(uow, [officer.id])]
    within = or_(firms_within(reach, rulebase.regions.sector), FIRM.c.id.in_(own))
    firms = select(FIRM.c.id).where(within)
    groups = groups_told_overdue(uow.connection, uow.now - LOOK_BACK, firms)
    statuses = [status_of(group, uow.now, zone) for group in groups.values()]
    by_firm: dict[int, list[GroupStatus]] = {}
    for status in sorted(statuses, key=lambda each: each.urgency):
        if status.is_late and status.due is not None:
            by_firm.setdefault(status.group.firm_id, []).append(status)
    page = min(page, max(len(by_firm) - 1, 0) // SHOWN)
    shown = dict(list(by_firm.items())[page * SHOWN : (page + 1) * SHOWN])
    return LateFirms(_named(uow, rulebase, shown), page, len(by_firm))


def _named(
    uow: UnitOfWork, rulebase: RuleBase, by_firm: Mapping[int, list[GroupStatus]]
) -> tuple[LateFirm, ...]:
    if not by_firm:
        return ()
    names = names_of_firms(uow, by_firm.keys())
    regions = regions_of_firms(uow.connection, by_firm.keys())
    return tuple(
        LateFirm(firm_id, names[firm_id], tuple(groups), posts_in(rulebase, regions[firm_id]))
        for firm_id, groups in by_firm.items()
    )
