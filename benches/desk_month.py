"""What happens at a county's desk, hour by hour, through the services that the bots call.

Officers go on leave and block the bot, whole units are given up, owners fall silent, units refuse,
common issues are answered; the business clock runs over a public holiday and its make-up days.
`desk_ticks` lets clocks speak; after each tick everything is looked at: see `desk_looks`.
"""

from datetime import timedelta
from random import Random

from benches.desk_staff import Staff, blocked
from benches.desk_ticks import BEGINS, ZONE, Act, Desk
from bot.domain.case_states import CaseStatus, CheckWay
from bot.domain.errors import Refusal
from bot.domain.issues import LEAST
from bot.domain.workdays import is_working_day
from bot.services.cases import cases
from bot.services.cases import closing as case_closing
from bot.services.cases import handling as case_handling
from bot.services.cases import lists as case_lists
from bot.services.cases.lists import CaseLine
from bot.services.cases.moves import Said
from bot.services.cases.opening import Matter, open_case
from bot.services.issues.answers import answer_issue
from bot.services.issues.leads import name_lead, possible_leads
from bot.services.issues.linking import open_issue
from bot.store.cases.workload import cases_held
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

STEP = timedelta(minutes=30)
STEPS_A_DAY = 48
HOURS = range(8, 18)
"""People work in these hours; clocks ring whenever they are due."""
LEAVES = 0.15
"""In an hour of work: of forty, about thirty in a month."""
GIVEN_UP = 0.01
"""In an hour: everybody in a unit goes, and nobody is named to take over."""
BLOCKS = 0.03
LINKS = 0.05
LINKED = 4
PILE_STEP = 20
"""On the first morning one clerk takes many cases at once, and soon leaves for good."""
URGENT = 0.05


