"""A firm to which people come, on a county's machine, and what its people hear of them."""

from bot.domain.members import Role
from bot.domain.speech import View
from bot.services.arrivals import arrivals as acts
from bot.services.arrivals.doors import own_arrival, own_arrivals
from bot.services.arrivals.lists import add_arrivals, nobody_comes, open_urgent_case, split
from bot.services.arrivals.planning import FORM, ArrivalReminder, recheck_arrivals
from bot.services.arrivals.standing import ArrivalStatus
from bot.services.cases.cards import CaseCard
from bot.services.duties.errands import ErrandForm, Errands
from bot.services.firms.firms import judge, profile_of
from bot.store.arrivals import NewArrival
from bot.store.firms.firms import load_firm
from bot.store.firms.people import PersonCard, add_member, change_person, person_by_id
from bot.store.uow import UnitOfWork
from tests.testing.county import RULES, ZONE, at
from tests.testing.one_firm import GROUND, OneFirm

LIST = "arrivals"


def _plain(card: ArrivalReminder, language: str) -> View:
    late = " late" if card.late else ""
    return View(f"{card.stage}{late}: " + ", ".join(s.card.label for s in card.statuses))


ERRANDS = Errands(
    GROUND, {FORM: ErrandForm(recheck_arrivals, _plain)}, lambda view, firm: View(view.html)
)


class Gate(OneFirm):
    form = FORM
    errands = ERRANDS

    def contact(self, chat_id: int) -> PersonCard:
        """Somebody who only keeps the firm's duties."""
        person = self.person(chat_id)

        def joined(uow: UnitOfWork) -> PersonCard:
            add_member(uow, person.id, self.its.id, Role.TEST_CONTACT)
            change_person(uow.connection, person.id, firm_id=self.its.id)
            return person_by_id(uow.connection, person.id)

        return self.act(joined)

    def add(self, label: str, due: str | None, count: int = 1, *, outside: bool = True) -> int:
        moment = None if due is None else at(due)
        new = NewArrival(LIST, label, count, {"from_outside_county": outside}, moment)
        [status] = self.act(lambda uow: add_arrivals(uow, GROUND, self.owner, [new]))
        return status.card.id

    def do(self, act: str, number: int, *args: object, **more: object) -> ArrivalStatus:
        work = getattr(acts, act)
        done = self.act(lambda uow: work(uow, GROUND, self.owner, number, *args, **more))
        return done if isinstance(done, ArrivalStatus) else done.status

    def found(self, number: int, what: str) -> ArrivalStatus:
        return self.do("state_field", number, "status", what)

    def split(self, number: int) -> list[int]:
        parts = self.act(lambda uow: split(uow, GROUND, self.owner, number))
        return [each.card.id for each in parts]

    def nobody(self) -> bool:
        return self.act(lambda uow: nobody_comes(uow, GROUND, self.owner, LIST))

    def case(self, number: int, person: PersonCard | None = None) -> CaseCard | None:
        who = person or self.owner
        return self.act(
            lambda uow: open_urgent_case(uow, GROUND, who, number, lambda s: s.card.label)
        )

    def status(self, number: int, person: PersonCard | None = None) -> ArrivalStatus:
        return self.act(lambda uow: own_arrival(uow, GROUND, person or self.owner, number))

    def all(self) -> list[ArrivalStatus]:
        return list(self.act(lambda uow: own_arrivals(uow, GROUND, self.owner)).statuses)

    def outcome(self, record: str) -> str:
        def judged(uow: UnitOfWork) -> str:
            profile = profile_of(uow, RULES, load_firm(uow, self.its.id))
            today = uow.now.astimezone(ZONE).date()
            return judge(RULES, profile, today, only=[record])[0].outcome

        return self.act(judged)
