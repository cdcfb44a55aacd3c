"""Everything whose moment has come, of test groups and of other duties, in few messages."""

from bot.services.duties.errands import Errands
from bot.services.duties.firing import decide_errands
from bot.services.reminders.firing import decide_due
from bot.services.reminders.gathering import come_along
from bot.services.reminders.telling import tell
from bot.services.reminders.wording import Render
from bot.store.uow import UnitOfWork


def fire_all(uow: UnitOfWork, errands: Errands, render: Render, limit: int) -> int:
    """Say what is due and still true; what a person hears of one firm is one message.

    Safe in several processes at once.

    Args:
        limit: How many due errands, and how many due reminders, to take up.

    Returns:
        How many were dealt with; 0 when none is due, or all are in another's hand.
    """
    of_duties, said = decide_errands(uow, errands, limit)
    come_along(uow, render.zone, {each.firm_id for each in said})
    of_groups, reminded = decide_due(uow, render, limit)
    tell(uow, [*reminded, *said], errands.together)
    return of_duties + of_groups
