"""Brings updates to a bot that asked for it with setWebhook, as Telegram's own server does.

What is not confirmed with a 2xx comes again at once, then after 2, 4, 8 … seconds, or when the
answer's Retry-After says. Not modelled: that updates are dropped after a day.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.sandbox.keys import WORLD
from bot.sandbox.model import BotAccount, Webhook
from bot.sandbox.updates import Queued
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_SECONDS = 60.0
LOOK_SECONDS = 0.5
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0


@dataclass
class Courier:
    """One bot's: the oldest update of each chat is under way, up to so many at once."""

    world: World
    bot: BotAccount
    session: aiohttp.ClientSession
    under_way: set[int] = field(default_factory=set)

    async def run(self) -> None:
        """Bring what waits, for ever."""
        queue = self.world.queues[self.bot.name]
        async with asyncio.TaskGroup() as group:
            while True:
                for queued in self._ready():
                    self.under_way.add(queued.id)
                    group.create_task(self._bring(queued))
                await queue.news(LOOK_SECONDS)

    def _ready(self) -> list[Queued]:
        if self.bot.webhook is None:
            return []
        room = self.bot.webhook.max_connections - len(self.under_way)
        return self.world.queues[self.bot.name].heads(self.under_way)[:room]

    async def _bring(self, queued: Queued) -> None:
        queue, pause = self.world.queues[self.bot.name], 0.0
        try:
            while (webhook := self.bot.webhook) is not None:
                asked = await self._post(webhook, queued)
                if asked is None:
                    queue.confirm(queued)
                    return
                await asyncio.sleep(asked or pause)
                pause = min(max(pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        finally:
            self.under_way.discard(queued.id)
            queue.ring()

    async def _post(self, webhook: Webhook, queued: Queued) -> float | None:
        """None if it was taken; else in how many seconds it is wanted again, 0 if unsaid."""
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        headers["Content-Type"] = "application/json"
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        body = json.dumps(queued.body).encode()
        try:
            async with self.session.post(
                webhook.url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                taken, after = answer.ok, answer.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError) as error:
            self.bot.webhook_error = type(error).__name__
            return 0.0
        if taken:
            return None
        self.bot.webhook_error = f"Wrong response from the webhook: {answer.status}"
        return float(after) if after.isdecimal() else 0.0


async def couriers(app: web.Application) -> AsyncIterator[None]:
    """One for each bot, as long as the sandbox is up."""
    world = app[WORLD]
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(Courier(world, bot, session).run()) for bot in world.bots.values()
        ]
        yield
        for task in tasks:
            task.cancel()
