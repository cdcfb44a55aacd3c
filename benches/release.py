"""A release of one rule over 100,000 firms: from the approval to the last message in the outbox.

The rule is one that holds for about a fifth of the firms, and is taken out of force.
"""

import contextlib
import gc
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, func, insert, select, text

from benches.figures import Figure, Size
from benches.firms import County
from benches.places import ENGINES, place, reachable
from benches.rules import rulebase
from benches.updates import ZONE
from bot.domain.members import Role
from bot.domain.releases import Origin, ReleaseState
from bot.domain.speech import View
from bot.due.releases import RELEASE_FIRMS, TOLD_FIRMS
from bot.services.impact.known import Known, read_known
from bot.services.impact.tally import Tally, compare
from bot.services.releases.follow import walk_release
from bot.services.releases.publishing import publish_next
from bot.services.releases.rules import install_policies, published, rules_of
from bot.services.releases.telling import tell_shifts
from bot.services.releases.words import ReleaseFollow
from bot.services.reminders.wording import Render
from bot.store.database import Database
from bot.store.firms.firms import FIRM, FIRM_FACT, NAME
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.outbox import OUTBOX
from bot.store.registers.jobs import firms_after
from bot.store.releases.editions import edition_now
from bot.store.releases.releases import add_release, change_release
from bot.store.releases.versions import NewVersion, VersionState, add_versions
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from handlers.notices import releases
from policies.editions import with_changes
from policies.expressions import facts_in
from policies.fact_values import dump_value
from policies.facts import Facts
from policies.matching import CERTAIN, match
from policies.needs import tests_of
from policies.records import Record
from policies.rulebase import RuleBase

T = TypeVar("T")
AIM: Final = 500
SHARE: Final = 0.2
SAMPLE: Final = 200
CHUNK: Final = 5000
DIFF: Final = 200
NOON: Final = datetime(2022, 7, 15, 12, tzinfo=ZONE).astimezone(UTC)


@dataclass
class Place:
    """Firms with a person each, and a record that is about to be taken out of force."""

    database: Database
    vault: Vault
    record: Record
    region: str
    longest: float = field(default=0.0)

    def settle(self, firms: Iterable[Facts]) -> None:
        """Keep the firms, with what the record asks of them."""
        asked = {name for test in tests_of(self.record) for name in facts_in(test)}
        numbered = enumerate(firms, start=1)
        for some in _chunks(numbered):
            ids = [number for number, _ in some]
            self._insert(FIRM, [self._firm(number) for number in ids])
            self._insert(PERSON, [_person(number) for number in ids])
            self._insert(MEMBERSHIP, [_member(number) for number in ids])
            facts = [each for n, known in some for each in _facts(n, known, asked)]
            self._insert(FIRM_FACT, facts)
        self.database.run_sync(lambda c: c.execute(text("analyze")))

    def approved(self) -> None:
        """A release that a second person has approved just now."""

        def work(uow: UnitOfWork) -> None:
            install_policies(uow, rulebase())
            release_id = add_release(uow, region=self.region, origin=Origin.GIT, author_id=None)
            out = NewVersion(self.record.id, self.region, self.record.version + 1, "")
            draft = VersionState.DRAFT
            add_versions(uow.connection, release_id, [out], author_id=None, state=draft, at=NOON)
            base = edition_now(uow.connection)
            change_release(uow, release_id, state=ReleaseState.APPROVED, base=base)

        self.act(work)

    def compared(self, after: RuleBase) -> Tally:
        """What the diff does, batch by batch."""
        tally, cursor = Tally(), 0
        day = NOON.astimezone(ZONE).date()
        while known := self.act(partial(self._batch, cursor)):
            compare(tally, rulebase(), after, known, [self.record.id], day)
            cursor = known.firms[-1].id
        return tally

    def released(self) -> int:
        """Publish, walk, tell, as ticks do; how many were told."""
        self.act(lambda uow: publish_next(uow, _follow(rulebase())))
        found = self.database.run_sync(published)
        follow = _follow(rules_of(rulebase(), found.versions))
        while self._timed(lambda uow: walk_release(uow, follow, RELEASE_FIRMS)):
            pass
        while self._timed(lambda uow: tell_shifts(uow, follow, TOLD_FIRMS)):
            pass
        counted = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.bot == "owner")
        return int(self.database.run_sync(lambda c: c.execute(counted).scalar_one()))

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        """One transaction."""

        def done(connection: Connection) -> T:
            return work(UnitOfWork(connection, self.vault, NOON, lambda: secrets.token_hex(16)))

        return self.database.run_sync(done)

    def _batch(self, cursor: int, uow: UnitOfWork) -> Known | None:
        firm_ids = firms_after(uow.connection, self.region, cursor, limit=DIFF)
        return read_known(uow, FIRM.c.id.in_(firm_ids)) if firm_ids else None

    def _timed(self, work: Callable[[UnitOfWork], int]) -> int:
        begun = time.perf_counter()
        done = self.act(work)
        self.longest = max(self.longest, time.perf_counter() - begun)
        return done

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.database.run_sync(lambda c: c.execute(insert(table), rows))

    def _firm(self, number: int) -> dict[str, Any]:
        uid = f"{number:032x}"
        name = self.vault.seal(NAME, uid, f"firm {number}")
        return {"id": number, "uid": uid, "name": name, "region": self.region, "created_at": NOON}


