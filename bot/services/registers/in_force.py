"""仍执行至: the operator says that a document of an earlier year is still carried out.

Officers do it in the desk bot, in the same register: see `register_entries.set_value`.
"""

from datetime import date

from bot.domain.registers import Grounds, SourceKind
from bot.services.registers.announcing import follow_region
from bot.services.registers.documents import stated
from bot.services.registers.entries import enter_untold
from bot.services.reminders.wording import Render
from bot.store.audit import note
from bot.store.uow import UnitOfWork
from policies.document_registers import UNCONFIRMED
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
    _enter(uow, render, document, until.isoformat(), source, actor)
    note(uow, actor=actor, act=f"in_force:{until}", subject=document.id)
    return follow_region(uow, render, document.region)


def withdraw(uow: UnitOfWork, render: Render, document: Document, *, actor: str) -> int | None:
    """Take it back, plan anew, and tell the firms.

    Returns:
        For how many firms it was planned anew; None if nothing was recorded.
    """
    if stated(uow, document.id) is None:
        return None
    _enter(uow, render, document, UNCONFIRMED, "", actor)
    note(uow, actor=actor, act="in_force:withdrawn", subject=document.id)
    return follow_region(uow, render, document.region)


def _enter(
    uow: UnitOfWork, render: Render, document: Document, value: str, said: str, actor: str
) -> None:
    register = render.rulebase.registers.about(document)
    grounds = Grounds(said, SourceKind.OPERATOR)
    enter_untold(uow, register, document.region, value, grounds, actor=actor)
