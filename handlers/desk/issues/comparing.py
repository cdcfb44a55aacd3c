"""Which cases are alike: read in batches, compared in a thread, before any act."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from telegram import Update

from bot.domain.errors import Refusal
from bot.services.cases.rules import practice_of
from bot.services.issues.lists import comparable
from bot.services.staff.officers import officer_of
from bot.store.issues.candidates import BATCH, Candidate
from bot.store.uow import UnitOfWork
from handlers.desk.context import Desk
from policies.rulebase import RuleBase
from policies.understanding.likeness import Group, Likeness, Trouble


@dataclass(frozen=True)
class Compared:
    """The unsolved cases that somebody dispatches, by id, and how alike they are.

    What it says may be out of date when the act begins: the act checks again.
    """

    cases: Mapping[int, Candidate]
    likeness: Likeness

    @property
    def linked(self) -> set[int]:
        """Those that are in an open issue."""
        return {each.id for each in self.cases.values() if each.issue_id is not None}

    def free_like(self, some: Sequence[int]) -> list[Candidate]:
        """Those in no issue that are like any of some, the most alike first."""
        found = (self.cases[each] for each in self.likeness.like(some))
        return [case for case in found if case.issue_id is None]

    def beside(self, case_id: int) -> tuple[list[Candidate], list[int]]:
        """Those in no issue that are like one, and the issues in which one is that is like it."""
        found = [self.cases[each] for each in self.likeness.like([case_id])]
        issues = dict.fromkeys(case.issue_id for case in found if case.issue_id is not None)
        return [case for case in found if case.issue_id is None], list(issues)

    def later(self) -> dict[int, list[Candidate]]:
        """For each open issue the cases in none that are like any of its own."""
        members: dict[int, list[int]] = {}
        for case in self.cases.values():
            if case.issue_id is not None:
                members.setdefault(case.issue_id, []).append(case.id)
        return {issue_id: self.free_like(own) for issue_id, own in members.items()}


async def compare(desk: Desk, update: Update) -> Compared | Refusal:
    """Compare all cases that the officer behind an update dispatches.

    Returns:
        A refusal, to be raised in the act, if they dispatch nowhere.
    """
    chat_id = int(desk.app.turn_of(update).sender_id or 0)
    try:
        cases = await _all(desk, chat_id)
    except Refusal as refusal:
        return refusal
    likeness = await asyncio.to_thread(_likeness, desk.rulebase, cases)
    return Compared({case.id: case for case in cases}, likeness)


async def group(desk: Desk, compared: Compared) -> tuple[Group, ...]:
    """The groups of cases that could be one issue, and are in none."""
    regions = {case.region for case in compared.cases.values()}
    least = {each: practice_of(desk.rulebase, each).common_from for each in regions}
    return await asyncio.to_thread(compared.likeness.groups, least, compared.linked)


async def _all(desk: Desk, chat_id: int) -> list[Candidate]:
    """In as many transactions as it takes, so that no act of others waits for it all."""
    found: list[Candidate] = []
    while True:
        batch = await desk.app.read(partial(_next, chat_id, found[-1].id if found else 0))
        found += batch
        if len(batch) < BATCH:
            return found


def _next(chat_id: int, after: int, uow: UnitOfWork) -> list[Candidate]:
    return comparable(uow, officer_of(uow, chat_id), after)


def _likeness(rulebase: RuleBase, cases: Sequence[Candidate]) -> Likeness:
    troubles = [
        Trouble(case.id, case.text, case.category, case.region, case.place) for case in cases
    ]
    return Likeness(rulebase, troubles)
