"""A county's desk at a moment of a simulated month: acts that are committed, and ticks.

What `bot.due.cases` does is done here in the same order, by the same services and the same words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from benches.desk_ending import Seen, letters_of, seen_now
from benches.desk_looks import Looks
from benches.desk_office import Office
from benches.rules import rulebase
from bot.domain.errors import Refusal
from bot.domain.speech import Notice, View
from bot.services.cases.cards import CaseCard
from bot.services.cases.clockwork import CaseClockwork, Rang, fire_clocks
from bot.services.cases.lists import CaseLine, CaseList
from bot.services.cases.waiting import Waiting, fire_bells
from bot.services.cases.watch import CaseWatch, Watched, look_after, look_around
from bot.services.duties.errands import Ground
from bot.services.issues.answering import carry_out_answers
from bot.store.database import Database
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from bot.store.vault import Vault
from handlers.notices.case_moved import tell_of as tell_of_moved
from handlers.notices.case_rings import tell_of
from handlers.notices.case_waiting import bells_of
from handlers.notices.issues import answering_of

T = TypeVar("T")
Act = Callable[..., CaseCard]
Listing = Callable[[UnitOfWork, Any], CaseList]
Done = Callable[[Seen | int], None]
"""Told of a case as an act left it, or how many letters there are, after it was committed."""

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2022, 9, 19, 0, 0, tzinfo=ZONE).astimezone(UTC)  # 国庆 and 调休 lie ahead


@dataclass
class Desk:
    """One county's desk at one moment.

    Attributes:
        hourly: Problems in an hour of work.
        pile: How many cases one clerk takes at once who then leaves for good.
        told: How many messages the clocks sent to the desk, and how many clocks they were about.
        daily: By chat and day, how often an officer was told of what waits.
        looks: Who has what, looked at during the month.
    """

    database: Database
    vault: Vault
    office: Office
    owners: Sequence[PersonCard]
    hourly: float
    seed: int
    pile: int = 60
    done: Done = lambda _: None
    told: Counter[str] = field(default_factory=Counter)
    daily: Counter[tuple[int, date]] = field(default_factory=Counter)
    looks: Looks = field(default_factory=Looks)
    watched: Watched = field(default_factory=Watched)
    ground: Ground = field(default_factory=lambda: Ground(rulebase(), ZONE))
    now: datetime = BEGINS
    random: Random = field(default_factory=Random)

    def act(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do something in a transaction of its own."""
        return self.database.run_sync(lambda connection: work(self.uow(connection)))

    def uow(self, connection: Any) -> UnitOfWork:
        """Of this moment."""
        return UnitOfWork(connection, self.vault, self.now, self.uid)

    def uid(self) -> str:
        """The next number of this half hour's dice."""
        return f"{self.random.getrandbits(128):032x}"

    def tries(self, act: Act, *args: object) -> None:
        """An act of a service that may be refused, as a tap on a stale button is."""

        def acted(uow: UnitOfWork) -> Seen:
            return seen_now(uow, act(uow, self.ground, *args).id)

        try:
            self.done(self.act(acted))
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1

    def listed(self, of: Listing, who: object) -> Sequence[CaseLine]:
        """What somebody finds on one of their lists."""
        return self.act(lambda uow: of(uow, who)).lines

    def _watch(self) -> None:
        """As `bot.due.cases` does, before any clock speaks."""
        watch = CaseWatch(self.ground, tell_of_moved(self.ground.rulebase))
        watched = self.act(lambda uow: look_around(uow, self.watched))
        self.told["moved by a tick"] += self.act(
            lambda uow: look_after(uow, watch, watched.waiting)
        )
        self.watched = replace(watched, waiting=[])

    def ring(self) -> None:
        """One tick, until nothing is due any more."""
        self._watch()
        answering = answering_of(self.ground)
        while self.act(lambda uow: carry_out_answers(uow, answering, 10)):
            pass
        clockwork = CaseClockwork(self.ground, self._tell)
        while self.act(lambda uow: fire_clocks(uow, clockwork)):
            pass
        words = bells_of(self.ground)
        bells = replace(words, say=lambda waiting: self._repeated(words.say, waiting))
        while self.act(lambda uow: fire_bells(uow, bells)):
            pass
        self.done(self.act(letters_of))

    def _repeated(self, say: Callable[[Waiting], View], waiting: Waiting) -> View:
        self.told["messages of what waits"] += 1
        self.daily[waiting.officer.chat_id, self.now.astimezone(ZONE).date()] += 1
        return say(waiting)

    def _tell(self, rang: Sequence[Rang], key: str) -> Iterable[Notice]:
        notices = list(tell_of(self.ground.rulebase, ZONE)(rang, key))
        self.looks.hear(self.now, rang, notices)
        self.told["clocks"] += len(rang)
        self.told["messages to the desk"] += sum(each.bot == "desk" for each in notices)
        return notices
