"""Who is at work at the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.domain.speech import Replies
from bot.domain.staff import Power
from bot.services.staff.staff import powers_of
from bot.store.issues.issues import is_leading
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from handlers.tongue import Tongue

BOT: Final = "desk"


@dataclass(frozen=True, slots=True)
class Clerk:
    """The officer who acted, and the language to answer in.

    Args:
        powers: What they may do somewhere: which buttons to show, never what is allowed.
        in_topic: They act in a group, where others use the same buttons.
        leads: They answer for all of a common issue that is open: a button, too.
    """

    officer: OfficerCard
    t: Tongue
    powers: frozenset[Power] = frozenset()
    in_topic: bool = False
    leads: bool = False


ClerkAct: TypeAlias = Callable[[UnitOfWork, Clerk], Replies]


def clerk_of(uow: UnitOfWork, officer: OfficerCard) -> Clerk:
    """An officer at work."""
    leads = is_leading(uow.connection, officer.id)
    return Clerk(officer, Tongue(officer.language), powers_of(uow, officer), leads=leads)
