"""What cases wait for: somebody to be with, their clocks, the repeated call, their topics."""

from dataclasses import dataclass, field, replace
from typing import Final

from bot.due.batches import Batches
from bot.services.cases.clockwork import CaseClockwork, fire_clocks, wind_up_all
from bot.services.cases.topics import TopicKeeper, keep_topics
from bot.services.cases.waiting import Bells, fire_bells
from bot.services.cases.watch import CaseWatch, Watched, look_after, look_around

CASES: Final = 50
"""So many cases in one transaction: judged or told, they take some 2 ms each."""
OFFICERS: Final = 10
"""So many officers hear in one transaction of what waits for them."""


@dataclass
class Sight:
    """What one process has looked at, whichever rules it goes by."""

    watched: Watched = field(default_factory=Watched)


@dataclass(frozen=True)
class CasesDue:
    """How cases go on while nobody acts on them.

    Args:
        cases: How their clocks speak.
        watch: How those that lie with nobody are found others for.
        bells: How what nobody takes is repeated.
    """

    cases: CaseClockwork
    watch: CaseWatch
    bells: Bells
    sight: Sight = field(default_factory=Sight)

    async def fire(self, batches: Batches) -> int:
        """First find somebody for each, so that no clock speaks to nobody."""
        moved = await self._find_others(batches)
        ground = self.cases.ground
        rang = await batches.until_done(
            lambda uow: wind_up_all(uow, ground, CASES) + fire_clocks(uow, self.cases, CASES)
        )
        called = await batches.until_done(lambda uow: fire_bells(uow, self.bells, OFFICERS))
        return moved + rang + called

    async def _find_others(self, batches: Batches) -> int:
        watched = await batches.by_edition(lambda uow: look_around(uow, self.sight.watched))
        moved = 0
        while some := watched.waiting[:CASES]:
            moved += await self._look_after(batches, some)
            watched = replace(watched, waiting=watched.waiting[CASES:])
        self.sight.watched = watched
        return moved

    async def _look_after(self, batches: Batches, case_ids: list[int]) -> int:
        return await batches.counted(lambda uow: look_after(uow, self.watch, case_ids))


@dataclass(frozen=True)
class TopicsDue:
    """How topics of cases are kept and worded."""

    keeper: TopicKeeper

    async def fire(self, batches: Batches) -> int:
        """Queue what each topic lacks."""
        await batches.until_done(lambda uow: keep_topics(uow, self.keeper))
        return 0
