"""A line of the routing table that is being drafted: what was chosen, and what is asked next."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final
from zlib import crc32

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.services.staff.route_keeping import regions_kept
from bot.store.cases.route_changes import RouteLine
from bot.store.questions import OpenQuestion, ask, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk
from handlers.press import Press

KIND: Final = "route_line"
ALL: Final = "-"
"""Stands in a button for every category, or every sector."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far; None was not asked yet.

    Attributes:
        strike: The line that is to be taken out; None: one is added, or an example tried.
        tries: Only an example is asked for.
        ready: What it does was shown; a text that comes now is the reason.
    """

    region: str
    category: str | None = None
    sector: str | None = None
    level: int | None = None
    unit_id: int | None = None
    strike: int | None = None
    tries: bool = False
    ready: bool = False

    def line(self) -> RouteLine:
        """The line that was drafted.

        Raises:
            Stale: Something is missing.
        """
        if self.level is None or self.unit_id is None:
            raise Stale(StaleCode.CHANGED)
        return RouteLine(
            self.region, self.level, self.unit_id, chosen(self.category), chosen(self.sector)
        )


def token(region: str) -> str:
    """What names a region within a button: a path would not always fit."""
    return f"{crc32(region.encode()):x}"


def chosen(value: str | None) -> str | None:
    """A category or sector that a line names; None for any."""
    return None if value == ALL else value


def keep_draft(uow: UnitOfWork, who: Clerk, draft: Draft) -> Draft:
    """Keep it as the open question."""
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, context=asdict(draft)))
    return draft


def open_draft(uow: UnitOfWork, who: Clerk) -> Draft:
    """What is being drafted.

    Raises:
        Stale: Nothing is.
    """
    draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
    if draft is None:
        raise Stale(StaleCode.CHANGED)
    return draft


def draft_of(question: OpenQuestion | None) -> Draft | None:
    """The draft that a question holds, if it is one."""
    if question is None or question.kind != KIND:
        return None
    context: Mapping[str, Any] = question.context
    return Draft(**{each.name: context[each.name] for each in fields(Draft)})


def region_named(uow: UnitOfWork, who: Clerk, press: Press) -> str:
    """The region that a button names.

    Raises:
        NotYours: None of theirs.
    """
    own = regions_kept(uow, who.officer)
    found = next((each for each in own if token(each) == press.word()), None)
    if found is None:
        raise NotYours("route")
    return found
