"""Lists of those who come to a firm: who is added, split up, called in about."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.arrivals import LABEL, MOST, Presence
from bot.domain.errors import AnswerCode, BadAnswer, NotYours, Stale, StaleCode
from bot.domain.members import Right
from bot.services.arrivals.doors import SUBJECT, as_it_was, loaded, own_arrivals, own_card
from bot.services.arrivals.people_lists import lists_in
from bot.services.arrivals.planning import (
    entry_of,
    firm_arrivals,
    follow_lists,
    plan_arrivals,
)
from bot.services.arrivals.standing import ArrivalStatus
from bot.services.cases.cards import CaseCard
from bot.services.cases.lists import has_open_case
from bot.services.cases.opening import Matter, open_case
from bot.services.duties.book_rows import noted
from bot.services.duties.errands import Ground
from bot.services.firms.firms import firm_of
from bot.store.arrivals import (
    NewArrival,
    add_arrival,
    drop_undo,
    lists_begun,
    save_arrival,
    set_case,
)
from bot.store.duties.book import hold_book
from bot.store.firms.firms import put_facts
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork


def add_arrivals(
    uow: UnitOfWork, ground: Ground, person: PersonCard, new: Sequence[NewArrival]
) -> list[ArrivalStatus]:
    """Put entries on a list of the person's firm.

    Raises:
        NotYours: They keep no duties of it, or its place has no such list.
        BadAnswer: More people than an entry takes.
    """
    firm = firm_of(uow, person, Right.DUTY)
    lists = {each.fact.id for each in lists_in(ground.rulebase, firm.region)}
    hold_book(uow, firm.id)
    cards = []
    for each in new:
        if each.fact not in lists:
            raise NotYours(SUBJECT)
        if not 1 <= each.count <= MOST:
            raise BadAnswer(AnswerCode.OUT_OF_RANGE, least=1, most=MOST)
        cards.append(add_arrival(uow, firm.id, replace(each, label=each.label[:LABEL])))
        noted(uow, person, SUBJECT, "add", cards[-1].id)
    plan_arrivals(uow, ground, firm.id)
    whole = firm_arrivals(uow, ground, firm.id)
    return [entry_of(whole, card) for card in cards]


def nobody_comes(uow: UnitOfWork, ground: Ground, person: PersonCard, fact: str) -> bool:
    """Say that nobody is to come; False if there is somebody on the list.

    Raises:
        NotYours: They keep no duties of the firm, or its place has no such list.
    """
    whole = own_arrivals(uow, ground, person)
    if all(each.fact.id != fact for each in whole.lists):
        raise NotYours(SUBJECT)
    firm_id = whole.profile.firm.id
    if lists_begun(uow.connection, firm_id) & {fact}:
        follow_lists(uow, whole, {fact})
        return not any(each.card.presence is Presence.COMING for each in whole.of(fact))
    put_facts(uow, firm_id, {fact: []})
    return True


def split(
    uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int
) -> list[ArrivalStatus]:
    """Keep those who come together one by one from now on, each with what is known of all.

    Raises:
        NotYours: No entry of theirs.
        Stale: It is one person already.
    """
    card = own_card(uow, person, arrival_id)
    if card.count < 2:
        raise Stale(StaleCode.CHANGED)
    numbered = [f"{card.label} {number}/{card.count}" for number in range(1, card.count + 1)]
    first = replace(card, count=1, label=numbered[0])
    cards = [save_arrival(uow, card, first, as_it_was(card))]
    drop_undo(uow.connection, card.id)
    for label in numbered[1:]:
        new = NewArrival(card.fact, label, 1, card.values, card.due_at, card.presence)
        cards.append(add_arrival(uow, card.firm_id, new))
    noted(uow, person, SUBJECT, "split", card.id)
    plan_arrivals(uow, ground, card.firm_id)
    whole = firm_arrivals(uow, ground, card.firm_id)
    return [entry_of(whole, each) for each in cards]


def open_urgent_case(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    arrival_id: int,
    text: Callable[[ArrivalStatus], str],
) -> CaseCard | None:
    """Tell humans at once of what cannot wait about an entry.

    Returns:
        The case; None if nothing is urgent, or an open case is about it already.
    """
    card = own_card(uow, person, arrival_id)
    status = loaded(uow, ground, card)
    if status.urgent is None or has_open_case(uow, card.case_id):
        return None
    matter = Matter(about=status.urgent.record, urgent=True)
    case = open_case(uow, ground, person, text(status), matter)
    set_case(uow.connection, card.id, case.id)
    return case
