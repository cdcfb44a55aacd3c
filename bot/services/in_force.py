"""仍执行至: staff say that a document of an earlier year is still carried out."""

from datetime import date

from bot.services.announcing import follow_region
from bot.services.reminder_wording import Render
from bot.store.audit import note
from bot.store.in_force import add_in_force, withdraw_in_force
from bot.store.uow import UnitOfWork
from policies.documents import Document


def record_in_force(
    uow: UnitOfWork, render: Render, document: Document, until: date, source: str, *, actor: str
) -> int:
    """Keep what staff say, plan the reminders of the document's region anew, and tell the firms.

    Args:
        render: How a changed rhythm is worded.
        until: The last day for which it is said.
        source: Where staff have it from, in their own words.

    Returns:
        For how many firms it was planned anew.
    """
    withdraw_in_force(uow, document.id, actor=actor)
    add_in_force(uow, document.id, until, source, actor=actor)
    note(uow, actor=actor, act=f"in_force:{until}", subject=document.id)
    return follow_region(uow, render, document.region)


def withdraw(uow: UnitOfWork, render: Render, document: Document, *, actor: str) -> int | None:
    """Take it back, plan anew, and tell the firms.

    Returns:
        For how many firms it was planned anew; None if nothing was recorded.
    """
    if not withdraw_in_force(uow, document.id, actor=actor):
        return None
    note(uow, actor=actor, act="in_force:withdrawn", subject=document.id)
    return follow_region(uow, render, document.region)
