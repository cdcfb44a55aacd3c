"""An answer kept in the place of another, and taken back within ten minutes."""

from typing import Any

from bot.domain.errors import Stale, StaleCode
from bot.domain.testing import may_undo
from bot.store.firms.fact_changes import ChangeCard, change_of, forget_change, keep_change
from bot.store.firms.firms import facts_of, load_firm, put_facts
from bot.store.uow import UnitOfWork


def put_answer(
    uow: UnitOfWork, firm_id: int, fact: str, value: Any, *, approximate: bool = False
) -> int | None:
    """Keep what a firm says of a fact, and what it said before.

    Args:
        value: JSON; None says that they do not know.
        approximate: They said that it is about so much.

    Returns:
        The mark by which `take_back` finds this change; None if nothing else was known.
    """
    known = facts_of(uow.connection, firm_id).get(fact)
    put_facts(uow, firm_id, {fact: value}, approximate={fact} if approximate else ())
    if known is None or known.value is None or known.value == value:
        forget_change(uow, firm_id, fact)
        return None
    mark = load_firm(uow, firm_id).version
    change = ChangeCard(mark, known.value, known.approximate, value, uow.now)
    keep_change(uow, firm_id, fact, change)
    return mark


def change_to_take_back(uow: UnitOfWork, firm_id: int, fact: str, mark: int) -> ChangeCard:
    """Find the change that a button names, if it still stands.

    Raises:
        Stale: It was taken back, changed again, confirmed by staff, or is older than 10 minutes.
    """
    change = change_of(uow, firm_id, fact)
    now = facts_of(uow.connection, firm_id).get(fact)
    if change is None or change.version != mark:
        raise Stale(StaleCode.CHANGED)
    if now is None or now.by_staff or now.value != change.became:
        raise Stale(StaleCode.CHANGED)
    if not may_undo(change.changed_at, uow.now):
        raise Stale(StaleCode.EXPIRED)
    return change


def take_back(uow: UnitOfWork, firm_id: int, fact: str, change: ChangeCard) -> None:
    """Put the answer from before in its place again."""
    rough = {fact} if change.was_approximate else set()
    put_facts(uow, firm_id, {fact: change.was}, approximate=rough)
    forget_change(uow, firm_id, fact)
