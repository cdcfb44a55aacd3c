"""A change of a register that is being written: kept as the open question, so in a row."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.registers import Grounds, SourceKind
from bot.services.registers.changes import Change
from bot.services.registers.registers import typed
from bot.store.questions import OpenQuestion, ask, close_question, open_question
from bot.store.uow import UnitOfWork
from handlers.desk.context import BOT, Clerk
from policies.facts import Fact, FactValue

KIND: Final = "register"
TICKING, REASON, DAY, SOURCE, SURE = "ticking", "reason", "day", "source", "sure"
"""What is asked now, in this order; the first only where the document sets conditions."""
UNTIL: Final = "until"
"""Of a document this is asked first: its last day; from when is not asked."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of the change so far.

    Attributes:
        token: How buttons name the subject.
        value: JSON; None while it is still asked.
        seen: Version of the card when the officer began.
        ticked: Which conditions of the document were ticked.
        day: ISO; None: from now on.
        mark: Of the preview that was shown last; its button says so.
        wished: It grants an application.
    """

    fact: str
    token: str
    value: Any
    seen: int
    step: str
    ticked: tuple[int, ...] = ()
    reason: str = ""
    day: str | None = None
    source: str = ""
    words: str = ""
    mark: str = ""
    wished: bool = False

    def change(self, fact: Fact) -> Change:
        """The whole change, once everything is known.

        Raises:
            Stale: Something is lacking, or the rules no longer take the value.
        """
        if self.step != SURE:
            raise Stale(StaleCode.CHANGED)
        day = None if self.day is None else date.fromisoformat(self.day)
        grounds = Grounds(self.reason, SourceKind(self.source), self.words)
        return Change(self.typed(fact), day, grounds, len(self.ticked), self.seen)

    def typed(self, fact: Fact) -> FactValue:
        """The value.

        Raises:
            Stale: The rules no longer take it.
        """
        value = typed(fact, self.value)
        if value is None:
            raise Stale(StaleCode.CHANGED)
        return value


def keep_draft(uow: UnitOfWork, who: Clerk, draft: Draft) -> None:
    """What is asked next waits for an answer."""
    ask(uow, BOT, who.officer.chat_id, OpenQuestion(KIND, draft.fact, asdict(draft)))


def draft_of(question: OpenQuestion | None) -> Draft | None:
    """The draft in a question; None if it asks for something else."""
    if question is None or question.kind != KIND:
        return None
    kept: Mapping[str, Any] = {each.name: question.context[each.name] for each in fields(Draft)}
    return Draft(**{**kept, "ticked": tuple(kept["ticked"])})


def open_draft(uow: UnitOfWork, who: Clerk, *steps: str) -> Draft:
    """The draft that is being written.

    Args:
        steps: At which of these it must be.

    Raises:
        Stale: There is none, or it has gone on: the button is an old one.
    """
    draft = draft_of(open_question(uow, BOT, who.officer.chat_id))
    if draft is None or (steps and draft.step not in steps):
        raise Stale(StaleCode.CHANGED)
    return draft


def drop_draft(uow: UnitOfWork, who: Clerk) -> None:
    """Give it up; other questions stay open."""
    if draft_of(open_question(uow, BOT, who.officer.chat_id)) is not None:
        close_question(uow, BOT, who.officer.chat_id)
