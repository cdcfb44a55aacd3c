"""Which case somebody looks at, on screens that change nothing."""

from bot.services.cases.doors import case_for_officer
from bot.services.cases.reading import Read, case_to_read
from bot.store.uow import UnitOfWork
from handlers.desk.context import Clerk, Desk


def looked_at(desk: Desk, uow: UnitOfWork, who: Clerk, case_id: int) -> Read:
    """A case by an id that is not trusted.

    In a group others read along and press the same buttons: there only those look at it whose
    case it is, and nobody as one of a headquarters.

    Raises:
        NotYours: No such case, or none that they may look at.
    """
    if who.in_topic:
        return Read(case_for_officer(uow, who.officer, case_id))
    return case_to_read(uow, desk.ground, who.officer, case_id)
