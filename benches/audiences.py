"""Counting whom a broadcast would reach, when a rule asks for what a record of the rules says."""

import contextlib
import json
import random
import secrets
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, text

from benches.figures import Figure, Size
from benches.firms import SEED, County
from benches.places import ENGINES, place, reachable
from benches.rules import rulebase
from benches.updates import ZONE
from bot.domain.audience_rules import VerdictRule
from bot.domain.audiences import Audience
from bot.services.audiences.choices import records_judged
from bot.services.audiences.verdicts import Judging, read_batch
from bot.services.duties.errands import Ground
from bot.store.database import Database
from bot.store.firms.firms import FIRM, FIRM_FACT, NAME
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from policies.fact_values import dump_value
from policies.facts import Facts, Scope
from policies.needs import facts_tested
from policies.verdicts import Outcome

SECONDS: Final = 3.0
MOMENT: Final = datetime(2022, 7, 1, tzinfo=UTC)
CHUNK: Final = 5_000
BATCH: Final = 500
"""As the desk reads them: handlers/desk/broadcasts/audience_judging.py."""


async def run(size: Size) -> AsyncIterator[Figure]:
    """One line an engine."""
    for engine in filter(reachable, ENGINES):
        yield _counted(engine, size.of(20_000, 40))


def _counted(engine: str, count: int) -> Figure:
    county, ground = County(rulebase()), Ground(rulebase(), ZONE)
    noon = datetime.combine(county.today, datetime.min.time(), ZONE) + timedelta(hours=12)
    with place(engine) as where, contextlib.closing(Database(where.url)) as database:
        _settle(database, where.vault, county, count)
        taken = {
            record: _judged(database, where.vault, noon.astimezone(UTC), ground, county, record)
            for record in _asked(county)
        }
    seconds = sorted(seconds for _, seconds in taken.values())
    figures = {
        "slowest_seconds": round(seconds[-1], 3),
        "quickest_seconds": round(seconds[0], 3),
        "firms": count,
        "found": sum(found for found, _ in taken.values()),
    }
    aim = f"each of {len(taken)} records in less than {SECONDS:g} s"
    name = f"an audience with a verdict rule is judged, {engine}"
    return Figure(name, figures, "s", aim, seconds[-1] < SECONDS)


def _asked(county: County) -> list[str]:
    """The records that ask the most and the fewest facts, and one between them."""
    records = sorted(
        records_judged(county.rulebase, county.region),
        key=lambda record: (len(facts_tested(record)), record.id),
    )
    return [records[0].id, records[len(records) // 2].id, records[-1].id]


def _judged(
    database: Database, vault: Vault, now: datetime, ground: Ground, county: County, record: str
) -> tuple[int, float]:
    """How many firms it may concern, and the seconds that it took to say so."""
    wanted = frozenset(Outcome) - {Outcome.NO_MATCH}
    audience = Audience(county.region, (VerdictRule(record, wanted),))
    judging, found, after = Judging(ground.rulebase, audience), 0, 0
    begun = time.perf_counter()

    def read(connection: Connection) -> Any:
        uow = UnitOfWork(connection, vault, now, lambda: secrets.token_hex(16))
        return read_batch(uow, ground, audience, after=after, most=BATCH)

    while (batch := database.run_sync(read)) is not None:
        found += len(judging.of(batch))
        after = batch.last
    return found, time.perf_counter() - begun


def _settle(database: Database, vault: Vault, county: County, count: int) -> None:
    """Keep firms that told their profile and, of everything else, about half."""
    drawn, chance = county.firms(count), random.Random(SEED)
    firms = ({**_firm(vault, number, county.region), "id": number + 1} for number in range(count))
    facts = (
        row for number, each in enumerate(drawn) for row in _facts(county, number, each, chance)
    )
    for table, rows in ((FIRM, firms), (FIRM_FACT, facts)):
        _insert(database, table, rows)
    database.run_sync(lambda c: c.execute(text("analyze")))


def _firm(vault: Vault, number: int, region: str) -> dict[str, Any]:
    uid = f"{number:032x}"
    name = vault.seal(NAME, uid, f"企业{number}")
    return {"uid": uid, "name": name, "region": region, "created_at": MOMENT}


def _facts(
    county: County, number: int, facts: Facts, chance: random.Random
) -> Iterator[dict[str, Any]]:
    known = county.rulebase.facts
    for name, value in facts.items():
        if value is None or (known[name].scope is not Scope.PROFILE and chance.random() < 1 / 2):
            continue
        told = json.dumps(dump_value(known[name], value), ensure_ascii=False)
        row = {"firm_id": number + 1, "fact": name, "value": told, "by_staff": False}
        yield {**row, "approximate": False, "changed_at": MOMENT}


def _insert(database: Database, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while some := list(islice(left, CHUNK)):
        database.run_sync(partial(_insert_all, table, some))


def _insert_all(table: Table, rows: list[dict[str, Any]], connection: Connection) -> None:
    connection.execute(insert(table), rows)