async def run(size: Size) -> AsyncIterator[Figure]:
    """The bare judging first, then one line an engine."""
    county = County(rulebase())
    record = _about_a_fifth(county)
    firms = county.firms(size.of(100_000, 200))
    bare, held = _bare(county, record, firms)
    yield bare
    for engine in filter(reachable, ENGINES):
        yield _release(engine, county.region, record, firms, held)


def _bare(county: County, record: Record, firms: list[Facts]) -> tuple[Figure, int]:
    """The peer: the same firms judged in memory, nothing read and nothing kept."""
    begun = time.perf_counter()
    held = sum(_holds(county, record, facts) for facts in firms)
    seconds = time.perf_counter() - begun
    figures = {"per_second": round(len(firms) / seconds), "seconds": round(seconds, 2)}
    name = f"peer: {len(firms)} firms judged by one record in memory"
    return Figure(name, figures, "firms/s"), held


def _release(engine: str, region: str, record: Record, firms: list[Facts], held: int) -> Figure:
    with place(engine) as where, contextlib.closing(Database(where.url)) as database:
        here = Place(database, where.vault, record, region)
        here.settle(firms)
        here.approved()
        gc.collect()
        begun = time.perf_counter()
        tally = here.compared(with_changes(rulebase(), {record.id: None}))
        comparing = time.perf_counter() - begun
        begun = time.perf_counter()
        told = here.released()
        seconds = time.perf_counter() - begun
    whole = told == held == sum(tally.touched.values())
    return Figure(
        f"release of one rule over {len(firms)} firms, {told} told, {engine}",
        {
            "firms_per_second": round(len(firms) / seconds),
            "seconds_from_approval_to_last_row": round(seconds, 2),
            "seconds_to_compare": round(comparing, 2),
            "longest_transaction_ms": round(here.longest * 1000, 1),
        },
        "firms/s",
        f">= {AIM}, each firm concerned once",
        whole and len(firms) / seconds >= AIM,
    )


def _about_a_fifth(county: County) -> Record:
    """The record that holds for the share of firms nearest to `SHARE`."""
    firms = county.firms(SAMPLE)

    def off(record: Record) -> float:
        return abs(sum(_holds(county, record, facts) for facts in firms) / SAMPLE - SHARE)

    dated = (each for each in rulebase().records.values() if each.rhythm is None)
    return min((each for each in dated if each.keeping is None), key=off)


def _holds(county: County, record: Record, facts: Facts) -> bool:
    only, day = {record.id}, NOON.astimezone(ZONE).date()
    [verdict] = match(rulebase(), region=county.region, as_of=day, facts=facts, only=only)
    return verdict.outcome in CERTAIN


def _follow(rules: RuleBase) -> ReleaseFollow:
    return releases.follow_of(Render(rules, ZONE, _silent, _silent, _silent))


def _silent(*_: object) -> View:
    return View("…")


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "chat_id": number, "language": "zh", "blocked": False}


def _member(number: int) -> dict[str, Any]:
    return {"person_id": number, "firm_id": number, "role": Role.OWNER}


def _facts(number: int, known: Facts, asked: set[str]) -> Iterator[dict[str, Any]]:
    for name in asked & known.keys():
        value = known[name]
        if value is not None:
            kept = json.dumps(dump_value(rulebase().facts[name], value), ensure_ascii=False)
            yield {"firm_id": number, "fact": name, "value": kept, "changed_at": NOON}


def _chunks(rows: Iterator[tuple[int, Facts]]) -> Iterator[list[tuple[int, Facts]]]:
    while some := list(islice(rows, CHUNK)):
        yield some
