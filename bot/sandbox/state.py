"""The whole state of a sandbox."""

from collections.abc import Iterable

from bot.sandbox.files import FileShelf
from bot.sandbox.model import BotAccount, Chat, Message, Person
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.signals import Signal
from bot.sandbox.updates import UpdateQueue

# Ids must not repeat over a restart and must fit 31 bits: four a second since 2025.
IDS_FROM = 1_735_689_600
IDS_PER_SECOND = 4
QUERIES_KEPT = 10_000  # callback queries that can still be answered


class PlayRefusal(Exception):
    """A person cannot do this in Telegram either.

    Attributes:
        status: The HTTP status for the acting API: 404 no such thing, 409 not possible now.
        zh: The sentence in Chinese.
        en: The same in English.
    """

    def __init__(self, status: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.status, self.zh, self.en = status, zh, en


class State:
    """Bots, people, chats and files, in memory only; what people do is in `World`.

    `revision` grows with every change that a page could show; wait for the
    next with `wait_for_change`, or for one chat's with its `changed` signal.
    """

    def __init__(self, settings: SandboxSettings) -> None:
        self.time = settings.time
        self.bots = {bot.name: bot for bot in _accounts(settings)}
        self.queues = {name: UpdateQueue() for name in self.bots}
        self.people: dict[int, Person] = {}
        self.files = FileShelf()
        self.chats: dict[tuple[str, int], Chat] = {}
        self.queries: dict[str, Chat] = {}  # by id of the callback query
        self.revision = 1
        self._changed = Signal()
        self._last_id = int((settings.time() - IDS_FROM) * IDS_PER_SECOND)

    def next_id(self) -> int:
        """A number that no message and no update has had, nor will have after a restart."""
        self._last_id += 1
        return self._last_id

    def person(self, person_id: int) -> Person:
        """The person with this id, who comes into being when first named."""
        known = self.people.get(person_id)
        return known or self.introduce(Person(person_id, f"用户{person_id}"))

    def introduce(self, person: Person) -> Person:
        """Add a person, or give a known one their new name and language."""
        known = self.people.setdefault(person.id, person)
        known.first_name, known.language_code = person.first_name, person.language_code
        return known

    def chat(self, bot_name: str, person_id: int) -> Chat:
        """The chat of this person with this bot, created on demand.

        Raises:
            PlayRefusal: No such bot.
        """
        known = self.chats.get((bot_name, person_id))
        if known is not None:
            return known
        if bot_name not in self.bots:
            raise PlayRefusal(404, f"没有机器人“{bot_name}”", f"there is no bot {bot_name!r}")
        chat = Chat(self.bots[bot_name], self.person(person_id), revision=self.revision)
        self.chats[bot_name, person_id] = chat
        return chat

    def changed(self, chat: Chat | None = None, message: Message | None = None) -> None:
        """Tell the waiters that something to be seen has changed (in this chat)."""
        self.revision += 1
        self._changed.ring()
        if message is not None:
            message.revision = self.revision
        if chat is not None:
            chat.revision = self.revision
            chat.changed.ring()

    def await_answer(self, chat: Chat, query_id: str) -> None:
        """Keep a callback query until the bot answers it, or so many came that it is too old."""
        chat.unanswered.add(query_id)
        self.queries[query_id] = chat
        if len(self.queries) > QUERIES_KEPT:
            oldest = next(iter(self.queries))
            self.queries.pop(oldest).unanswered.discard(oldest)

    async def wait_for_change(self, since: int, seconds: float) -> int:
        """Return the revision as soon as it is above `since`, or after so many seconds."""
        if self.revision <= since:
            await self._changed.wait(seconds)
        return self.revision

    def clear(self) -> None:
        """Start over: no people, chats, files or waiting updates. Ids go on."""
        gone = list(self.chats.values())
        for keep in (self.chats, self.people, self.queries):
            keep.clear()
        self.files.clear()
        for queue in self.queues.values():
            queue.clear()
        for bot in self.bots.values():
            bot.commands.clear()
            bot.last_poll_at = None
        self.changed()
        for chat in gone:
            chat.changed.ring()

    def open(self, bot_name: str, person_id: int) -> Chat:
        """Let the bot reach this person, as after a first message that it has dealt with."""
        chat = self.chat(bot_name, person_id)
        chat.opened = True
        return chat


def _accounts(settings: SandboxSettings) -> Iterable[BotAccount]:
    names = [
        ("owner", settings.owner_token, "助企通"),
        ("desk", settings.desk_token, "助企通·工作台"),
    ]
    for name, token, title in names:
        number = int(token.partition(":")[0])
        yield BotAccount(name, token, number, f"zhuqi_{name}_bot", title, settings.time)
