"""Errands: reminders of duties that are planned in rows, checked again, and said once.

Whoever has something to remind of plans it with `keep_errands` under a scope of its own, and
registers under its form's name how an errand is checked again and worded (`ErrandForm`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.errands import Errand, Wanted
from bot.domain.members import Right, Role, may
from bot.domain.quiet import QuietHours
from bot.domain.speech import View
from bot.services.reminders.telling import Together, under_each_other
from bot.services.testing.rhythms import quiet_hours
from bot.store.duties.book import hold_book
from bot.store.duties.errands import (
    replace_errands,
)
from bot.store.reminders.listeners import (
    Listener,
)
from bot.store.uow import UnitOfWork
from policies.rulebase import RuleBase


@dataclass(frozen=True)
class Ground:
    """What duties are judged and planned by."""

    rulebase: RuleBase
    zone: ZoneInfo

    def quiet_of(self, region: str) -> QuietHours:
        """When nothing may ring in a region."""
        return quiet_hours(self.rulebase, region, self.zone)


Recheck = Callable[[UnitOfWork, Ground, int, Sequence[Errand]], Sequence[Any]]
"""Of a firm's due errands of one form: a card for each message that is still true and wanted.

At most one errand comes for each point, the newest. Nothing at all means that it is not said.
"""
RenderCard = Callable[[Any, str], View]
"""Such a card in a language ("zh", "en"); pure."""


@dataclass(frozen=True)
class ErrandForm:
    """How the errands of one form are checked again at their moment, and worded.

    Attributes:
        shares: What a firm hears of such forms at one moment is one message.
        waits: Stages that may wait within their part of the day for another such message.
    """

    recheck: Recheck
    view: RenderCard
    shares: bool = False
    waits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Errands:
    """Every form by its name, and how views are put together.

    Attributes:
        headed: A view for somebody who has several firms, under the name of one.
        together: Several views as one message, in a language.
    """

    ground: Ground
    forms: Mapping[str, ErrandForm]
    headed: Callable[[View, str], View]
    together: Together = under_each_other

    @property
    def sharing(self) -> frozenset[str]:
        """The forms that share messages."""
        return frozenset(name for name, form in self.forms.items() if form.shares)


def keep_errands(uow: UnitOfWork, firm_id: int, scope: str, wanted: Iterable[Wanted]) -> None:
    """Plan these reminders and no others for a scope of a firm.

    A reminder is known by its point, deadline and stage: one that was sent is not sent again,
    one that is planned is moved if its time changed. Nothing is planned for the past unless it
    may come late (`even_late`). Pauses need no thought: what falls into one is not said.

    Args:
        scope: What is planned together, e.g. `person/12`; scopes share no points.
    """
    hold_book(uow, firm_id)
    replace_errands(uow, firm_id, scope, wanted)


def dutiful(members: Iterable[Listener], roles: Mapping[int, Role]) -> list[Listener]:
    """Those of a firm who keep its duties, by the roles of its people."""
    return [person for person in members if may(roles[person.id], Right.DUTY)]
