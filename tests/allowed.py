"""Whether somebody may do something, tried for real and taken back."""

from collections.abc import Callable
from typing import Any, Protocol

from bot.domain.case_refusals import CaseCode, CaseRefusal
from bot.domain.errors import NotYours, Stale
from bot.store.uow import UnitOfWork

ELSEWHERE = {CaseCode.ELSEWHERE}


class Place(Protocol):
    """Where acts are committed and audited."""

    def act(self, work: Callable[[UnitOfWork], Any]) -> Any: ...

    def audit(self) -> list[Any]: ...


class Undo(Exception):
    """What was allowed is not to be kept."""


def may_do(place: Place, work: Callable[[UnitOfWork], Any]) -> bool:
    """Try it and keep nothing of it; that somebody else has a case in hand is no prohibition."""

    def attempt(uow: UnitOfWork) -> None:
        work(uow)
        raise Undo

    try:
        place.act(attempt)
    except NotYours:
        return False
    except CaseRefusal as refusal:
        return refusal.code not in ELSEWHERE
    except (Stale, Undo):
        return True
    raise AssertionError("an attempt ends by being undone")


def is_allowed(place: Place, work: Callable[[UnitOfWork], Any]) -> bool:
    """The same; who is refused has changed nothing, not even the audit."""
    before = place.audit()
    allowed = may_do(place, work)
    assert place.audit() == before
    return allowed
