"""What firms report in plain words, whatever screen is on view and whatever case is open."""

from collections.abc import Sequence
from typing import Final

from handlers.owner.anywhere.daily import daily_report
from handlers.owner.anywhere.done import done
from handlers.owner.anywhere.facts import stated
from handlers.owner.anywhere.samplings import samplings
from handlers.owner.on_view.glance import Glance, Reader, Take

READERS: Final[Sequence[Reader]] = (samplings, daily_report, done, stated)
"""The first that can read a text owns it."""


async def reading_anywhere(glance: Glance) -> Take | None:
    """What a text reports; None if it reports nothing that is kept here."""
    for reader in READERS:
        take = await reader(glance)
        if take is not None:
            return take
    return None
