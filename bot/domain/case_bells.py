"""When a firm hears that nobody has taken its case: less often than the bell rings at the desk."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.case_states import CaseAct
from bot.domain.quiet import QuietHours


def is_first_bell(acts: Sequence[CaseAct]) -> bool:
    """Whether nothing has rung since the case last moved.

    Args:
        acts: The steps of the case, oldest first, the bell among them.
    """
    return [act is CaseAct.REPEAT for act in acts[-2:]] != [True, True]


def day_began(now: datetime, quiet: QuietHours) -> datetime | None:
    """Since when today may be spoken to a firm that no news wakes (UTC); None at night."""
    if quiet.contains(now):
        return None
    return quiet.end_after(quiet.start_before(now))
