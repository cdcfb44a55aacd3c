"""Messages to groups: within the group's own rate, and in the topic that is there by then."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select

from benches.rules import rulebase
from bot.domain.desk_groups import GroupState, TopicState
from bot.fates import Fate, Moved, Paused, Rejected, Sent, Threadless, Unreachable
from bot.services.cases.topics import TopicKeeper, keep_topics
from bot.settling import settle_all
from bot.store.cases.topics import TopicCard, change_topic, ensure_topic, topics_of
from bot.store.claims import Claimed, claim_letters
from bot.store.database import Database
from bot.store.outbox import Letter, count_by_state, queue_letters
from bot.store.settling import release_leases
from bot.store.slots import Limits
from bot.store.staff.desk_groups import DESK_GROUP, add_group, change_group
from bot.store.topic_jobs import next_jobs
from bot.store.topic_letters import CREATE, card_key, create_key
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from handlers.desk.topics.words import Words

CHAT, CASE, THREAD = -5001, 1, 77
SLOW = Limits(per_second=1000)
FREE = Limits(per_second=None)


class Hall:
    """A group that is bound, one case of its unit, and the outbox."""

    def __init__(self, database: Database, vault: Vault, new_uid: Callable[[], str]) -> None:
        self.database, self.vault, self.new_uid = database, vault, new_uid
        database.run_sync(self._bind)

    def queue(self, text: str, *, chat: int = CHAT, **other: Any) -> None:
        payload = {"chat_id": chat, "text": text}
        self._queue(Letter(self.new_uid(), "desk", chat, "sendMessage", payload, **other))

    def make(self, *texts: str) -> None:
        """Ask for the topic, as the keeper does: the card and what follows are held."""
        self.change(state=TopicState.MAKING, round=self.topic.round + 1, thread_id=None)
        topic = self.topic
        payload = {"chat_id": CHAT, "name": "F-0715-001"}
        key = create_key(topic)
        self._queue(
            Letter(self.new_uid(), "desk", CHAT, CREATE, payload, key=key, topic_id=topic.id)
        )
        card = card_key(topic.id, topic.round)
        self.queue("card", key=card, topic_id=topic.id, held=True)
        for text in texts:
            self.queue(text, topic_id=topic.id, held=True)

    def claim(self, limits: Limits = FREE) -> list[Claimed]:
        return self.database.run_sync(
            lambda c: claim_letters(c, self.vault, bot="desk", owner="a", limits=limits, at_most=9)
        )

    def settle(self, letter: Claimed, fate: Fate) -> None:
        self.database.run_sync(
            lambda c: settle_all(c, [(letter, fate)], unreachable=lambda *_: None)
        )

    def keep(self) -> None:
        """What a tick does about topics."""
        rules = rulebase()
        keeper = TopicKeeper(rules, Words(rules, ZoneInfo("Asia/Shanghai")))
        self.database.run_sync(lambda c: keep_topics(self._uow(c), keeper))

    def send_all(self) -> list[tuple[str, int | None]]:
        """Everything that may go, with the thread that it goes to."""
        heard = []
        while letters := self.claim():
            for letter in letters:
                self.settle(letter, Sent(THREAD))
                thread = letter.payload.get("message_thread_id")
                heard.append((letter.payload.get("text", letter.method), thread))
        return heard

    @property
    def topic(self) -> TopicCard:
        return self.database.run_sync(lambda c: topics_of(c, CASE))[0]

    @property
    def state(self) -> str:
        wanted = select(DESK_GROUP.c.state)
        return str(self.database.run_sync(lambda c: c.execute(wanted).scalar_one()))

    def change(self, **values: Any) -> None:
        topic_id = self.topic.id
        self.database.run_sync(lambda c: change_topic(c, topic_id, **values))

    def _queue(self, letter: Letter) -> None:
        self.database.run_sync(lambda c: queue_letters(c, self.vault, [letter]))

    def _uow(self, connection: Connection) -> UnitOfWork:
        now = datetime(2022, 7, 15, tzinfo=UTC)
        return UnitOfWork(connection, self.vault, now, self.new_uid)

    def _bind(self, connection: Connection) -> None:
        uow = self._uow(connection)
        group = add_group(uow, CHAT, "交通局", "zh", 1)
        change_group(connection, group.id, unit_id=1, state=GroupState.WORKING)
        ensure_topic(connection, group.id, CASE)


@pytest.fixture
def hall(database: Database, vault: Vault, new_uid: Callable[[], str]) -> Hall:
    return Hall(database, vault, new_uid)


def test_no_minute_holds_more_for_a_group_than_telegram_takes(hall: Hall) -> None:
    for number in range(5):
        hall.queue(str(number))
    heard = 0
    while letters := hall.claim(SLOW):
        hall.settle(letters[0], Sent(1))
        heard += 1

    assert heard == SLOW.group_burst
    assert SLOW.group_burst + 60 / SLOW.group_seconds <= SLOW.group_per_minute


def test_a_429_of_a_group_holds_up_nobody_else(hall: Hall) -> None:
    hall.queue("to the group")
    [letter] = hall.claim(SLOW)
    hall.settle(letter, Paused(30))
    hall.queue("to somebody", chat=7)

    assert [each.chat_id for each in hall.claim(SLOW)] == [7]


def test_a_new_topic_shows_its_card_before_what_was_held(hall: Hall) -> None:
    hall.make("words")

    assert hall.send_all() == [(CREATE, None), ("card", THREAD), ("words", THREAD)]
    assert (hall.topic.state, hall.topic.thread_id) == (TopicState.OPEN, THREAD)


def test_a_deleted_topic_holds_back_what_waits_until_it_is_made_anew(hall: Hall) -> None:
    hall.make()
    hall.send_all()
    hall.queue("first", topic_id=hall.topic.id)
    hall.queue("second", topic_id=hall.topic.id)
    [letter] = hall.claim()
    hall.settle(letter, Threadless("message thread not found"))

    assert hall.claim() == []
    assert hall.topic.state is TopicState.MISSING
    assert hall.database.run_sync(lambda c: next_jobs(c, 9)) == [CASE]
    hall.make()
    texts = [text for text, _ in hall.send_all()]
    assert texts == [CREATE, "card", "first", "second"]


@pytest.mark.parametrize(
    ("fate", "state"),
    [
        (Unreachable("Forbidden: bot was kicked from the supergroup chat"), GroupState.REMOVED),
        (Rejected("Bad Request: the chat is not a forum"), GroupState.NO_TOPICS),
        (Rejected("Bad Request: not enough rights to create a topic"), GroupState.NO_RIGHT),
    ],
)
def test_a_group_that_fails_leaves_nothing_waiting(
    hall: Hall, fate: Fate, state: GroupState
) -> None:
    hall.make("words")
    [letter] = hall.claim()
    hall.settle(letter, fate)

    assert hall.state == state
    assert hall.topic.unsaid
    assert hall.topic.state is TopicState.MISSING
    assert hall.database.run_sync(count_by_state) == {"dead": 1, "cancelled": 2}


def test_a_topic_that_was_lost_twice_is_not_asked_for_a_third_time(hall: Hall) -> None:
    hall.make("words")
    for _ in range(2):
        assert [each.method for each in hall.claim()] == [CREATE]
        hall.database.run_sync(lambda c: release_leases(c, except_owners=[]))  # killed

    assert hall.claim() == []
    hall.keep()
    assert hall.state == GroupState.UNANSWERED
    assert hall.database.run_sync(count_by_state) == {"unknown": 1, "cancelled": 2}


def test_a_group_with_another_id_gets_what_waited(hall: Hall) -> None:
    hall.make("words")
    [letter] = hall.claim()
    hall.settle(letter, Moved(-6001))

    assert {each.chat_id for each in hall.claim()} == {-6001}
