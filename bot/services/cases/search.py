"""Searching the cases that an officer may see: by number, or by words in what was written.

Numbers that other platforms have for them (外部单号) are found whole, however they are written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import ColumnElement

from bot.domain.case_states import CaseStatus
from bot.domain.searching import NumberSought, is_called, plain
from bot.domain.staff import Power
from bot.services.cases.access import firms_looked_after, may_see, posts_over_all, reach_of
from bot.services.staff.staff import posts_of
from bot.store.cases.cases import CaseRecord, load_case
from bot.store.cases.search import (
    CaseTexts,
    Place,
    case_texts,
    cases_numbered,
    cases_seen,
    in_order,
)
from bot.store.cases.steps import steps_of
from bot.store.firms.firms import load_firm
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork

BATCH: Final = 500
"""Cases that are opened in one transaction: some 10 ms, so that no act waits long behind it."""
MOST: Final = 10_000
"""Cases that one search looks through."""
FOUND_MOST: Final = 200
FIRST: Final = Place()


@dataclass(frozen=True, slots=True)
class Search:
    """How far a search for words has come.

    Attributes:
        code: What was typed, as a number of another platform; empty if it is none.
        found: Ids of cases, open ones first, then the newest.
        looked: How many cases were opened.
        next: Where it goes on; None if it is at its end.
    """

    words: tuple[str, ...]
    code: str = ""
    found: tuple[int, ...] = ()
    looked: int = 0
    next: Place | None = FIRST

    @property
    def is_over(self) -> bool:
        """Whether all was looked through, or as much as one search may."""
        return self.next is None or self.looked >= MOST or len(self.found) >= FOUND_MOST

    @property
    def is_cut(self) -> bool:
        """Whether it stopped before the end."""
        return self.is_over and self.next is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found.

    Attributes:
        text: Where the words stand: of all that was written, what has most of them.
    """

    id: int
    number: str
    status: CaseStatus
    firm: str
    text: str


def search_on(uow: UnitOfWork, officer: OfficerCard, search: Search) -> Search:
    """Look through the next batch of the cases that this officer may see now."""
    place = search.next
    if place is None:
        return search
    batch = case_texts(uow, _seen(uow, officer), place, BATCH)
    found = [case.id for case in batch if _fits(case, search)]
    return replace(
        search,
        found=tuple(dict.fromkeys((*search.found, *found))),
        looked=search.looked + len(batch),
        next=_after(place, batch),
    )


def cases_called(uow: UnitOfWork, officer: OfficerCard, sought: NumberSought) -> tuple[int, ...]:
    """Ids of the cases with such a number that this officer may see, as `in_order` has them."""
    return in_order(uow, cases_numbered(uow, _seen(uow, officer), sought.ending, FOUND_MOST))


def hits(
    uow: UnitOfWork, officer: OfficerCard, ids: Iterable[int], words: tuple[str, ...]
) -> tuple[Hit, ...]:
    """The cases of one page, each loaded anew; what is not theirs to see any more is left out."""
    loaded = (load_case(uow, each) for each in ids)
    seen = [case for case in loaded if case is not None and may_see(uow, officer, case)]
    return tuple(_hit(uow, case, words) for case in seen)


def _seen(uow: UnitOfWork, officer: OfficerCard) -> ColumnElement[bool]:
    """The same cases as `may_see`, as a condition."""
    whole = posts_over_all(uow, officer, Power.CASE_READ)
    worked_by = officer.id if posts_of(uow, officer.id) else None
    own = firms_looked_after(uow, officer)
    return cases_seen(reach_of(uow, officer), whole, own, worked_by)


def _fits(case: CaseTexts, search: Search) -> bool:
    """Whether each word stands in some text of it or in its firm's name, or it is called so."""
    if search.code and any(is_called(each, search.code) for each in case.references):
        return True
    texts = [plain(text) for text in (case.firm, *case.texts)]
    return bool(search.words) and all(any(word in text for text in texts) for word in search.words)


def _after(place: Place, batch: list[CaseTexts]) -> Place | None:
    if len(batch) == BATCH:
        return replace(place, below=batch[-1].id)
    return None if place.over else Place(over=True)


def _hit(uow: UnitOfWork, case: CaseRecord, words: tuple[str, ...]) -> Hit:
    said = (case.text, *(step.text for step in steps_of(uow, case.id) if step.text))
    text = max(said, key=lambda each: sum(word in plain(each) for word in words))
    firm = load_firm(uow, case.firm_id).name
    return Hit(case.id, case.number, case.state.status, firm, text)
