"""共性问题: the open issues and what could become one; and what is like one case."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from telegram import Update

from bot.domain.errors import Refusal
from bot.domain.speech import Replies
from bot.domain.staff import covers
from bot.services.cases.doors import case_for_officer
from bot.services.cases.gathering import card_of
from bot.services.issues.lists import IssueLine, issues_of, left_before, parted_before
from bot.store.issues.candidates import Candidate
from bot.store.questions import close_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk, Desk, HandlePress
from handlers.desk.issues import listing_views as views
from handlers.desk.issues.comparing import Compared, compare, group
from handlers.press import Press
from policies.understanding.likeness import Group


async def menu(desk: Desk, update: Update, _: Press) -> None:
    """共性问题: whoever dispatches nowhere sees only those that they lead."""
    compared = await compare(desk, update)
    groups: tuple[Group, ...] = ()
    later: dict[int, list[Candidate]] = {}
    if isinstance(compared, Compared):
        groups = await group(desk, compared)
        later = await asyncio.to_thread(compared.later)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        close_question(uow, BOT, who.officer.chat_id)
        lines = issues_of(uow, who.officer)
        if isinstance(compared, Refusal) and not lines:
            raise compared
        fitting = suited(lines, left_before(uow, lines), later)
        counts = {issue_id: len(found) for issue_id, found in fitting.items()}
        found = [_bunch(compared, each) for each in groups[: views.SHOWN]]
        return Replies(edit=views.menu(who.t, desk.rulebase, lines, counts, found, desk.zone))

    await desk.act(update, act)


async def alike(desk: Desk, update: Update, press: Press) -> None:
    """相似的诉求 of a case, and the open issues that it could belong to."""
    compared, case_id = await compare(desk, update), press.number()
    others: list[Candidate] = []
    near: list[int] = []
    if isinstance(compared, Compared):
        others, near = await asyncio.to_thread(compared.beside, case_id)

    def act(uow: UnitOfWork, who: Clerk) -> Replies:
        if isinstance(compared, Refusal):
            raise compared
        close_question(uow, BOT, who.officer.chat_id)
        card = card_of(uow, desk.rulebase, case_for_officer(uow, who.officer, case_id))
        lines = [each for each in issues_of(uow, who.officer) if each.issue.id in near]
        own = [compared.cases[case_id]] if case_id in compared.cases else []
        fits = suited(lines, parted_before(uow, lines), dict.fromkeys(near, own))
        fitting = [each for each in lines if fits.get(each.issue.id)]
        return Replies(edit=views.alike(who.t, desk.rulebase, card, others, fitting))

    await desk.act(update, act)


def suited(
    lines: Sequence[IssueLine],
    gone: Mapping[int, set[int]],
    later: Mapping[int, Sequence[Candidate]],
) -> dict[int, list[Candidate]]:
    """What could be put into each open issue, of its own place.

    Args:
        gone: Issue id → cases that left it.
        later: Issue id → cases that are like its own.
    """
    return {
        line.issue.id: [
            case
            for case in later.get(line.issue.id, ())
            if case.id not in gone.get(line.issue.id, set())
            and covers(line.issue.region, case.place)
        ]
        for line in lines
        if line.is_open
    }


def _bunch(compared: Compared | Refusal, found: Group) -> views.Bunch:
    cases = compared.cases if isinstance(compared, Compared) else {}
    return views.Bunch(found, tuple(cases[each] for each in found.members))


BUTTONS: Final[Mapping[str, HandlePress]] = {"issue:menu": menu, "issue:like": alike}
