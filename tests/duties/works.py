"""A firm that keeps its duties, on a county's machine, and what its people hear of them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.domain.evidence import Point
from bot.domain.speech import View
from bot.services.duties import codes as duties_codes
from bot.services.duties import daily as duties_daily
from bot.services.duties import daily_planning as duties_daily_planning
from bot.services.duties import items as duties_items
from bot.services.duties.codes import PlanChanged
from bot.services.duties.daily import report_day
from bot.services.duties.daily_planning import DailyReminder
from bot.services.duties.duties import Duty, FirmDuties, load_duties
from bot.services.duties.errands import Errands, Ground
from bot.services.duties.evidence import record_evidence, undo_evidence
from bot.services.duties.items import ItemReminder
from bot.services.duties.planning import plan_outdated
from bot.store.database import Database
from bot.store.duties.errands import planned_errands
from bot.store.duties.evidence import EvidenceCard, NewEvidence
from bot.store.firms.firms import FirmCard, put_facts
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork
from handlers.notices.duty_forms import FORMS
from tests.testing.county import RULES, ZONE, County, Message, at, wall

T = TypeVar("T")
GROUND = Ground(RULES, ZONE)


def _daily(card: DailyReminder, language: str) -> View:
    late = " late" if card.late else ""
    days = " ".join(str(day.day) for day in card.days)
    return View(f"{language} {card.stage}{late}: {days}")


def _items(card: ItemReminder, language: str) -> View:
    return View(f"{language} " + " ".join(f"{n.item.id}/{n.stage}" for n in card.notes))


def _codes(card: PlanChanged, language: str) -> View:
    return View(f"{language} codes {card.before} → {card.needed}")


PLAIN = {
    duties_daily_planning.FORM: _daily,
    duties_items.FORM: _items,
    duties_items.STOCK_FORM: _items,
    duties_codes.FORM: _codes,
}
ERRANDS = Errands(
    GROUND,
    {name: replace(FORMS[name], view=view) for name, view in PLAIN.items()},
    lambda view, firm: View(f"[{firm}] {view.html}"),
)


DAILY, CODES = "O-FC-08", "O-FC-03"
STOCK, DRILLS, PLANS = "O-FC-12", "O-FC-13", "O-FC-09"


class Works(County):
    """A county with one firm, whose owner speaks Chinese."""

    owner: PersonCard
    its: FirmCard

    def __init__(self, database: Database) -> None:
        super().__init__(database, errands=ERRANDS)
        self.owner = self.person(101)
        self.its = self.firm(self.owner, n_entrances=3, n_enclosed_spaces=2)
        self.tick()

    def open(self) -> FirmDuties:
        """Somebody looks at the duties: from now on they are kept here."""
        return self.act(lambda uow: load_duties(uow, GROUND, self.its.id))

    def duty(self, uow: UnitOfWork, record: str) -> tuple[FirmDuties, Duty]:
        duties = load_duties(uow, GROUND, self.its.id)
        duty = duties.duty(record)
        assert duty is not None
        return duties, duty

    def with_duty(self, record: str, work: Callable[[UnitOfWork, FirmDuties, Duty], T]) -> T:
        return self.act(lambda uow: work(uow, *self.duty(uow, record)))

    def report(
        self, person: PersonCard, answer: str = duties_daily.ZERO, day: date | None = None
    ) -> tuple[EvidenceCard, bool]:
        return self.with_duty(
            DAILY,
            lambda uow, duties, duty: report_day(
                uow, person, duties, duty, answer, day or duties.today
            ),
        )

    def note(self, record: str, item: str, words: str = "", amount: int | None = None) -> int:
        def noted(uow: UnitOfWork) -> int:
            new = NewEvidence(Point(record, item), uow.now, words, amount)
            return record_evidence(uow, self.owner, self.its.id, new).id

        return self.act(noted)

    def take_back(self, person: PersonCard, evidence_id: int) -> EvidenceCard:
        return self.act(lambda uow: undo_evidence(uow, person, evidence_id))

    def facts(self, **values: object) -> None:
        self.act(lambda uow: put_facts(uow, self.its.id, values))

    def tick(self) -> int:
        """What a process does every two seconds."""
        while self.act(lambda uow: plan_outdated(uow, GROUND, limit=50)):
            pass
        fired = 0
        while some := self.fire():
            fired += some
        return fired

    def planned(self) -> list[str]:
        """What is planned for the firm, as `report 15 17:00`."""
        found = self.act(lambda uow: planned_errands(uow.connection, self.its.id))
        return [f"{each.stage} {wall(each.fire_on)}" for each in found]

    def play(self, *moments: str) -> list[str]:
        """Let the clock come to each of these walls in turn; what was heard, in order."""
        before = len(self.said())
        self.tick()
        for moment in moments:
            self.now = at(moment)
            self.tick()
        return texts(self.said()[before:])


def texts(messages: Iterable[Message]) -> list[str]:
    return [message.text for message in messages]
