"""What goes on after a broadcast: its link, the chase of the silent, what newcomers are told.

The hooks are called where a broadcast begins and where it ends; each may run twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.speech import View
from bot.services.broadcasts.links import PREFIX
from bot.services.broadcasts.silent import Handed, SilentList
from bot.services.broadcasts.standing import origin_of
from bot.services.duties.errands import Ground
from bot.store.broadcasts.broadcasts import BroadcastRecord
from bot.store.broadcasts.chases import change_chase, plan_chase
from bot.store.broadcasts.lasting import add_lasting, begun_of, end_lasting
from bot.store.broadcasts.links import add_link
from bot.store.uow import UnitOfWork


@dataclass(frozen=True)
class Afterwards:
    """How what goes on after a broadcast is worded, each in a language ("zh", "en").

    Attributes:
        remind: To somebody silent: it still wants to be confirmed.
        silent: To an officer: which of their firms have not confirmed.
        handed: To the author and to headquarters: the lists went out, and how towns stand.
        in_force: To somebody who came later: what holds.
    """

    ground: Ground
    remind: Callable[[BroadcastRecord, str], View]
    silent: Callable[[SilentList, str], View]
    handed: Callable[[Handed, str], View]
    in_force: Callable[[Sequence[BroadcastRecord], str], View]


def begun(uow: UnitOfWork, owner_bot: str, broadcast: BroadcastRecord) -> None:
    """It begins to go out: its link is there, and what it changes is followed up no more.

    Args:
        owner_bot: The name of the owner bot in links; "" if that is not known.
    """
    if broadcast.content.terms.forward and owner_bot:
        token = PREFIX + uow.new_uid()
        add_link(uow, broadcast.id, token, f"https://t.me/{owner_bot}?start={token}")
    if broadcast.change is not None:
        change_chase(uow.connection, broadcast.change.corrects, due_at=None, lists_at=None)
        end_lasting(uow, broadcast.change.corrects)


def sent(uow: UnitOfWork, zone: ZoneInfo, broadcast: BroadcastRecord) -> None:
    """All is sent: from now on the silent are chased, and newcomers are told."""
    terms = broadcast.content.terms
    if terms.receipt:
        due = uow.now + timedelta(hours=terms.chase) if terms.chase else None
        plan_chase(uow.connection, broadcast.id, due)
    if terms.lasts is not None and broadcast.begun_at is not None:
        until = datetime.combine(terms.lasts + timedelta(days=1), time(), zone)
        origin = origin_of(uow, broadcast)
        # Who was told of what this corrects has to hear of this, too.
        since = begun_of(uow.connection, origin.id) or broadcast.begun_at
        add_lasting(uow.connection, broadcast.id, broadcast.region, since, until)
