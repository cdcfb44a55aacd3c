"""A county with one firm that people look after: what is planned for it, and what it hears."""

from typing import ClassVar

from bot.services.duties.errands import Ground
from bot.services.duties.planning import plan_outdated
from bot.store.database import Database
from bot.store.duties.errands import planned_errands
from bot.store.firms.firms import FirmCard
from bot.store.firms.people import PersonCard, person_by_id
from tests.testing.county import RULES, ZONE, County, at, wall

GROUND = Ground(RULES, ZONE)


class OneFirm(County):
    """Its subclass says of which form the errands are, and what is said of them."""

    form: ClassVar[str]
    owner: PersonCard
    its: FirmCard

    def __init__(self, database: Database) -> None:
        super().__init__(database, errands=self.errands)  # of its class
        founder = self.person(101)
        self.its = self.firm(founder)
        self.owner = self.act(lambda uow: person_by_id(uow.connection, founder.id))

    def planned(self) -> list[str]:
        found = self.act(lambda uow: planned_errands(uow.connection, self.its.id))
        return [f"{e.stage} {wall(e.fire_on)}" for e in found if e.form == self.form]

    def tick(self) -> None:
        while self.act(lambda uow: plan_outdated(uow, GROUND, limit=50)):
            pass
        self.fire_all()

    def play(self, *moments: str) -> list[str]:
        """Let the clock come to each of these walls in turn; what was heard, in order."""
        before = len(self.said())
        for moment in moments:
            self.now = at(moment)
            self.tick()
        return [each.text for each in self.said()[before:]]
