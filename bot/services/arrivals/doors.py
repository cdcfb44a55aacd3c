"""The only doors to those who come to a firm, and how a change of an entry is kept."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.members import Right
from bot.services.arrivals.planning import FirmArrivals, firm_arrivals, plan_arrivals
from bot.services.arrivals.standing import ArrivalStatus
from bot.services.duties.book_rows import noted, own_row
from bot.services.duties.errands import Ground
from bot.services.firms.firms import firm_of
from bot.store.arrivals import ArrivalCard, load_arrival, save_arrival
from bot.store.arrivals_sealed import Before
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork

SUBJECT: Final = "arrival"


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry after an act; `new` is False if that was so already."""

    status: ArrivalStatus
    new: bool = True


def own_arrivals(uow: UnitOfWork, ground: Ground, person: PersonCard) -> FirmArrivals:
    """Who comes to the firm that the person speaks for.

    Raises:
        NotYours: They speak for none, or keep no duties of it.
    """
    firm = firm_of(uow, person, Right.DUTY)
    return firm_arrivals(uow, ground, firm.id)


def own_arrival(
    uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int
) -> ArrivalStatus:
    """One entry of a firm that the person keeps duties for.

    Raises:
        NotYours: It is gone, or another's.
    """
    card = own_card(uow, person, arrival_id)
    return loaded(uow, ground, card)


def own_card(uow: UnitOfWork, person: PersonCard, arrival_id: int) -> ArrivalCard:
    """An entry of a firm that the person keeps duties for; the firm's book is held.

    Raises:
        NotYours: It is gone, or another's.
    """
    return own_row(uow, person, load_arrival, arrival_id, SUBJECT)


def loaded(uow: UnitOfWork, ground: Ground, card: ArrivalCard) -> ArrivalStatus:
    """How an entry of a firm whose book is held stands now.

    Raises:
        Stale: The firm's place has no such list any more.
    """
    status = firm_arrivals(uow, ground, card.firm_id).status(card.id)
    if status is None:
        raise Stale(StaleCode.CHANGED)
    return status


def keep_change(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    was: ArrivalCard,
    now: ArrivalCard,
    act: str,
    evidence: tuple[int, ...] = (),
) -> Changed:
    """Keep an entry as it is now; the firm's reminders and its profile follow.

    Args:
        evidence: Ids of what was kept with it.
    """
    save_arrival(uow, was, now, replace(as_it_was(was), evidence=evidence))
    noted(uow, person, SUBJECT, act, was.id)
    plan_arrivals(uow, ground, was.firm_id)
    return Changed(loaded(uow, ground, was))


def as_it_was(card: ArrivalCard) -> Before:
    """What is kept for taking a change back."""
    return Before(
        values=card.values,
        due_at=card.due_at,
        presence=card.presence,
        here_at=card.here_at,
        ended_at=card.ended_at,
        evidence=(),
    )
