"""A broadcast to a million: who gets it is written down, and a message queued for each."""

import contextlib
import gc
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, func, insert, literal, select, text

from benches.figures import Figure, Size
from benches.places import ENGINES, place, reachable
from benches.rules import rulebase
from benches.updates import ZONE
from bot.domain.audiences import Audience
from bot.domain.broadcasts import BroadcastState, Content, Urgency
from bot.domain.speech import View
from bot.domain.staff import Appointment, RoleKind
from bot.services.broadcasts import sending
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import (
    BROADCAST,
    add_broadcast,
    change_broadcast,
    keep_content,
)
from bot.store.broadcasts.letters import next_cursor, queue_recipients
from bot.store.broadcasts.recipients import RECIPIENT, count_recipients
from bot.store.database import Database
from bot.store.firms.firms import FIRM, NAME
from bot.store.firms.people import MEMBERSHIP, PERSON
from bot.store.outbox import OUTBOX
from bot.store.staff.officers import add_officer
from bot.store.staff.staff import add_post
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from policies.words import Words

AIM: Final = 20_000
PEOPLE_A_FIRM: Final = 5
CHUNK: Final = 10_000
NOON: Final = datetime(2022, 7, 15, 12, tzinfo=ZONE).astimezone(UTC)


@dataclass
class County:
    """Firms with some people each, and a broadcast to all of them whose hold is over."""

    database: Database
    vault: Vault
    people: int
    region: str = field(default_factory=lambda: next(iter(rulebase().records.values())).region)
    longest: float = 0.0

    def settle(self) -> None:
        """Keep the rows of the people, and let the engine look at them as it does in service."""
        firms = -(-self.people // PEOPLE_A_FIRM)
        numbers = range(1, self.people + 1)
        for table, rows in (
            (FIRM, (self._firm(number) for number in range(1, firms + 1))),
            (PERSON, ({"id": n, "chat_id": n, "firm_id": None} for n in numbers)),
            (MEMBERSHIP, ({"person_id": n, "firm_id": -(-n // PEOPLE_A_FIRM)} for n in numbers)),
        ):
            for some in _chunks(rows):
                self._insert(table, some)
        self.database.run_sync(lambda c: c.execute(text("analyze")))

    def approved(self) -> int:
        """A broadcast that may begin now."""

        def work(connection: Connection) -> int:
            uow = self._uow(connection)
            author = add_officer(uow, chat_id=1, name="李", region=self.region, language="zh")
            made = add_broadcast(
                uow,
                region=self.region,
                place=Words("县", "county"),
                author_id=author.id,
                urgency=Urgency.NOTICE,
            )
            keep_content(uow, made, Content("您好", "Hello"))
            audience = json.dumps(Audience(self.region).to_json(), ensure_ascii=False)
            approver = add_officer(uow, chat_id=2, name="周", region=self.region, language="zh")
            post = Appointment(RoleKind.APPROVER, self.region)
            add_post(uow, approver.id, post, confirmed=True)
            held = {"state": BroadcastState.HELD, "hold_until": NOON, "audience": audience}
            held |= {"approver_id": approver.id, "approved_at": NOON}
            change_broadcast(uow, made, **held)
            return made

        return self.database.run_sync(work)

    def list_all(self) -> None:
        """Take the steps of the ticks until all are written down and the first are queued."""
        following = sending.Broadcasting(
            Ground(rulebase(), ZONE), _silent, _silent, _silent, _silent, _silent
        )
        while self._timed(lambda c: sending.send_broadcasts(self._uow(c), following)):
            pass

    def queue_all(self, broadcast_id: int) -> None:
        """Queue the rest at once; in service it waits for what is sent meanwhile."""
        wanted = select(BROADCAST.c.queued_to).where(BROADCAST.c.id == broadcast_id)
        after = int(self.database.run_sync(lambda c: c.execute(wanted).scalar_one()))
        while after < self.people:
            after = self._timed(partial(self._queue, broadcast_id, after))

    def _queue(self, broadcast_id: int, after: int, connection: Connection) -> int:
        upto = next_cursor(
            connection, broadcast_id, after=after, last=self.people, most=sending.QUEUED
        )
        queue_recipients(
            connection,
            broadcast_id,
            after=after,
            upto=upto,
            method=literal("sendMessage"),
            file_id=None,
        )
        return upto

    def count(self, table: Table) -> int:
        """How many rows there are."""
        counted = select(func.count()).select_from(table)
        return int(self.database.run_sync(lambda c: c.execute(counted).scalar_one()))

    def _timed(self, work: Callable[[Connection], int]) -> int:
        begun = time.perf_counter()
        done = self.database.run_sync(work)
        self.longest = max(self.longest, time.perf_counter() - begun)
        return done

    def _uow(self, connection: Connection) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, NOON, lambda: secrets.token_hex(16))

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        self.database.run_sync(lambda c: c.execute(insert(table), rows))

    def _firm(self, number: int) -> dict[str, Any]:
        uid = f"{number:032x}"
        name = self.vault.seal(NAME, uid, f"企业{number}")
        return {"id": number, "uid": uid, "name": name, "region": self.region, "created_at": NOON}


async def run(size: Size) -> AsyncIterator[Figure]:
    """One line an engine."""
    for engine in filter(reachable, ENGINES):
        yield _fan_out(engine, size.of(1_000_000, 2_000))


def _fan_out(engine: str, people: int) -> Figure:
    with place(engine) as where, contextlib.closing(Database(where.url)) as database:
        county = County(database, where.vault, people)
        county.settle()
        broadcast_id = county.approved()
        gc.collect()
        begun = time.perf_counter()
        county.list_all()
        listed = time.perf_counter() - begun
        county.queue_all(broadcast_id)
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        figures = database.run_sync(lambda c: count_recipients(c, broadcast_id))
        counting = time.perf_counter() - begun
        whole = sum(figures.values()) == county.count(RECIPIENT) == people
        queued = county.count(OUTBOX) - 1 == people  # and the message that follows it
    return Figure(
        f"fan-out to {people} people, {engine}",
        {
            "per_second": round(people / seconds),
            "seconds": round(seconds, 2),
            "seconds_to_list": round(listed, 2),
            "longest_transaction_ms": round(county.longest * 1000, 1),
            "counting_the_ledger_ms": round(counting * 1000, 2),
        },
        "recipients/s",
        f">= {AIM}, each once",
        whole and queued and people / seconds >= AIM,
    )


def _silent(*_: object) -> View:
    return View("…")


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, CHUNK)):
        yield some
