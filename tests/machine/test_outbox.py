"""What is queued is sent: in order, within the rate, and with its fate known."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.delivery import Delivery
from bot.domain.speech import Lane
from bot.fates import Fate, Lost, Paused, Rejected, Sent, Unavailable, Uneditable, Unreachable
from bot.settling import settle
from bot.store.blobs import Blobs
from bot.store.claims import Claimed, claim_letters
from bot.store.database import Database
from bot.store.outbox import OUTBOX, Letter, clear_payloads, count_by_state, queue_letters
from bot.store.settling import end_sent, release_leases
from bot.store.slots import Limits
from bot.store.vault import Vault
from bot.uploading import Files
from bot.wake import Wake

FREE = Limits(per_second=None)


class Post:
    """A post office over a real database: queue, claim, settle."""

    def __init__(self, database: Database, vault: Vault, new_uid: Callable[[], str]) -> None:
        self.database, self.vault, self.new_uid = database, vault, new_uid
        self.gone: list[int] = []

    def queue(self, text: str, chat: int = 1, **other: Any) -> None:
        payload = {"chat_id": chat, "text": text}
        method = "editMessageText" if "edits" in other else "sendMessage"
        if "edits" in other:
            payload["message_id"] = other["edits"]
        letter = Letter(self.new_uid(), "owner", chat, method, payload, **other)
        self.database.run_sync(lambda c: queue_letters(c, self.vault, [letter]))

    def claim(self, owner: str = "a", at_most: int = 10, limits: Limits = FREE) -> list[Claimed]:
        return self.database.run_sync(
            lambda c: claim_letters(
                c, self.vault, bot="owner", owner=owner, limits=limits, at_most=at_most
            )
        )

    def settle(self, letter: Claimed, fate: Fate) -> None:
        self.database.run_sync(
            lambda c: settle(
                c, letter, fate, unreachable=lambda _, __, chat: self.gone.append(chat)
            )
        )

    def states(self) -> dict[str, int]:
        return self.database.run_sync(count_by_state)

    def let_time_pass(self) -> None:
        """Leases and pauses are over."""
        self.database.run_sync(lambda c: c.execute(update(OUTBOX).values(due=0, lease_until=0)))
        self.database.run_sync(lambda c: c.exec_driver_sql("update slot set next_at = 0"))


@pytest.fixture
def post(database: Database, vault: Vault, new_uid: Callable[[], str]) -> Post:
    return Post(database, vault, new_uid)


def texts(letters: list[Claimed]) -> list[str]:
    return [letter.payload["text"] for letter in letters]


def test_one_chat_gives_out_one_message_at_a_time_in_order(post: Post) -> None:
    for text in ("1", "2", "3"):
        post.queue(text)
    heard = []
    while letters := post.claim():
        assert len(letters) == 1
        assert post.claim() == []
        heard += texts(letters)
        post.settle(letters[0], Sent(9))
    assert heard == ["1", "2", "3"]


def test_an_urgent_message_overtakes_a_broadcast_and_not_the_reverse(post: Post) -> None:
    post.queue("broadcast", lane=Lane.BROADCAST)
    post.queue("reply")
    assert texts(post.claim(at_most=1)) == ["reply"]
    # The broadcast is older than the reply, so nothing holds it; a later one waits for both.
    post.queue("second broadcast", lane=Lane.BROADCAST)
    assert texts(post.claim()) == ["broadcast"]


def test_chats_do_not_wait_for_each_other(post: Post) -> None:
    for chat in (1, 2, 3):
        post.queue("hello", chat=chat)
    assert len(post.claim()) == 3


def test_the_same_key_is_queued_once_for_ever(post: Post) -> None:
    post.queue("first", key="reminder:1")
    [letter] = post.claim()
    post.settle(letter, Sent(1))
    post.queue("again", key="reminder:1")
    assert post.claim() == []


def test_a_newer_edit_replaces_an_unsent_older_one(post: Post) -> None:
    post.queue("old", edits=5)
    post.queue("new", edits=5)
    assert texts(post.claim()) == ["new"]
    assert post.states() == {"superseded": 1, "leased": 1}


def test_an_edit_whose_message_is_gone_is_said_anew(post: Post) -> None:
    post.queue("menu", edits=5)
    [letter] = post.claim()
    post.settle(letter, Uneditable("message to edit not found"))
    [again] = post.claim()
    assert (again.method, again.payload) == ("sendMessage", {"chat_id": 1, "text": "menu"})


def test_a_lost_answer_is_repeated_once_and_then_left_to_a_person(post: Post) -> None:
    post.queue("hello")
    [letter] = post.claim()
    post.settle(letter, Lost("reset"))
    post.let_time_pass()
    [again] = post.claim()
    assert again.doubts == 1
    post.settle(again, Lost("reset"))
    post.let_time_pass()
    assert post.claim() == []
    assert post.states() == {"unknown": 1}


def test_a_message_of_a_dead_sender_is_repeated_and_marked_in_doubt(post: Post) -> None:
    post.queue("hello")
    post.claim(owner="dead")
    post.let_time_pass()
    [again] = post.claim(owner="alive")
    assert again.doubts == 1
    post.settle(again, Sent(3))
    row = post.database.run_sync(lambda c: c.execute(select(OUTBOX)).one())
    assert (row.state, row.doubts, row.message_id) == ("sent", 1, 3)


def test_the_leases_of_a_dead_process_can_be_ended_at_once(post: Post) -> None:
    post.queue("hello")
    post.claim(owner="dead")
    assert post.claim(owner="alive") == []
    post.database.run_sync(lambda c: release_leases(c, except_owners=["alive"]))
    assert len(post.claim(owner="alive")) == 1


def test_a_lease_that_was_taken_over_settles_nothing(post: Post) -> None:
    post.queue("hello")
    [frozen] = post.claim(owner="frozen")
    post.let_time_pass()
    [taken] = post.claim(owner="other")
    post.settle(frozen, Rejected("too late to say"))
    assert post.states() == {"leased": 1}
    post.settle(taken, Sent(1))
    assert post.states() == {"sent": 1}


def test_what_arrived_is_settled_together_and_what_was_taken_over_is_not(post: Post) -> None:
    post.queue("mine", chat=1)
    post.queue("taken over", chat=2)
    letters = post.claim(owner="slow")
    post.let_time_pass()
    [taken, *_] = [each for each in post.claim(owner="other") if each.chat_id == 2]
    mine = replace(letters[0], attempts=2, owner="other")

    known = [(mine, 11), (letters[1], 12)]
    assert post.database.run_sync(lambda c: end_sent(c, known)) == 1
    assert post.states() == {"sent": 1, "leased": 1}
    post.settle(taken, Sent(13))


def test_a_429_pauses_the_whole_bot_and_costs_no_attempt(post: Post) -> None:
    post.queue("hello")
    post.queue("other chat", chat=2)
    limits = Limits(per_second=28)
    [letter, _] = post.claim(limits=limits)
    post.settle(letter, Paused(30))
    assert post.claim(limits=limits) == []
    post.let_time_pass()
    assert post.claim(limits=limits)[0].attempts == letter.attempts


@pytest.mark.parametrize("limits", [Limits(per_second=28), FREE], ids=["limited", "training"])
def test_an_unavailable_server_holds_the_chat_so_that_order_is_kept(
    post: Post, limits: Limits
) -> None:
    post.queue("first")
    post.queue("second")
    [letter] = post.claim(limits=limits)
    post.settle(letter, Unavailable("502"))
    assert post.claim(limits=limits) == []
    post.let_time_pass()
    assert texts(post.claim(limits=limits)) == ["first"]


def test_a_person_who_blocked_the_bot_gets_no_more(post: Post) -> None:
    post.queue("hello", chat=7)
    [letter] = post.claim()
    post.settle(letter, Unreachable("bot was blocked by the user"))
    assert post.gone == [7]
    assert post.states() == {"dead": 1}


def test_a_burst_to_one_chat_is_three_and_then_one_a_second(post: Post) -> None:
    limits = Limits(per_second=1000)
    for number in range(6):
        post.queue(str(number))
    heard = 0
    while letters := post.claim(limits=limits):
        post.settle(letters[0], Sent(1))
        heard += 1
    assert heard == 3


def test_moments_are_spaced_by_the_rate_and_never_far_ahead(post: Post) -> None:
    for chat in range(40):
        post.queue("hello", chat=chat)
    # As at 28 a second, but so slowly that a busy machine does not reach the next moment.
    limits = Limits(per_second=0.28, horizon=25)
    first = post.claim(at_most=40, limits=limits)
    assert len(first) == 7
    waits = [letter.wait for letter in first]
    assert waits == sorted(waits)
    assert waits[-1] <= 25
    assert post.claim(at_most=40, limits=limits) == []


def test_what_was_said_is_forgotten_after_its_time(post: Post) -> None:
    post.queue("hello")
    [letter] = post.claim()
    post.settle(letter, Sent(1))
    assert post.database.run_sync(lambda c: clear_payloads(c, older_than_seconds=3600)) == 0
    assert post.database.run_sync(lambda c: clear_payloads(c, older_than_seconds=-1)) == 1
    row = post.database.run_sync(lambda c: c.execute(select(OUTBOX.c.payload)).one())
    assert row.payload is None


def test_no_word_is_readable_in_the_stored_payload(post: Post) -> None:
    post.queue("示例纺织 13812345678")
    row = post.database.run_sync(lambda c: c.execute(select(OUTBOX.c.payload)).one())
    assert "示例".encode() not in row.payload
    assert b"13812345678" not in row.payload


class SlowWire:
    """Takes a moment for each call, as a network does, and notes what it was given."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, method: str, payload: Any) -> Fate:
        await asyncio.sleep(0.002)
        self.sent.append(payload["text"])
        return Sent(len(self.sent))


async def test_delivery_sends_everything_in_order_within_a_chat(post: Post) -> None:
    for number in range(60):
        post.queue(f"{number}", chat=number % 3)
    wire, stop = SlowWire(), asyncio.Event()
    delivery = Delivery(
        bot="owner",
        database=post.database,
        vault=post.vault,
        owner="a",
        wire=wire,
        limits=FREE,
        wake=Wake(),
        unreachable=lambda *_: None,
        files=Files(post.database, post.vault, Blobs(Path(), post.vault), lambda *_: ""),
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(delivery.run(stop))
        while post.states().get("sent", 0) < 60:  # noqa: ASYNC110 - the rows are what counts
            await asyncio.sleep(0.01)
        stop.set()
    for chat in range(3):
        ours = [int(text) for text in wire.sent if int(text) % 3 == chat]
        assert ours == sorted(ours)
