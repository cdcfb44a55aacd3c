"""Of which cases a firm hears that nobody has taken them: at first, then once a day together."""

from bot.domain.case_bells import day_began, is_first_bell
from bot.domain.case_states import UNTAKEN, CaseAct
from bot.services.cases.lists import CaseLine, line_of
from bot.services.duties.errands import Ground
from bot.store.cases.cases import CaseRecord, cases_of_firm
from bot.store.cases.steps import count_steps, steps_of
from bot.store.uow import UnitOfWork

MOST = 50
"""Open cases of one firm that are looked through."""


def still_waiting(uow: UnitOfWork, ground: Ground, case: CaseRecord) -> tuple[CaseLine, ...]:
    """The cases that the firm is told of because this one has just rung; none if it knows.

    The first bell since something changed speaks of its own case, at any hour. Of those that
    cannot wait the first bell of a day, when nobody sleeps, speaks of all together.
    """
    if is_first_bell([step.act for step in steps_of(uow, case.id)]):
        return (line_of(uow, case),)
    since = day_began(uow.now, ground.quiet_of(case.region))
    if since is None or not case.urgent:
        return ()
    held = cases_of_firm(uow, case.firm_id, limit=MOST, unfinished=True)
    waiting = [each for each in held if each.urgent and each.state.status in UNTAKEN]
    ids = [each.id for each in waiting]
    if count_steps(uow.connection, ids, CaseAct.REPEAT, since=since) > 1:
        return ()
    return tuple(line_of(uow, each) for each in waiting)
