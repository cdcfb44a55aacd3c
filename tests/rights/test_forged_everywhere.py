"""Every button of both bots, forged by people who have nothing to do with what it is about.

First a town has a past: stories are lived, so that firms, cases, groups, trips, broadcasts,
releases and staff are there. Then strangers press whatever a client can send. Nothing that was
there before may change, nobody may read a word of it, and each press gets an answer.
"""

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any, Final

import pytest
from sqlalchemy import Connection, func, select, update

from benches.bodies import press
from bot.store import inbox
from bot.store.files.files import FILE
from bot.store.inbox import INBOX, store_updates
from bot.store.staff.staff import POST
from bot.store.tables import METADATA
from handlers.desk.build import BUTTONS as DESK_BUTTONS
from handlers.owner.build import BUTTONS as OWNER_BUTTONS
from tests.bed import Bed, bed
from tests.conversations import story
from tests.conversations.lived import STORIES
from tests.sandbox_client import Person

PAST: Final = (
    "130-common-cause",
    "103-leave-and-back",
    "62-a-second-person",
    "93-a-trip-and-its-proof",
    "34-duties-opened-and-kept",
    "08-sampling",
    "50-held-truck",
    "91-people-who-come",
    "111-whitelist-applied-and-admitted",
    "170-a-broadcast-approved-by-a-second-person",
    "190-a-release-with-its-diff",
)
THERE: Final = frozenset(
    {"absence", "application", "arrival", "broadcast", "case", "common_issue", "evidence"}
    | {"file", "firm_invitation", "policy_release", "register_entry", "sampling", "test_group"}
    | {"trip"}
)
MORE: Final = ("", ":1:1:1", ":2:x")
MOST_BYTES: Final = 64
ELSEWHERE: Final = "山东省/淄博市"
SECRETS: Final = ("示例纺织", "示例", "张会计")
"""Words of those who were there before."""

VOLATILE: Final = frozenset(
    {"inbox", "outbox", "slot", "sender", "audit_seal", "audit_mark", "digest_turn"}
)
Rows = dict[tuple[str, tuple[Any, ...]], tuple[Any, ...]]


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bed]:
    async with bed(tmp_path_factory.mktemp("town")) as made:
        await made.begin()
        for name in PAST:
            # One ends where it names a case by its number, or a time that is over.
            with suppress(AssertionError):
                await story.live(made, story.load(STORIES[name]))
        held = await made.process.database.run(everything)
        assert {table for table, _ in held} >= THERE
        yield made


async def test_strangers_at_the_owner_bot_change_and_read_nothing(town: Bed) -> None:
    before = await town.process.database.run(everything)
    stranger = await town.somebody("owner", "路人")
    await stranger.say("/start")
    await town.settled()

    read = await presses_all(town, "owner", stranger, OWNER_BUTTONS)

    assert not changed(before, await town.process.database.run(everything))
    assert not [each for each in read if any(secret in each for secret in SECRETS)]


@pytest.mark.parametrize("who", ["nobody", "revoked", "of another place"])
async def test_who_is_not_of_the_place_changes_and_reads_nothing(town: Bed, who: str) -> None:
    before = await town.process.database.run(everything)
    person = await town.somebody("desk", "路人")
    await person.say("/start")
    await town.settled()
    if who != "nobody":
        place = ELSEWHERE if who == "of another place" else ""
        await person.say(await town.invite_to(["dispatcher", "unit", "editor"], place, None))
        await town.settled()
    if who == "revoked":
        await town.process.database.run(end_newest_posts)

    read = await presses_all(town, "desk", person, DESK_BUTTONS)

    assert not changed(before, await town.process.database.run(everything))
    assert not [each for each in read if any(secret in each for secret in SECRETS)]


async def presses_all(town: Bed, bot: str, person: Person, buttons: dict[str, Any]) -> list[str]:
    """Send every button with every argument, and return what the person reads."""
    newest = select(func.max(INBOX.c.update_id)).where(INBOX.c.bot == bot)
    last = await town.process.database.run(lambda c: c.execute(newest).scalar_one())
    numbers = itertools.count(last + 1_000_000)
    forged = dict(zip(numbers, all_data(buttons), strict=False))
    bodies = [press(number, person.person_id, data) for number, data in forged.items()]
    vault = town.process.vault
    await town.process.database.run(lambda c: store_updates(c, vault, bot, bodies))
    town.process.lanes_wake.set()
    await until_handled(town)
    parked = await town.process.database.run(inbox.parked_updates)
    failed = [forged[number] for name, number, _ in parked if name == bot and number in forged]
    assert not failed, "a handler has failed"
    return [each.text for each in (await person.screen()).messages if each.sender == "bot"]


async def until_handled(town: Bed) -> None:
    """Thousands of presses take longer than the patience of one."""
    for _ in range(30):
        try:
            await town.settled()
        except TimeoutError:
            continue
        return
    raise TimeoutError


def all_data(buttons: dict[str, Any]) -> Iterator[str]:
    for name in buttons:
        for more in MORE:
            data = name + more
            if len(data.encode()) <= MOST_BYTES:
                yield data


def everything(connection: Connection) -> Rows:
    """Every row of every table that acts change, by its key; files that are being erased apart."""
    found: Rows = {}
    for table in METADATA.sorted_tables:
        if table.name not in VOLATILE:
            keys = [table.c[column.name] for column in table.primary_key]
            settled = [~FILE.c.live] if table is FILE else []
            for row in connection.execute(select(*keys, *table.c).where(*settled)):
                found[table.name, tuple(row[: len(keys)])] = tuple(row[len(keys) :])
    return found


def changed(before: Rows, after: Rows) -> list[str]:
    """What was there before and is not as it was: table, key and columns."""
    return [
        f"{table} {key}: {_columns(table, row, after.get((table, key)))}"
        for (table, key), row in before.items()
        if after.get((table, key)) != row
    ]


def _columns(table: str, row: tuple[Any, ...], now: tuple[Any, ...] | None) -> str:
    if now is None:
        return "gone"
    names = METADATA.tables[table].c.keys()
    pairs = zip(names, row, now, strict=True)
    return ", ".join(name for name, was, is_now in pairs if was != is_now)


def end_newest_posts(connection: Connection) -> None:
    """As an administrator ends them."""
    newest = select(func.max(POST.c.officer_id)).scalar_subquery()
    now = select(func.max(POST.c.since)).scalar_subquery()
    connection.execute(update(POST).where(POST.c.officer_id == newest).values(until=now))