class Month(Desk):
    """Half hour by half hour; each has dice of its own, so that it can be played again."""

    def play(self, step: int) -> None:
        """The half hour with this number."""
        self.now, self.random = BEGINS + step * STEP, Random(f"{self.seed} {step}")
        self.ring()
        self.act(self.looks.look)
        local = self.now.astimezone(ZONE)
        if is_working_day(local.date()) and local.hour in HOURS and local.minute == 0:
            self._hour()
            if step == PILE_STEP:
                self._piles()
        elif step == PILE_STEP + 1:
            self._goes()
        self.ring()  # the tick that follows two seconds later
        self.act(self.looks.look)

    def _hour(self) -> None:
        dice = self.random
        for _ in range(int(self.hourly) + (dice.random() < self.hourly % 1)):
            self._raises(dice.choice(self.owners))
        silent = {each.id for each in self.act(blocked)}
        for clerk in self.office.clerks:
            if clerk.id not in silent:  # who taps is reached again
                self._works(clerk)
        for owner in dice.sample(list(self.owners), k=max(len(self.owners) // 4, 1)):
            self._hears(owner)
        for inspector in self.office.inspectors:
            if inspector.id not in silent:
                self._checks(inspector)
        self._staff()

    def _staff(self) -> None:
        dice = self.random
        staff = Staff(self.office, self.ground, self.told, dice)
        self.act(staff.come_back)
        if dice.random() < LEAVES:
            self.act(lambda uow: staff.goes(uow, dice.choice(self.office.clerks)))
        if dice.random() < BLOCKS:
            self.act(lambda uow: staff.blocks(uow, dice.choice(self.office.people)))
        if dice.random() < LINKS:
            self._links(self.office.clerks[-1])
        if dice.random() < GIVEN_UP:
            self.act(lambda uow: staff.gives_up(uow, dice.choice(self.office.units)))

    def _piles(self) -> None:
        """More cases than anybody should have, all in the hand of one clerk."""
        owner = self.owners[0]
        for _ in range(self.pile):
            self.tries(open_case, owner, "车被拦在卡口", Matter())
        clerk = max(
            self.office.clerks,
            key=lambda each: len(self.listed(case_lists.unclaimed_cases, each)),
        )
        for _ in range(self.pile):
            for line in self.listed(case_lists.unclaimed_cases, clerk):
                self.tries(cases.claim_case, clerk, line.id)

    def _goes(self) -> None:
        def gone(uow: UnitOfWork) -> None:
            staff = Staff(self.office, self.ground, self.told, self.random)
            held = cases_held(uow.connection, [each.id for each in self.office.clerks])
            staff.leaves(uow, max(self.office.clerks, key=lambda each: held[each.id]))

        self.act(gone)

    def _links(self, chief: OfficerCard) -> None:
        """One cause, one answer for all, by whoever leads."""
        lines = self.listed(case_lists.unclaimed_cases, chief)[:LINKED]
        day = self.now.astimezone(ZONE).date() + timedelta(days=1)

        def linked(uow: UnitOfWork) -> None:
            ids = [line.id for line in lines]
            issue = open_issue(uow, self.ground, chief, ids, "南环卡口")
            _, leads = possible_leads(uow, chief, issue.id)
            lead = self.random.choice(leads)
            name_lead(uow, chief, issue.id, lead.id)
            answer_issue(uow, self.ground, lead, issue.id, "正在协调", day)

        if len(lines) < LEAST:
            return
        try:
            self.act(linked)
            self.told["common issues"] += 1
        except Refusal as refusal:
            self.told[f"refused: {refusal.code}"] += 1

    def _raises(self, owner: PersonCard) -> None:
        kind = self.random.choice(sorted(self.ground.rulebase.problems))
        matter = Matter(category=kind, urgent=self.random.random() < URGENT)
        self.tries(open_case, owner, "车被拦在卡口", matter)

    def _works(self, clerk: OfficerCard) -> None:
        for line in self.listed(case_lists.unclaimed_cases, clerk)[:2]:
            self.tries(cases.claim_case, clerk, line.id)
        for line in self.listed(case_lists.cases_held_by, clerk):
            if line.status is CaseStatus.CLAIMED:
                self._handles(clerk, line)
        for line in self.listed(case_lists.cases_to_do, clerk):
            if line.status is CaseStatus.RULING:
                unit = self.random.choice(self.office.units).id
                self.tries(case_handling.rule_case, clerk, line.id, unit, "归他们管")

    def _handles(self, clerk: OfficerCard, line: CaseLine) -> None:
        dice, unit = self.random.random(), self.random.choice(self.office.units).id
        ways: tuple[tuple[float, Act, tuple[object, ...]], ...] = (
            (0.15, cases.answer_case, (Said("正在协调"),)),
            (0.35, cases.solve_case, (Said("已联系卡口放行"),)),
            (0.40, case_handling.ask_firm, ("请发车牌号",)),
            (0.45, case_handling.return_case, ("不是我们的职责", unit)),
            (0.47, case_handling.escalate_case, ("跨县，协调不了",)),
        )
        way = next(((act, words) for most, act, words in ways if dice < most), None)
        if way is not None:
            self.tries(way[0], clerk, line.id, *way[1])

    def _hears(self, owner: PersonCard) -> None:
        dice = self.random.random()
        for line in self.listed(case_lists.unfinished_cases, owner):
            if line.status is CaseStatus.WAITING and dice < 0.7:
                self.tries(cases.add_note, owner, line.id, "车牌豫R12345")
            elif line.status is CaseStatus.SOLVED and dice < 0.45:
                self.tries(cases.confirm_case, owner, line.id)
            elif line.status is CaseStatus.SOLVED and dice < 0.55:
                self.tries(cases.deny_case, owner, line.id)

    def _checks(self, inspector: OfficerCard) -> None:
        for line in self.listed(case_lists.cases_to_check, inspector)[:4]:
            dice = self.random.random()
            if line.status is CaseStatus.CALL and dice < 0.3:
                self.tries(case_closing.missed_call, inspector, line.id, "无人接听")
            elif dice < 0.4:
                self.tries(case_closing.reopen_case, inspector, line.id, "企业说还没有放行")
            else:
                found = (CheckWay.PHONE, "电话问过企业，已经放行")
                self.tries(case_closing.close_case, inspector, line.id, *found)
