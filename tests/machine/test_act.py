"""One update = one act = one transaction."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.types import Message, Update
from sqlalchemy import Connection, func, select

from bot.app import BotApp
from bot.domain.errors import Stale, StaleCode
from bot.domain.speech import Button, Notice, Replies, View
from bot.store.audit import AUDIT, note
from bot.store.inbox import parked_updates
from bot.store.inbox_turns import ATTEMPTS, Leased, lease_updates
from bot.store.uow import UnitOfWork
from bot.turns import ActedTwice
from tests.machine.conftest import Bench, message


def effects(bench: Bench) -> int:
    counted = select(func.count()).select_from(AUDIT)
    return bench.database.run_sync(lambda c: c.execute(counted).scalar_one())


def leaves_a_trace(uow: UnitOfWork) -> None:
    note(uow, actor="test", act="traced", subject="x")


async def taken_over(bench: Bench) -> list[Leased]:
    """A lease ran out while its handler was thinking, and somebody else took the update."""

    def take(connection: Connection) -> list[Leased]:
        connection.exec_driver_sql("update inbox set lease_until = 0")
        return lease_updates(connection, bench.vault, owner="lanes-2", limit=1)

    return await bench.database.run(take)


async def runs_a_while(bench: Bench) -> None:
    """The lanes run, also if an update stays in somebody's hand."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.lanes.run(stop))
        await asyncio.sleep(0.3)
        stop.set()
        bench.lanes.wake.set()


async def test_effects_replies_and_the_updates_end_are_kept_together(bench: Bench) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        def act(uow: UnitOfWork) -> Replies:
            leaves_a_trace(uow)
            uow.tell(Notice("owner", 8, View("to another"), key="once"))
            return Replies(say=(View("done"),))

        await app.act(event_update, act)

    bench.on_message(handler)
    await bench.arrives("hello")
    await bench.runs_until_idle()

    assert bench.states() == {"done": 1}
    assert effects(bench) == 1
    assert bench.said(chat=7) == ["done"]


async def test_a_text_that_is_too_long_comes_in_parts_also_if_unasked(bench: Bench) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        row = ((Button("好", "a:b"),),)
        long = View("字" * 5000, row)

        def act(uow: UnitOfWork) -> Replies:
            uow.tell(Notice("owner", 7, long, key="once"))
            return Replies(edit=long)  # nothing was pressed: it is said anew

        await app.act(event_update, act)

    bench.on_message(handler)
    await bench.arrives("hello")
    await bench.runs_until_idle()

    assert [len(said) for said in bench.said()] == [4096, 904] * 2


async def test_a_refusal_keeps_no_effect_but_says_its_sentence(bench: Bench) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        def act(uow: UnitOfWork) -> Replies:
            leaves_a_trace(uow)
            raise Stale(StaleCode.CHANGED)

        await app.act(event_update, act)

    bench.on_message(handler)
    await bench.arrives("hello")
    await bench.runs_until_idle()

    assert bench.states() == {"done": 1}
    assert effects(bench) == 0
    assert bench.said() == ["refused: changed"]


async def test_a_bug_keeps_nothing_and_is_parked_with_an_id_after_the_last_try(
    bench: Bench,
) -> None:
    tries = []

    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        tries.append(event_update.update_id)

        def act(uow: UnitOfWork) -> Replies:
            leaves_a_trace(uow)
            raise ZeroDivisionError

        await app.act(event_update, act)

    bench.on_message(handler)
    [update_id] = await bench.arrives("hello")
    await bench.runs_until_idle(pauses=False)

    assert tries == [update_id] * ATTEMPTS
    assert effects(bench) == 0
    assert bench.states() == {"parked": 1}
    assert bench.database.run_sync(parked_updates) == [("owner", update_id, "E1")]
    assert bench.said() == ["failed: E1"]


async def test_an_act_that_the_database_refused_is_tried_again_soon(bench: Bench) -> None:
    tries = []

    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        tries.append(event_update.update_id)

        def act(uow: UnitOfWork) -> Replies:
            for _ in range(2 if len(tries) == 1 else 1):
                first = {"id": 1, "at": uow.now, "actor": "test", "act": "traced", "subject": "x"}
                uow.connection.execute(AUDIT.insert().values(first))
            return Replies(say=(View("done"),))

        await app.act(event_update, act)

    bench.on_message(handler)
    await bench.arrives("hello")
    await bench.runs_until_idle()

    assert len(tries) == 2
    assert (effects(bench), bench.said()) == (1, ["done"])


