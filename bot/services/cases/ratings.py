"""好差评: what a firm says of how its case was handled; the unit and its superior see it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case_states import CaseStatus
from bot.domain.errors import Stale, StaleCode
from bot.services.cases.cards import CaseCard
from bot.services.cases.circle import Recipient, reachable
from bot.services.cases.credit import solved_for
from bot.services.cases.doors import case_for_firm
from bot.services.cases.gathering import card_of
from bot.services.cases.routing import dispatchers_for
from bot.services.cases.texts import said_text
from bot.services.duties.errands import Ground
from bot.services.staff.staff import officers_of_unit
from bot.store.audit import note
from bot.store.cases.cases import load_case
from bot.store.cases.ratings import RatingCard, keep_rating
from bot.store.firms.firms import load_firm
from bot.store.firms.people import PersonCard
from bot.store.staff.officers import officer_by_id
from bot.store.uow import UnitOfWork

STARS: Final = range(1, 6)
BAD: Final = 2
"""So few stars go up to the superior at once, with the words; more are read in the summaries."""
AGAIN: Final = timedelta(days=30)
"""So long after its case was closed a firm may go on from it; no document says how long."""
CHANGES: Final = timedelta(days=7)
"""So long after its first word a firm may change it."""


def rate_case(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    case_id: int,
    stars: int | None = None,
    words: str | None = None,
) -> tuple[CaseCard, RatingCard | None]:
    """Rate a closed case, or add words to its rating.

    Args:
        stars: From 1 to 5; None keeps those that were given. Words that went with others are
            not said of these.

    Returns:
        The case, and what is new; None if it was said before.

    Raises:
        BadAnswer: The words are empty or too long.
        NotYours: No case of a firm of theirs.
        Stale: It is not closed, it was rated a week ago, or there are no such stars.
    """
    said = None if words is None else said_text(words)
    case = case_for_firm(uow, person, case_id)
    card = card_of(uow, ground.rulebase, case)
    before = card.rating
    given = stars if stars is not None else before.stars if before else 0
    if not may_rate(card, uow.now) or given not in STARS:
        raise Stale(StaleCode.CHANGED)
    if before is not None and said is None and given == before.stars:
        return card, None  # a second tap
    same = before is not None and given == before.stars
    kept = said or (before.words if before and same else None)
    rated_at = before.at if before else uow.now
    rating = RatingCard(given, kept, rated_at, solved_for(uow, case_id))
    keep_rating(uow, case_id, person.id, rating)
    note(uow, actor=f"person:{person.id}", act="case:rate", subject=f"case:{case_id}")
    return replace(card, rating=rating), rating


def rated_case(uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int) -> CaseCard:
    """A case that this person's firm has rated and may still say more about.

    Raises:
        NotYours: No case of a firm of theirs.
        Stale: It was not rated, or its time to change that is over.
    """
    card = card_of(uow, ground.rulebase, case_for_firm(uow, person, case_id))
    if card.rating is None or not may_rate(card, uow.now):
        raise Stale(StaleCode.CHANGED)
    return card


def closed_case(uow: UnitOfWork, ground: Ground, person: PersonCard, case_id: int) -> CaseCard:
    """A closed case that this person's firm may still want to go on with, in another one.

    Raises:
        NotYours: No case of a firm of theirs.
        Stale: It is not closed, or was so long ago.
    """
    case = case_for_firm(uow, person, case_id)
    if not goes_on(case.state.closed_at, uow.now):
        return rated_case(uow, ground, person, case_id)
    return card_of(uow, ground.rulebase, case)


def goes_on(closed_at: datetime | None, now: datetime) -> bool:
    """Whether a firm that says "not solved" of a closed case is offered another one."""
    return closed_at is not None and now - closed_at <= AGAIN


def may_rate(card: CaseCard, now: datetime) -> bool:
    """Whether the firm may still say how its case was handled, or change what it said.

    What it took back itself was not handled: there is nothing to rate.
    """
    rated = card.rating
    is_handled = card.status is CaseStatus.CLOSED and not card.is_withdrawn
    return is_handled and (rated is None or now - rated.at <= CHANGES)


def readers_of(uow: UnitOfWork, card: CaseCard, *, above: bool) -> tuple[Recipient, ...]:
    """Who reads a rating at once: whoever handled the case.

    Args:
        above: Everybody in the unit for which it was solved and those who dispatch there, too;
            else they read it with the others in the next digest.
    """
    case = load_case(uow, card.id)
    assert case is not None
    handled = [officer_by_id(uow, each) for each in sorted(case.state.worked_by)]
    region = load_firm(uow, case.firm_id).region
    unit_id = solved_for(uow, case.id) if above else None
    beside = [] if unit_id is None else officers_of_unit(uow, unit_id)
    superiors = dispatchers_for(uow, region, case.sector) if above else []
    found = {officer.id: officer for officer in (*handled, *beside, *superiors)}
    return reachable(found.values())
