"""Reminders of duties in line with the rules: a new day, new answers, what staff said.

Nobody has to tell: a firm's book says by what it was planned, and a tick compares.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from bot.services.arrivals.planning import plan_arrivals
from bot.services.duties.codes import plan_codes
from bot.services.duties.daily_planning import plan_daily
from bot.services.duties.duties import Duty, FirmDuties, load_duties, with_interval
from bot.services.duties.errands import Ground
from bot.services.duties.items import plan_items
from bot.services.trips.planning import plan_trips
from bot.store.duties.book import end_duties, hold_unplanned, newest_statements, note_planned
from bot.store.uow import UnitOfWork
from policies.keeping import Form
from policies.rulebase import RuleBase

Planner = Callable[[UnitOfWork, FirmDuties, Sequence[Duty]], None]
"""Plans all errands of the duties of one form, and drops what is planned for others of it."""

PLANNERS: Final[Mapping[Form, Planner]] = {
    Form.DAILY: plan_daily,
    Form.ITEMS: plan_items,
    Form.CODES: plan_codes,
}


def plan_duties(uow: UnitOfWork, ground: Ground, firm_id: int) -> FirmDuties:
    """Bring all errands of a firm in line with its duties as they stand."""
    plan_trips(uow, ground, firm_id)
    plan_arrivals(uow, ground, firm_id)  # first: the profile follows its lists
    duties = load_duties(uow, ground, firm_id)
    end_duties(uow.connection, firm_id, with_interval(duties.duties))
    for form, planner in PLANNERS.items():
        planner(uow, duties, duties.of(form))
    return duties


def plan_outdated(uow: UnitOfWork, ground: Ground, *, limit: int) -> int:
    """Plan for firms whose reminders go by an older day, older rules or older answers.

    Safe in several processes at once.

    Returns:
        How many firms; fewer than `limit` when none is left that is not in another's hand.
    """
    stamp = _stamp(uow, ground)
    books = hold_unplanned(uow.connection, stamp, limit=limit)
    for book in books:
        duties = plan_duties(uow, ground, book.firm_id)
        note_planned(uow.connection, book.firm_id, stamp, duties.profile.firm.version)
    return len(books)


def _stamp(uow: UnitOfWork, ground: Ground) -> str:
    """A text that changes with the day, the rules, and what staff say of regions or documents."""
    today = uow.now.astimezone(ground.zone).date().isoformat()
    whole = f"{today}\n{_versions(ground.rulebase)}\n{newest_statements(uow.connection)}"
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


@cache
def _versions(rulebase: RuleBase) -> str:
    return " ".join(f"{record.id}:{record.version}" for record in rulebase.records.values())
