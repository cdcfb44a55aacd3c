"""Every act on a case × every kind of staff × own, parent and sister region and another sector.

Some acts are only for whoever has the case in hand. A line tries each to a case that somebody
else has, which shows who may; another takes the case first, which shows that it is done.

And every act of a firm × each role in it, in an own firm and in another one. A further act is one
line. Who is refused changes nothing, not even the audit.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.domain.case_refusals import CaseCode
from bot.domain.case_states import CaseStatus, CheckWay
from bot.domain.members import Role
from bot.domain.staff import RoleKind
from bot.services.cases import cases
from bot.services.cases import closing as case_closing
from bot.services.cases import handling as case_handling
from bot.services.cases import lists as case_lists
from bot.services.cases import promises as case_promises
from bot.services.cases import ratings as case_ratings
from bot.services.cases.cards import CaseCard
from bot.services.cases.doors import case_for_firm, case_for_officer
from bot.services.cases.moves import Said
from bot.services.cases.opening import open_case
from bot.services.cases.references import refer_case
from bot.store.firms.people import PersonCard, add_member, change_person, person_by_id
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from tests.allowed import is_allowed
from tests.cases.county import County
from tests.cases.district import GROUND, TOWN, District
from tests.matrix import Behind, Done, Line, disagreements, over, seats_around

FirmAct = Callable[[UnitOfWork, PersonCard, "Things"], Any]

WORKER, INSPECTOR = over(RoleKind.UNIT), over(RoleKind.INSPECTOR)
DISPATCHER = over(RoleKind.DISPATCHER)
READERS = {**WORKER, **DISPATCHER, **INSPECTOR}
SECTOR = "industry"


class Things:
    """One case at each stage, all of one firm in a town, and a unit that could have them."""

    def __init__(self, district: District) -> None:
        county = County(district, "transport", "trade", "headquarters")
        self.district, self.county = district, county
        self.owner = district.speaks_for_firm(region=TOWN, sector=SECTOR)
        self.unit = county.trade.id
        self.calling = self.silent()
        self.waiting = county.opens(self.owner)
        self.working = self.claimed()
        self.solved = district.solves(county.transport.clerk, self.claimed())
        self.checking = district.confirms(
            self.owner, district.solves(county.transport.clerk, self.claimed())
        )
        self.answered = self.claimed()
        district.answers(county.transport.clerk, self.answered, "正在联系卡口")
        self.ruling = self.refused_twice()
        self.day = (district.now + timedelta(days=3)).date()

    def claimed(self) -> CaseCard:
        return self.district.claims(self.county.transport.clerk, self.county.opens(self.owner))

    def silent(self) -> CaseCard:
        """Solved, and the firm has not said in time whether it is: somebody has to call."""
        solved = self.district.solves(self.county.transport.clerk, self.claimed())
        self.county.waits(days=5)
        assert self.county.now(solved).status is CaseStatus.CALL
        return solved

    def refused_twice(self) -> CaseCard:
        transport, trade = self.county.transport, self.county.trade
        case = self.refused(transport.clerk, self.county.opens(self.owner), trade.id)
        return self.refused(trade.clerk, case, transport.id)

    def refused(self, clerk: OfficerCard, case: CaseCard, unit_id: int) -> CaseCard:
        self.district.claims(clerk, case)
        return self.district.act(
            lambda uow: case_handling.return_case(
                uow, GROUND, clerk, case.id, "不归我们管", unit_id
            )
        )


def takes(uow: UnitOfWork, by: OfficerCard, it: Things) -> int:
    """The case that waits, taken by whoever tries."""
    return cases.claim_case(uow, GROUND, by, it.waiting.id).id


LINES: dict[str, Line] = {
    "see": (READERS, lambda uow, by, it: case_for_officer(uow, by, it.waiting.id)),
    "remark": (
        READERS,
        lambda uow, by, it: cases.remark_case(uow, GROUND, by, it.working.id, "已电话了解"),
        Done("case:remark"),
    ),
    "note its number elsewhere": (
        {**WORKER, **DISPATCHER},
        lambda uow, by, it: refer_case(uow, GROUND, by, it.working.id, "12345 工单 0031"),
        Done("case:refer"),
    ),
    "claim": (
        WORKER,
        lambda uow, by, it: cases.claim_case(uow, GROUND, by, it.waiting.id),
        Done("case:claim"),
    ),
    "answer": (
        WORKER,
        lambda uow, by, it: cases.answer_case(uow, GROUND, by, it.working.id, Said("在办")),
        Done("case:answer"),
    ),
    "solve": (
        WORKER,
        lambda uow, by, it: cases.solve_case(uow, GROUND, by, it.working.id, Said("已放行")),
        Behind(CaseCode.NOT_HOLDER),
    ),
    "ask the firm": (
        WORKER,
        lambda uow, by, it: case_handling.ask_firm(uow, GROUND, by, it.working.id, "请发车牌"),
        Behind(CaseCode.NOT_HOLDER),
    ),
    "refuse": (
        WORKER,
        lambda uow, by, it: case_handling.return_case(
            uow, GROUND, by, it.working.id, "不归我们管", it.unit
        ),
        Behind(CaseCode.NOT_HOLDER),
    ),
    "escalate": (
        WORKER,
        lambda uow, by, it: case_handling.escalate_case(
            uow, GROUND, by, it.working.id, "协调不了"
        ),
        Behind(CaseCode.NOT_HOLDER),
    ),
    "hand over what another has": (
        DISPATCHER,
        lambda uow, by, it: case_handling.hand_over(
            uow, GROUND, by, it.working.id, it.county.transport.clerk.id
        ),
        Done("case:assign"),
    ),
    "solve what one took": (
        WORKER,
        lambda uow, by, it: cases.solve_case(uow, GROUND, by, takes(uow, by, it), Said("已放行")),
        Done("case:solve"),
    ),
    "ask the firm of what one took": (
        WORKER,
        lambda uow, by, it: case_handling.ask_firm(
            uow, GROUND, by, takes(uow, by, it), "请发车牌"
        ),
        Done("case:ask"),
    ),
    "refuse what one took": (
        WORKER,
        lambda uow, by, it: case_handling.return_case(
            uow, GROUND, by, takes(uow, by, it), "不归我们管", it.unit
        ),
        Done("case:return"),
    ),
    "escalate what one took": (
        WORKER,
        lambda uow, by, it: case_handling.escalate_case(
            uow, GROUND, by, takes(uow, by, it), "协调不了"
        ),
        Done("case:escalate"),
    ),
    "promise": (
        WORKER,
        lambda uow, by, it: case_promises.promise(uow, GROUND, by, it.answered.id, it.day),
        Done("case:promise"),
    ),
    "assign": (
        DISPATCHER,
        lambda uow, by, it: case_handling.assign_case(uow, GROUND, by, it.waiting.id, it.unit),
        Done("case:assign"),
    ),
    "rule": (
        DISPATCHER,
        lambda uow, by, it: case_handling.rule_case(
            uow, GROUND, by, it.ruling.id, it.unit, "归交通管"
        ),
        Done("case:rule"),
    ),
    "close": (
        INSPECTOR,
        lambda uow, by, it: case_closing.close_case(
            uow, GROUND, by, it.checking.id, CheckWay.PHONE, "问过企业，已经放行"
        ),
        Done("case:check"),
    ),
    "reopen": (
        INSPECTOR,
        lambda uow, by, it: case_closing.reopen_case(uow, GROUND, by, it.checking.id, "没办"),
        Done("case:fault"),
    ),
    "miss a call": (
        INSPECTOR,
        lambda uow, by, it: case_closing.missed_call(uow, GROUND, by, it.calling.id, "没人接"),
        Done("case:miss"),
    ),
}


def test_who_may_do_what_to_whose_case(district: District) -> None:
    seats = seats_around(TOWN, SECTOR)
    assert disagreements(district, district.appointed, seats, LINES, Things(district)) == []


FIRM_ACTS: dict[str, FirmAct] = {
    "open": lambda uow, by, _: open_case(uow, GROUND, by, "车又被拦了"),
    "see": lambda uow, by, it: case_for_firm(uow, by, it.waiting.id),
    "list": lambda uow, by, _: case_lists.cases_of_firm(uow, by),
    "note": lambda uow, by, it: cases.add_note(uow, GROUND, by, it.working.id, "补充一点"),
    "confirm": lambda uow, by, it: cases.confirm_case(uow, GROUND, by, it.solved.id),
    "withdraw": lambda uow, by, it: cases.withdraw_case(uow, GROUND, by, it.working.id),
    "deny": lambda uow, by, it: cases.deny_case(uow, GROUND, by, it.solved.id),
    "rate": lambda uow, by, it: case_ratings.rate_case(uow, GROUND, by, it.checking.id, 5),
}
OF_ANY_FIRM = {"open", "list"}


def test_who_in_which_firm_may_do_what_to_its_cases(district: District) -> None:
    things, wrong = Things(district), []
    closed = district.act(
        lambda uow: case_closing.close_case(
            uow,
            GROUND,
            things.county.inspector,
            things.checking.id,
            CheckWay.PHONE,
            "问过企业，已经放行",
        )
    )
    things.checking = closed
    for role in Role:
        own, other = member(district, things.owner, role), stranger(district, role)
        for act, work in FIRM_ACTS.items():
            for person, theirs in ((own, True), (other, act in OF_ANY_FIRM)):
                may = is_allowed(district, lambda uow, p=person, work=work: work(uow, p, things))
                if may is not (theirs and role is not Role.TEST_CONTACT):
                    wrong.append((role.value, act, theirs, may))
    assert wrong == []


def member(district: District, owner: PersonCard, role: Role) -> PersonCard:
    """A colleague of the owner, who speaks for the same firm."""
    firm_id, person = owner.firm_id or 0, district.person()

    def joined(uow: UnitOfWork) -> PersonCard:
        add_member(uow, person.id, firm_id, role)
        change_person(uow.connection, person.id, firm_id=firm_id)
        return person_by_id(uow.connection, person.id)

    return district.act(joined)


def stranger(district: District, role: Role) -> PersonCard:
    return member(district, district.speaks_for_firm(), role)
