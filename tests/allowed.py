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


def is_allowed(place: Place, work: Callable[[UnitOfWork], Any]) -> bool:
    """Try it and keep nothing of it; that somebody else has a case in hand is no prohibition.

    Who is refused has changed nothing, not even the audit.
    """

    def attempt(uow: UnitOfWork) -> None:
        work(uow)
        raise Undo

    before = place.audit()
    try:
        place.act(attempt)
    except NotYours:
        allowed = False
    except CaseRefusal as refusal:
        allowed = refusal.code not in ELSEWHERE
    except (Stale, Undo):
        allowed = True
    assert place.audit() == before
    return allowed
