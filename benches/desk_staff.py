"""What befalls a county's staff in a simulated month: leave, bots that are blocked, departures.

Everything goes through the acts that the bots call; what these refuse is counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

from sqlalchemy import select

from benches.desk_office import Office
from bot.domain.errors import Refusal
from bot.services.cases.absence import place_left
from bot.services.duties.errands import Ground
from bot.services.firms.people import note_membership
from bot.services.staff import leave
from bot.services.staff.departures import depart
from bot.services.staff.leave import Span
from bot.store.staff.absences import stood_in_for
from bot.store.staff.officers import OFFICER, OfficerCard, officer_by_id
from bot.store.staff.staff import holders_in_unit
from bot.store.staff.units import UnitCard
from bot.store.uow import UnitOfWork

BACK: Final = 0.3
"""In an hour: somebody who blocked the bot comes back."""


@dataclass(frozen=True)
class Staff:
    """What happens to people at the desk; a part of a month."""

    office: Office
    ground: Ground
    told: Counter[str]
    random: Random

    def goes(self, uow: UnitOfWork, who: OfficerCard) -> None:
        """On leave, soon or at once; whoever stands in tries to go then, too, and name them."""
        since = uow.now + timedelta(hours=self.random.choice((0, 0, 3, 20)))
        span = Span(since, since + timedelta(days=self.random.randint(1, 7)))
        able = self._able(uow, who, span)
        deputy = self.random.choice(able) if able else None
        if not self._leave(uow, who, span, None if deputy is None else deputy.id):
            return
        if deputy is not None and since > uow.now:
            self._leave(uow, deputy, Span(uow.now, span.until), who.id)

    def blocks(self, uow: UnitOfWork, who: OfficerCard) -> None:
        """The desk bot reaches them no more."""
        note_membership(uow, "desk", who.chat_id, blocked=True)
        self.told["blocked the bot"] += 1

    def come_back(self, uow: UnitOfWork) -> None:
        """Some of those who did so take it back."""
        for who in blocked(uow):
            if self.random.random() < BACK:
                note_membership(uow, "desk", who.chat_id, blocked=False)

    def gives_up(self, uow: UnitOfWork, unit: UnitCard) -> None:
        """Everybody in a unit goes for good, and nobody is named to take over."""
        for clerk in holders_in_unit(uow, unit.id):
            self.leaves(uow, clerk)

    def leaves(self, uow: UnitOfWork, clerk: OfficerCard) -> None:
        """For good, and nobody is named to take over."""
        try:
            gone = depart(uow, self.office.administrator, clerk.id, None)
        except Refusal as refusal:  # who is away already
            self.told[f"refused: {refusal.code}"] += 1
            return
        most = "at most in the hand of one who left"
        self.told["left for good"] += 1
        self.told["cases moved on"] += len(place_left(uow, self.ground, clerk.id))
        self.told[most] = max(self.told[most], gone.cases)

    def _able(self, uow: UnitOfWork, who: OfficerCard, span: Span) -> Sequence[OfficerCard]:
        """Who may stand in; those first for whom they stand in themselves."""
        able = leave.deputies(uow, who.id, span)
        mine = {each.officer_id for each in stood_in_for(uow.connection, who.id, span.since)}
        return [each for each in able if each.id in mine] or able

    def _leave(self, uow: UnitOfWork, who: OfficerCard, span: Span, deputy: int | None) -> bool:
        try:
            leave.take_leave(uow, who, who.id, span, deputy)
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1
            return False
        self.told["leaves"] += 1
        return True


def blocked(uow: UnitOfWork) -> list[OfficerCard]:
    """Who takes no messages now."""
    wanted = select(OFFICER.c.id).where(OFFICER.c.blocked).order_by(OFFICER.c.id)
    return [officer_by_id(uow, each) for each in list(uow.connection.execute(wanted).scalars())]
