"""A million reminders: planned for their groups, then fired as the day goes by."""

import contextlib
import gc
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, islice
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from benches.figures import Figure, Size
from benches.places import place
from benches.rules import rulebase
from benches.updates import ZONE
from bot.domain.clock import BusinessClock
from bot.domain.quiet import QuietHours
from bot.domain.stages import duty_stages
from bot.due.agenda import Agenda
from bot.due.batches import Batches
from bot.due.broadcasts import BroadcastsDue
from bot.due.cases import CasesDue, TopicsDue
from bot.due.changes import IssuesDue, RegistersDue
from bot.due.digests import DigestsDue
from bot.due.plans import PlansDue
from bot.due.releases import EditorsDue, ReleasesDue
from bot.due.reminders import RemindersDue, ReturnsDue
from bot.services.cases.clockwork import CaseClockwork
from bot.services.cases.topics import TopicKeeper
from bot.services.cases.watch import CaseWatch
from bot.services.duties.errands import Errands, Ground
from bot.services.reminders.wording import Render
from bot.services.testing.rhythms import quiet_hours
from bot.store.database import Database
from bot.store.firms.firms import FIRM, NAME
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.reminders.reminders import Planned, add_plans
from bot.store.testing.testing import GROUP, card_of
from bot.store.vault import Vault
from bot.ticks import Ticks
from handlers.desk.topics.words import Words as TopicWords
from handlers.notices import (
    case_waiting,
    dispatches,
    duty_forms,
    issues,
    overdue_reminders,
    policy_due,
    registers,
    releases,
    rhythms,
)
from handlers.notices import reminders as views
from handlers.notices.broadcast_chases import afterwards_of
from handlers.notices.broadcasts import broadcasting_of
from handlers.notices.packages import packing_of

AIM: Final = 5000
STAGES: Final = 3
"""Of a duty of 24 hours with an afternoon deadline: early, late, overdue."""
GROUPS_A_FIRM: Final = 5
CHUNK: Final = 5000
DAY: Final = datetime(2022, 7, 15, tzinfo=ZONE)
DEADLINES: Final = DAY.replace(hour=15)
TICKS: Final = (DAY.replace(hour=7, minute=30), DAY.replace(hour=14, minute=50))
LAST_TICK: Final = DAY.replace(hour=17)