async def test_a_parked_update_does_not_hold_up_its_chat(bench: Bench) -> None:
    async def handler(event: Message, event_update: Update, app: BotApp) -> None:
        if event.text == "poison":
            raise ZeroDivisionError
        await app.act(event_update, lambda uow: Replies(say=(View(event.text or ""),)))

    bench.on_message(handler)
    await bench.arrives("poison", "after")
    await bench.runs_until_idle(pauses=False)

    assert bench.said() == ["failed: E1", "after"]


async def test_an_update_that_nobody_handled_gets_the_help_answer(bench: Bench) -> None:
    await bench.arrives("hello")
    await bench.runs_until_idle()

    assert bench.states() == {"done": 1}
    assert bench.said() == ["help"]


async def test_twenty_quick_messages_of_one_chat_are_handled_in_order(bench: Bench) -> None:
    async def handler(event: Message, event_update: Update, app: BotApp) -> None:
        await asyncio.sleep(0.001 * (20 - int(event.text or 0)))  # the first are the slowest
        await app.act(event_update, lambda uow: Replies(say=(View(event.text or ""),)))

    bench.on_message(handler)
    await bench.arrives(*(str(number) for number in range(20)))
    await bench.runs_until_idle()

    assert bench.said() == [str(number) for number in range(20)]


async def test_two_chats_are_handled_at_once(bench: Bench) -> None:
    both = asyncio.Barrier(2)

    async def handler(event: Message, event_update: Update, app: BotApp) -> None:
        async with asyncio.timeout(5):
            await both.wait()  # passes only if the other chat's handler runs meanwhile
        await app.act(event_update, lambda uow: Replies(say=(View(event.text or ""),)))

    bench.on_message(handler)
    await bench.arrives("a", chat=7)
    await bench.arrives("b", chat=8)
    await bench.runs_until_idle()

    assert bench.states() == {"done": 2}


async def test_the_same_update_twice_changes_nothing(bench: Bench) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        def act(uow: UnitOfWork) -> Replies:
            leaves_a_trace(uow)
            return Replies(say=(View("done"),))

        await app.act(event_update, act)

    bench.on_message(handler)
    body = message(5, 7, "hello")
    assert await bench.store(body, body) == 1
    await bench.runs_until_idle()
    assert await bench.store(body) == 0
    await bench.runs_until_idle()

    assert effects(bench) == 1
    assert bench.said() == ["done"]


async def test_a_handler_that_sends_by_itself_is_refused(bench: Bench) -> None:
    async def handler(event: Message, bot: Bot) -> None:
        await bot.send_message(event.chat.id, "past the outbox")

    bench.on_message(handler)
    await bench.arrives("hello")
    await bench.runs_until_idle(pauses=False)

    assert bench.states() == {"parked": 1}
    assert bench.said() == ["failed: E1"]


async def test_a_second_act_for_one_update_is_a_bug_that_doubles_nothing(bench: Bench) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        await app.act(event_update, lambda uow: Replies(say=(View("first"),)))
        with pytest.raises(ActedTwice):
            await app.act(event_update, lambda uow: Replies(say=(View("second"),)))

    bench.on_message(handler)
    await bench.arrives("hello")
    await bench.runs_until_idle()

    assert bench.said() == ["first"]


async def test_an_update_taken_over_by_another_process_is_left_to_it(bench: Bench) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        def act(uow: UnitOfWork) -> Replies:
            return Replies(say=(View("ours"),))

        taken = await taken_over(bench)
        assert [each.attempts for each in taken] == [2]
        await app.act(event_update, act)

    bench.on_message(handler)
    await bench.arrives("hello")
    await runs_a_while(bench)

    assert bench.states() == {"leased": 1}
    assert bench.said() == []


async def test_nobody_is_told_to_wait_for_an_update_that_another_process_took(
    bench: Bench,
) -> None:
    async def handler(_: Message, event_update: Update, app: BotApp) -> None:
        await taken_over(bench)
        await app.hold_on(event_update, View("one moment"))

    bench.on_message(handler)
    await bench.arrives("hello")
    await runs_a_while(bench)

    assert bench.said() == []
    assert bench.states() == {"leased": 1}


async def test_a_bug_in_the_apology_stops_nobody_else(bench: Bench) -> None:
    async def handler(event: Message, event_update: Update, app: BotApp) -> None:
        if event.text == "poison":
            raise ZeroDivisionError
        await app.act(event_update, lambda uow: Replies(say=(View(event.text or ""),)))

    def speechless(*_: object) -> View:
        raise KeyError("no words")

    bench.app.voice.failure = speechless  # type: ignore[method-assign]
    bench.on_message(handler)
    await bench.arrives("poison", "after")
    await bench.runs_until_idle(pauses=False)

    assert bench.states() == {"parked": 1, "done": 1}
    assert bench.said() == ["after"]
