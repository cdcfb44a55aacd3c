"""kill -9 after a topic was made and before that is stored."""

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from benches import victim
from benches.children import Child
from benches.kills import FAST, until, with_time_gone_by
from benches.ledger import Ledger
from benches.places import Place, place
from benches.sink import TOKENS
from benches.victim import Life
from bot.domain.desk_groups import GroupState, TopicState
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import SandboxSettings
from bot.store.cases.topics import CASE_TOPIC, change_topic, ensure_topic, topics_of
from bot.store.outbox import OUTBOX, Letter, queue_letters
from bot.store.staff.desk_groups import add_group, change_group
from bot.store.topic_letters import CREATE, card_key, create_key
from bot.store.uow import UnitOfWork
from tests.sandbox_groups import Group

GROUP, NAME = -7001, "F-0715-001 示例纺织"


@dataclass
class Forum:
    """A group with topics at Telegram, and the database of the bot that is in it."""

    url: str
    group: Group
    place: Place
    ledger: Ledger

    def life(self, name: str) -> Life:
        return Life(self.place, self.url, name, FAST, ingests=False)

    def queue(self) -> None:
        """What the keeper of topics queues for a new case, and a word that came after it."""
        with self.ledger.engine.begin() as connection:
            now = datetime(2022, 7, 15, tzinfo=UTC)
            uow = UnitOfWork(connection, self.place.vault, now, lambda: secrets.token_hex(8))
            group = add_group(uow, GROUP, "交通局", "zh", 1)
            change_group(connection, group.id, unit_id=1, state=GroupState.WORKING)
            ensure_topic(connection, group.id, 1)
            [topic] = topics_of(connection, 1)
            change_topic(connection, topic.id, state=TopicState.MAKING)
            to = {"chat_id": GROUP}
            card = {"key": card_key(topic.id, topic.round), "held": True}
            letters = [
                self._letter(CREATE, to | {"name": NAME}, key=create_key(topic)),
                self._letter("sendMessage", to | {"text": "card"}, **card),
                self._letter("sendMessage", to | {"text": "words"}, held=True),
            ]
            queue_letters(connection, self.place.vault, letters)

    def _letter(self, method: str, payload: dict[str, Any], **more: Any) -> Letter:
        uid = secrets.token_hex(8)
        return Letter(uid, "desk", GROUP, method, payload, topic_id=1, **more)

    def is_quiet(self) -> bool:
        with self.ledger.engine.connect() as connection:
            return connection.execute(select(OUTBOX.c.id).where(OUTBOX.c.live)).first() is None

    def thread(self) -> int | None:
        with self.ledger.engine.connect() as connection:
            return connection.execute(select(CASE_TOPIC.c.thread_id)).scalar_one()

    async def said(self) -> dict[int, list[str]]:
        """What was said in each topic."""
        view = await self.group.view()
        return {
            thread: [one.html for one in view.messages if one.thread == thread and one.html]
            for thread in view.topics
        }


@asynccontextmanager
async def forum(engine: str) -> AsyncIterator[Forum]:
    tokens = {"owner_token": TOKENS["owner"], "desk_token": TOKENS["desk"]}
    async with serving(create_app(SandboxSettings(time=time.time, **tokens))) as url:
        group = Group(url, "desk", GROUP)
        await group.make("交通局", [1])
        await group.act("bot", status="administrator", may_manage=True)
        with place(engine) as where:
            ledger = Ledger(where)
            yield Forum(url, group, where, ledger)
            ledger.close()


async def test_a_case_speaks_in_one_topic_though_another_was_made_in_vain(engine: str) -> None:
    async with forum(engine) as made:
        with Child(victim.main, made.life("first")) as child:
            await child.ask(("answered", CREATE))
            made.queue()
            await child.hear()
            child.kill()
        with_time_gone_by(made.place, made.ledger)
        with Child(victim.main, made.life("second")):
            await until(made.is_quiet)
        said, thread = await made.said(), made.thread()

    assert thread is not None
    assert said.pop(thread) == ["card", "words"]
    assert list(said.values()) == [[]], "the one that was made in vain stays empty"
