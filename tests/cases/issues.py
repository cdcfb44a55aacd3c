"""One cause and its firms, on a county's offices: for tests of common issues."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.domain.case_refusals import IssueRefusal
from bot.domain.case_states import CaseAct
from bot.domain.case_terms import ClockKind, Clocks
from bot.domain.speech import Notice
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.cards import CaseCard
from bot.services.issues.answering import IssueAnswering, carry_out_answers
from bot.services.issues.answers import answer_issue, solve_issue
from bot.services.issues.leads import name_lead
from bot.services.issues.linking import open_issue, remove_case
from bot.services.issues.parting import Parted, part_case
from bot.store.cases.cases import load_case
from bot.store.firms.people import PersonCard, person_by_id
from bot.store.issues.answers import newest_answer
from bot.store.issues.issues import IssueRecord
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.notices.issues import answering_of
from tests.cases.county import County
from tests.cases.district import COUNTY, GROUND, TOWN

TUESDAY = date(2022, 7, 19)


@dataclass
class Cause:
    """A dispatcher, whoever leads, and firms with a case each."""

    county: County
    owners: list[PersonCard] = field(default_factory=list)
    cases: list[CaseCard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.district = self.county.district
        self.chief = self.dispatcher()
        self.lead = self.county.transport.clerk

    def dispatcher(self, region: str = COUNTY, sector: str | None = None) -> OfficerCard:
        post = Appointment(RoleKind.DISPATCHER, region, sector)
        return self.district.appointed(post, name="调度员钱")

    def firms(self, count: int, region: str = TOWN) -> None:
        for _ in range(count):
            self.owners.append(self.district.speaks_for_firm(region=region))
            self.cases.append(self.county.opens(self.owners[-1]))

    @property
    def ids(self) -> list[int]:
        return [case.id for case in self.cases]

    def opens(self, by: OfficerCard | None = None, *ids: int) -> IssueRecord:
        chosen: Sequence[int] = ids or self.ids
        if len(chosen) == 1:
            return self._shrunk(by or self.chief, chosen[0])
        return self.district.act(
            lambda uow: open_issue(uow, GROUND, by or self.chief, chosen, "南环卡口不放行")
        )

    def _shrunk(self, by: OfficerCard, case_id: int) -> IssueRecord:
        """An issue of which one case is left: so few cannot become one."""

        def author(uow: UnitOfWork) -> PersonCard:
            case = load_case(uow, case_id)
            assert case is not None
            return person_by_id(uow.connection, case.state.opened_by)

        other = self.county.opens(self.district.act(author)).id
        issue = self.opens(by, case_id, other)
        return self.district.act(lambda uow: remove_case(uow, by, issue.id, other))

    def led(self) -> IssueRecord:
        issue = self.opens()
        named = self.district.act(lambda uow: name_lead(uow, self.chief, issue.id, self.lead.id))
        return named.issue

    def says(self, issue: IssueRecord, text: str = "正在协调", day: date = TUESDAY) -> None:
        self.district.act(lambda uow: answer_issue(uow, GROUND, self.lead, issue.id, text, day))

    def gives(self, issue: IssueRecord, result: str = "已放行") -> None:
        self.district.act(lambda uow: solve_issue(uow, self.lead, issue.id, result))

    def carries_out(self, answering: IssueAnswering | None = None, limit: int = 10) -> int:
        """Ticks until all have it; returns of how many steps."""
        how, done = answering or answering_of(GROUND), 0
        while some := self.district.act(lambda uow: carry_out_answers(uow, how, limit)):
            done += some
        return done

    def parts(self, number: int, issue: IssueRecord) -> Parted | None:
        answer = self.district.act(lambda uow: newest_answer(uow, issue.id))
        assert answer is not None
        owner, case = self.owners[number], self.cases[number]
        return self.district.act(lambda uow: part_case(uow, GROUND, owner, case.id, answer.id))

    def now(self, number: int) -> CaseCard:
        return self.county.now(self.cases[number])


def heard(notices: Sequence[Notice], chat_id: int) -> list[str]:
    return [each.view.html for each in notices if each.chat_id == chat_id]


def acts_of(card: CaseCard) -> list[CaseAct]:
    """What happened in it, beside that it was linked."""
    return [step.act for step in card.steps if step.act is not CaseAct.LINK]


def promised(clocks: Clocks) -> dict[ClockKind, object]:
    """What a firm was given a date for."""
    kinds = (ClockKind.CONTACT, ClockKind.INTERIM, ClockKind.HANDLING)
    return {kind: clocks[kind].due for kind in kinds if kind in clocks}


def refusal(cause: Cause, work: Callable[[UnitOfWork], object]) -> IssueRefusal:
    with pytest.raises(IssueRefusal) as error:
        cause.district.act(work)
    return error.value
