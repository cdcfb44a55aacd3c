"""A walk as one person sees it: what its screens are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.services.registers.applications import Asking
from handlers.owner.problems.pieces import Left
from policies.documents import Document
from policies.problems import Category, Walk
from policies.records import Modality
from policies.words import Words

GROUPS: Final = {
    "d": (Modality.DUTY,),
    "o": (Modality.OFFER,),
    "e": (Modality.ENCOURAGEMENT,),
    "a": (Modality.DUTY_OF_AUTHORITY,),
    "i": (Modality.INFORMATION,),
}
"""Codes of the lists of records: what binds whom is never mixed."""


@dataclass(frozen=True)
class WalkOf:
    """A walk as one person sees it.

    Args:
        category: Without a walk for the place, that is said.
        roles: Role id → what it is called at the place.
        documents: The document that each cited clause stands in.
        officer: Who answers this firm first.
        groups: Codes of the lists that have records, and how many.
        later: The next of several matters.
        case: The number of the case that was opened of it, if any.
        questions: Whether facts of the case can be asked.
        left: A question that was interrupted.
        desks: To whom it would go now, by name; none: nobody there is known by one.
        asking: What the walk says that the firm may apply for; None if nothing.
        reports: Whether what this person says can go to people now.
        unheld: Document id → the document, of those that steps rely on and that are not held.
    """

    category: Category
    walk: Walk | None
    roles: Mapping[str, Words]
    documents: Mapping[str, Document]
    officer: Words
    groups: Sequence[tuple[str, int]] = ()
    later: Category | None = None
    place: tuple[int, int] = (1, 1)
    case: str | None = None
    questions: bool = False
    left: Left | None = None
    unheld: Mapping[str, Document] = field(default_factory=dict)
    desks: tuple[str, ...] = ()
    asking: Asking | None = None
    reports: bool = True