@dataclass
class County:
    """Firms with one person each, whose groups were all sampled the day before."""

    database: Database
    vault: Vault
    groups: int

    def settle(self) -> None:
        """Keep the rows that reminders are about."""
        firms = -(-self.groups // GROUPS_A_FIRM)
        for table, rows in (
            (FIRM, (self._firm(number) for number in range(1, firms + 1))),
            (PERSON, ({"id": n, "chat_id": n, "firm_id": n} for n in range(1, firms + 1))),
            (MEMBERSHIP, ({"person_id": n, "firm_id": n} for n in range(1, firms + 1))),
            (GROUP, (_group(number) for number in range(1, self.groups + 1))),
        ):
            for some in _chunks(rows):
                self._insert(table, some)

    def plan(self, quiet: QuietHours) -> int:
        """Lay out and keep the reminders of every group; returns how many."""
        planned = 0
        for first in range(1, self.groups + 1, CHUNK // STAGES):
            planned += self.database.run_sync(partial(_plan, first=first, quiet=quiet))
        return planned

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        self.database.run_sync(lambda connection: connection.execute(table.insert(), rows))

    def _firm(self, number: int) -> dict[str, Any]:
        uid = f"f{number}"
        row = {"id": number, "uid": uid, "region": _record().region, "created_at": DAY}
        return row | {"name": self.vault.seal(NAME, uid, f"企业{number}")}


async def run(size: Size) -> AsyncIterator[Figure]:
    """On SQLite: one process does it all."""
    groups = size.of(1_000_000, 3_000) // STAGES
    with place("sqlite") as where, contextlib.closing(Database(where.url)) as database:
        county = County(database, where.vault, groups)
        county.settle()
        gc.freeze()  # the rules, as the program does before it begins
        begun = time.perf_counter()
        planned = county.plan(quiet_hours(rulebase(), _record().region, ZONE))
        planning = time.perf_counter() - begun
        begun = time.perf_counter()
        fired = sum([await _fire_all(database, where.vault, now) for now in (*TICKS, LAST_TICK)])
        firing = time.perf_counter() - begun
    assert planned == fired == groups * STAGES, (planned, fired)
    yield Figure(
        "reminders planned, sqlite",
        {"per_second": round(planned / planning), "rows": planned},
        "reminders/s",
    )
    yield Figure(
        "reminders fired with re-check and message, sqlite",
        {"per_second": round(fired / firing), "rows": fired},
        "reminders/s",
        f">= {AIM}",
        fired / firing >= AIM,
    )


async def _fire_all(database: Database, vault: Vault, now: datetime) -> int:
    """Tick at one moment of the business clock until nothing is due."""
    render = Render(
        rulebase(),
        ZONE,
        remind=views.remind,
        report=overdue_reminders.report_overdue,
        comes_back=rhythms.comes_back,
    )
    ground = Ground(rulebase(), ZONE)
    clock = BusinessClock(lambda: now.astimezone(UTC))
    batches = Batches(database, vault, clock, lambda: secrets.token_hex(16), lambda: None)
    ticks = Ticks(_agenda(batches, ground, render))
    fired = 0
    while some := await ticks.fire():
        fired += some
    return fired


def _agenda(batches: Batches, ground: Ground, render: Render) -> Agenda:
    """All that falls due, as a process has it; clocks of cases speak to nobody."""
    forms = duty_forms
    return Agenda(
        batches=batches,
        releases=ReleasesDue(releases.follow_of(render)),
        issues=IssuesDue(issues.answering_of(ground)),
        registers=RegistersDue(registers.follow_of(render)),
        plans=PlansDue(ground),
        returns=ReturnsDue(render),
        cases=CasesDue(
            CaseClockwork(ground, lambda *_: ()),
            CaseWatch(ground, lambda *_: ()),
            case_waiting.bells_of(ground),
        ),
        digests=DigestsDue(dispatches.clockwork_of(ground)),
        editors=EditorsDue(policy_due.due_of(ground)),
        topics=TopicsDue(TopicKeeper(ground.rulebase, TopicWords(ground.rulebase, ZONE))),
        reminders=RemindersDue(render, Errands(ground, forms.FORMS, forms.headed, forms.together)),
        broadcasts=BroadcastsDue(
            broadcasting_of(ground), packing_of(ground), afterwards_of(ground)
        ),
    )


def _record() -> Any:
    """Any record of the rule base: reminders cite it."""
    return next(iter(rulebase().records.values()))


def _group(number: int) -> dict[str, Any]:
    deadline = DEADLINES + timedelta(minutes=number % 100)
    return {
        "id": number,
        "firm_id": -(-number // GROUPS_A_FIRM),
        "post": "",
        "number": number % GROUPS_A_FIRM + 1,
        "sampled_at": deadline - timedelta(hours=24),
        "duty_hours": 24,
        "hours_policy": _record().id,
        "judged_on": DAY.date(),
        "created_at": DAY,
        "offers": True,
        "removed": False,
    }


def _plan(connection: Connection, *, first: int, quiet: QuietHours) -> int:
    now = (DAY - timedelta(hours=7)).astimezone(UTC)
    these = GROUP.c.id.between(first, first + CHUNK // STAGES - 1)
    cards = [card_of(row) for row in connection.execute(select(GROUP).where(these))]
    planned = [
        Planned(card.id, stage, deadline, offer=False)
        for card in cards
        for stage, deadline in duty_stages(card.course, now, quiet, {})
    ]
    add_plans(connection, planned)
    return len(planned)


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for _ in count():
        some = list(islice(rows, CHUNK))
        if not some:
            return
        yield some
