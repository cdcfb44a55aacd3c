"""Common issues and policy proposals: every kind of staff × places; and whoever leads."""

from datetime import timedelta

import pytest

from bot.domain.issues import ProposalStatus
from bot.domain.staff import Appointment, RoleKind
from bot.services.cases.cards import CaseCard
from bot.services.issues.answers import answer_issue, repeat_answer, solve_issue
from bot.services.issues.cards import issue_card
from bot.services.issues.leads import name_lead, possible_leads
from bot.services.issues.linking import (
    dissolve_issue,
    link_case,
    open_issue,
    remove_case,
    rename_issue,
)
from bot.services.issues.lists import comparable, issues_of
from bot.services.issues.policy_proposals import (
    decide_proposal,
    proposal_card,
    proposals_for,
    propose,
)
from bot.store.issues.issues import IssueRecord
from tests.allowed import is_allowed
from tests.cases.county import County
from tests.cases.district import ELSEWHERE, GROUND, TOWN, District
from tests.cases.issues import Cause
from tests.matrix import (
    NOBODY,
    Done,
    Line,
    disagreements,
    needs,
    over,
    seats_around,
    tells_apart,
    whole,
)

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SECTOR = "industry"
DISPATCHER = over(RoleKind.DISPATCHER)
EDITOR = whole(RoleKind.EDITOR)  # an editor's work is not divided by sector


class Things:
    """Issues of one sector of a town: bare, led and answered, with a proposal; and a free case."""

    def __init__(self, district: District) -> None:
        self.district, self.county = district, County(district, "transport")
        self.cause = Cause(self.county)
        self.chief = self.cause.dispatcher(TOWN, SECTOR)
        self.lead = self.cause.lead
        self.bare_case, self.free, self.spare = self.case(), self.case(), self.case()
        self.bare = self.cause.opens(self.chief, self.bare_case.id)
        self.led = self.answered()
        self.proposal = district.act(
            lambda uow: propose(uow, self.chief, self.led.id, "写明").record.id
        )
        self.day = (district.now + timedelta(days=3)).date()

    def case(self) -> CaseCard:
        return self.county.opens(self.district.speaks_for_firm(region=TOWN, sector=SECTOR))

    def answered(self) -> IssueRecord:
        """An issue with a lead, whose last answer one of its cases has not got."""
        issue = self.cause.opens(self.chief, self.case().id)
        self.district.act(lambda uow: name_lead(uow, self.chief, issue.id, self.lead.id))
        self.cause.says(issue)
        self.cause.carries_out()
        late = self.case()
        return self.district.act(lambda uow: link_case(uow, self.chief, issue.id, late.id))


LINES: dict[str, Line] = {
    "open": (
        DISPATCHER,
        lambda uow, by, it: open_issue(
            uow, GROUND, by, [it.free.id, it.spare.id], "南环卡口不放行"
        ),
        Done("issue:link"),
    ),
    "see": (DISPATCHER, lambda uow, by, it: issue_card(uow, by, it.led.id)),
    "link": (
        DISPATCHER,
        lambda uow, by, it: link_case(uow, by, it.bare.id, it.free.id),
        Done("issue:link"),
    ),
    "remove": (
        DISPATCHER,
        lambda uow, by, it: remove_case(uow, by, it.bare.id, it.bare_case.id),
        Done("issue:remove"),
    ),
    "rename": (
        DISPATCHER,
        lambda uow, by, it: rename_issue(uow, by, it.bare.id, "卡口"),
        Done("issue:rename"),
    ),
    "dissolve": (
        DISPATCHER,
        lambda uow, by, it: dissolve_issue(uow, by, it.bare.id),
        Done("issue:dissolve"),
    ),
    "ask who could lead": (DISPATCHER, lambda uow, by, it: possible_leads(uow, by, it.bare.id)),
    "name a lead": (
        DISPATCHER,
        lambda uow, by, it: name_lead(uow, by, it.bare.id, it.lead.id),
        Done("issue:lead"),
    ),
    "answer": (
        NOBODY,
        lambda uow, by, it: answer_issue(uow, GROUND, by, it.led.id, "正在协调", it.day),
    ),
    "answer again": (NOBODY, lambda uow, by, it: repeat_answer(uow, by, it.led.id)),
    "solve": (NOBODY, lambda uow, by, it: solve_issue(uow, by, it.led.id, "已放行")),
    "find in one's list": (
        DISPATCHER,
        lambda uow, by, it: needs(it.led.id in {each.issue.id for each in issues_of(uow, by)}),
    ),
    "compare its cases": (
        DISPATCHER,
        lambda uow, by, it: needs(it.free.id in {each.id for each in comparable(uow, by, 0)}),
    ),
    "propose": (
        DISPATCHER,
        lambda uow, by, it: propose(uow, by, it.bare.id, "写明"),
        Done("issue:propose"),
    ),
    "see a proposal": (
        {**DISPATCHER, **EDITOR},
        lambda uow, by, it: proposal_card(uow, by, it.proposal),
    ),
    "find a proposal in one's list": (
        EDITOR,
        lambda uow, by, it: needs(it.proposal in {each.id for each in proposals_for(uow, by)}),
    ),
    "take a proposal up": (
        EDITOR,
        lambda uow, by, it: decide_proposal(uow, by, it.proposal, ProposalStatus.TAKEN),
        Done("proposal:taken"),
    ),
    "decline a proposal": (
        EDITOR,
        lambda uow, by, it: decide_proposal(
            uow, by, it.proposal, ProposalStatus.DECLINED, "已写明"
        ),
        Done("proposal:declined"),
    ),
}
OF_THE_LEAD = {"see", "find in one's list", "answer", "answer again", "solve"}


def test_who_may_do_what_to_whose_common_issue(district: District) -> None:
    seats = seats_around(TOWN, SECTOR)
    assert disagreements(district, district.appointed, seats, LINES, Things(district)) == []


def test_whoever_leads_answers_and_changes_nothing_else(district: District) -> None:
    things = Things(district)
    for name, (_, work, *_) in LINES.items():
        may = is_allowed(district, lambda uow, work=work: work(uow, things.lead, things))
        assert may is (name in OF_THE_LEAD), name


def test_an_issue_elsewhere_looks_as_if_it_were_not_there(district: District) -> None:
    things = Things(district)
    by = things.cause.dispatcher(ELSEWHERE)
    acts = {
        "issue": lambda uow, by, number: rename_issue(uow, by, number, "卡口"),
        "proposal": lambda uow, by, number: decide_proposal(uow, by, number, ProposalStatus.TAKEN),
        "case": lambda uow, by, number: open_issue(uow, GROUND, by, [number], "卡口"),
    }
    ids = {"issue": things.bare.id, "proposal": things.proposal, "case": things.free.id}

    assert tells_apart(district, by, acts, ids) == []


def test_who_proposed_for_one_sector_hears_what_becomes_of_it(district: District) -> None:
    things = Things(district)
    editor = district.appointed(Appointment(RoleKind.EDITOR, TOWN))
    other = things.cause.dispatcher(TOWN, "trade")

    decided = district.act(
        lambda uow: decide_proposal(uow, editor, things.proposal, ProposalStatus.TAKEN)
    )

    told = {each.chat_id for each in decided.writer}
    assert things.chief.chat_id in told
    assert other.chat_id not in told
