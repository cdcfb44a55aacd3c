"""One update = one act = one transaction: the only place where handlers' effects are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection

from bot.domain.clock import BusinessClock
from bot.domain.errors import Refusal
from bot.domain.literal import literal
from bot.domain.markup import unmarked, within
from bot.domain.quiet import QuietHours
from bot.domain.speech import Notice, Replies, View
from bot.meters import ACTING, timed
from bot.store.cases.topics import topic_at
from bot.store.database import Database
from bot.store.inbox_turns import fail_update, finish_update, renew_lease
from bot.store.outbox import Letter, mark_of, queue_letters
from bot.store.releases.editions import hold_edition
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from bot.telegram import edit, in_parts, in_thread, letters_of, notify_all, rekey, say
from bot.turns import ActedTwice, HasUpdateId, LeaseLost, Line, Turn, Voice

T = TypeVar("T")
log = structlog.get_logger(__name__)

Act = Callable[[UnitOfWork], Replies]
TOAST_LENGTH: Final = 200
CARRIERS: Final = frozenset({"photo", "document", "voice", "video"})
"""Fields of a message whose words are a caption, and which no edit turns into text."""


@dataclass
class BotApp:
    """The acts of one bot.

    Args:
        name: `owner` or `desk`.
        wake: Called after a commit, so that delivery and lanes look at once.
        quiet_of: When nothing that can wait may ring in a region; without it nothing is hushed.
    """

    name: str
    database: Database
    vault: Vault
    clock: BusinessClock
    new_uid: Callable[[], str]
    voice: Voice
    line: Line
    wake: Callable[[], None]
    turns: dict[int, Turn] = field(default_factory=dict)
    quiet_of: Callable[[str], QuietHours] | None = None

    def turn_of(self, update: HasUpdateId) -> Turn:
        """The turn that the lane opened for this update."""
        return self.turns[update.update_id]

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Look something up before the act, e.g. facts for a match that takes long.

        What it says may be out of date when the act begins: the act checks again.
        """
        return await self.database.run(lambda connection: work(self._uow(connection)))

    async def act(self, update: HasUpdateId, act: Act) -> None:
        """Carry out a handler's decision: effects, replies and the update's end, all or nothing.

        A `Refusal` keeps none of the effects but says its sentence. Any other error keeps
        nothing, and the lane sees it.

        Raises:
            LeaseLost: Another process has the update; nothing was kept.
            EditionMoved: The rules are others by now; nothing was kept.
            ActedTwice: The handler acted before.
        """
        turn = self.turn_of(update)
        if turn.acted:
            raise ActedTwice(f"{self.name}:{update.update_id}")
        await self.carry_out(turn, act)

    async def carry_out(self, turn: Turn, act: Act) -> None:
        """`act` for a turn that is at hand."""
        with timed(ACTING.labels(self.name)):
            replies, said = await self.database.run(lambda c: self._transact(c, turn, act))
        turn.acted = True
        log.info("acted", bot=self.name, letters=said)
        self.wake()
        if turn.pressed is not None:
            toast = within(literal(unmarked(replies.toast or "")), TOAST_LENGTH) or None
            await self.line.answer_callback(turn.pressed["id"], toast)

    async def hold_on(self, update: HasUpdateId, view: View) -> None:
        """Say at once that an answer takes a while; nothing is decided by it.

        The pressed message becomes this, and then what the act makes of it. Where nothing was
        pressed it is a new message, once however often the update is taken up.

        Raises:
            LeaseLost: Another process has the update, and may have answered it.
        """
        turn = self.turn_of(update)
        await self.database.run(lambda connection: self._hold_on(connection, turn, view))
        self.wake()

    async def fail(self, turn: Turn, error_id: str) -> bool:
        """Count the failure; True if that was the last try and the update is parked now."""
        return await self.database.run(
            lambda connection: fail_update(connection, turn.leased, error_id=error_id)
        )

    async def apologise(self, turn: Turn, error_id: str) -> None:
        """Tell the person that something went wrong here, and the id to name."""
        if turn.chat_id is None:
            return
        await self.database.run(lambda connection: self._apologise(connection, turn, error_id))
        self.wake()

    def _hold_on(self, connection: Connection, turn: Turn, view: View) -> None:
        key = f"hold:{self.name}:{turn.leased.update_id}"
        if not renew_lease(connection, turn.leased):
            raise LeaseLost(key)
        letters = self._letters(self._uow(connection), turn, Replies(edit=view))
        said = [each if each.edits is not None else replace(each, key=key) for each in letters]
        queue_letters(connection, self.vault, said)

    def _transact(self, connection: Connection, turn: Turn, act: Act) -> tuple[Replies, list[str]]:
        # First, because it locks the row: nobody can take the update over while we act.
        if not finish_update(connection, turn.leased):
            raise LeaseLost(f"{self.name}:{turn.leased.update_id}")
        hold_edition(connection, turn.edition)
        replies = self._decide(connection, turn, act)
        letters = self._letters(self._uow(connection), turn, replies)
        queue_letters(connection, self.vault, letters)
        return replies, [mark_of(each.uid) for each in letters]

    def _decide(self, connection: Connection, turn: Turn, act: Act) -> Replies:
        uow = replace(self._uow(connection), wrote=turn.wrote)
        try:
            with connection.begin_nested():
                replies = act(uow)
        except Refusal as refusal:
            log.info("refused", bot=self.name, code=refusal.code)
            return self.voice.refusal(uow, turn, refusal)
        return replace(replies, also=(*replies.also, *uow.notices))

    def _letters(self, uow: UnitOfWork, turn: Turn, replies: Replies) -> list[Letter]:
        letters = []
        if turn.chat_id is not None:
            own = self._own_letters(uow, turn, turn.chat_id, replies)
            letters += [_in_place(uow.connection, turn, each) for each in own]
        also = (self._hushed(notice, uow.now) for notice in replies.also)
        return letters + [each for notice in also for each in notify_all(uow, notice)]

    def _hushed(self, notice: Notice, now: datetime) -> Notice:
        """At night what can wait comes without a sound."""
        if notice.hushed_in is None or self.quiet_of is None:
            return notice
        quiet = self.quiet_of(notice.hushed_in).contains(now)
        return replace(notice, view=replace(notice.view, silent=True)) if quiet else notice

    def _own_letters(
        self, uow: UnitOfWork, turn: Turn, chat_id: int, replies: Replies
    ) -> list[Letter]:
        views = list(replies.say)
        letters = self._rekeyed(turn, chat_id, replies)
        if replies.edit is not None:
            number = _editable(turn, replies.edit)
            if number is None:
                views.insert(0, replies.edit)
            else:
                first, *rest = in_parts(replies.edit)
                letters.append(edit(self.new_uid(), self.name, chat_id, number, first))
                views = [*rest, *views]
        return letters + [
            each for view in views for each in letters_of(uow, self.name, chat_id, view)
        ]

    def _rekeyed(self, turn: Turn, chat_id: int, replies: Replies) -> list[Letter]:
        """The pressed message gets other buttons; words and picture stay."""
        message = turn.pressed.get("message") if turn.pressed else None
        if message is None or not replies.keys:
            return []
        number = int(message["message_id"])
        return [rekey(self.new_uid(), self.name, chat_id, number, replies.keys)]

    def _apologise(self, connection: Connection, turn: Turn, error_id: str) -> None:
        view = self.voice.failure(self._uow(connection), turn, error_id)
        letter = say(self.new_uid(), self.name, int(turn.chat_id or 0), view)
        queue_letters(connection, self.vault, [_in_place(connection, turn, letter)])

    def _uow(self, connection: Connection) -> UnitOfWork:
        return UnitOfWork(connection, self.vault, self.clock.now(), self.new_uid)


def _in_place(connection: Connection, turn: Turn, letter: Letter) -> Letter:
    """An answer goes where the update came from: in a group into the same topic."""
    if turn.chat_id is None or turn.thread_id is None:
        return letter
    return in_thread(letter, turn.thread_id, topic_at(connection, turn.chat_id, turn.thread_id))


def _editable(turn: Turn, view: View) -> int | None:
    """The pressed message, if it can become this view: text cannot turn into a file or back."""
    message = turn.pressed.get("message") if turn.pressed else None
    new = view.file is not None or view.below is not None
    if message is None or new or CARRIERS & message.keys():
        return None
    return int(message["message_id"])
