"""What a firm says of those who come: reported, here, gone, found ill; undone for ten minutes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.arrivals import PERSON, Presence
from bot.domain.errors import Stale, StaleCode
from bot.domain.evidence import subject_of
from bot.services.arrivals.doors import Changed, keep_change, loaded, own_card
from bot.services.arrivals.standing import ArrivalStatus
from bot.services.duties.book_rows import take_back
from bot.services.duties.errands import Ground
from bot.services.duties.evidence import record_evidence
from bot.store.arrivals import before_of, drop_undo
from bot.store.duties.evidence import NewEvidence
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork


def report(
    uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int, *, done: bool
) -> Changed:
    """They have reported, or, once they are here, they had not.

    Raises:
        NotYours: No entry of theirs.
        Stale: The rules ask for no report any more.
    """
    card = own_card(uow, person, arrival_id)
    status = loaded(uow, ground, card)
    name, ahead = status.of.done, status.of.ahead
    if name is None or ahead is None or ahead.keeping is None:
        raise Stale(StaleCode.CHANGED)
    if status.reported is done:
        return Changed(status, new=False)
    evidence: tuple[int, ...] = ()
    duty = next((each for each in status.duties if each.record == ahead.id), None)
    if done and duty is not None and duty.keeping.items:
        point = duty.point(duty.keeping.items[0].id, subject_of(PERSON, card.id))
        new = NewEvidence(point, uow.now)
        evidence = (record_evidence(uow, person, card.firm_id, new).id,)
    now = replace(card, values=dict(card.values) | {name: done})
    return keep_change(uow, ground, person, card, now, "report", evidence)


def arrive(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    arrival_id: int,
    since: datetime | None = None,
) -> Changed:
    """They are here.

    Args:
        since: When they came, if that was not just now (aware).

    Raises:
        NotYours: No entry of theirs.
    """
    return _move(uow, ground, person, arrival_id, Presence.HERE, since)


def leave(uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int) -> Changed:
    """They have left; who has not come yet does not come any more.

    Raises:
        NotYours: No entry of theirs.
    """
    card = own_card(uow, person, arrival_id)
    here = card.presence is Presence.HERE
    to = Presence.GONE if here else Presence.CANCELLED
    return _move(uow, ground, person, arrival_id, to)


def postpone(
    uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int, due_at: datetime
) -> Changed:
    """They come at another time (aware); who was called off comes after all.

    Raises:
        NotYours: No entry of theirs.
        Stale: They are here already.
    """
    card = own_card(uow, person, arrival_id)
    if card.presence in {Presence.HERE, Presence.GONE}:
        raise Stale(StaleCode.CHANGED)
    if card.due_at == due_at and card.presence is Presence.COMING:
        return Changed(loaded(uow, ground, card), new=False)
    now = replace(card, due_at=due_at, presence=Presence.COMING, ended_at=None)
    return keep_change(uow, ground, person, card, now, "postpone")


def state_field(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    arrival_id: int,
    field: str,
    value: Any,
) -> Changed:
    """Say what one field of the list's record is: where from, or what authorities found.

    Raises:
        NotYours: No entry of theirs.
        Stale: The list has no such field, or it does not take the value.
    """
    card = own_card(uow, person, arrival_id)
    status = loaded(uow, ground, card)
    known = status.of.fact.fields.get(field)
    allowed = known is not None and _fits(known.options, value)
    if not allowed or field in {status.of.before, status.of.done}:
        raise Stale(StaleCode.CHANGED)
    if card.values.get(field) == value:
        return Changed(status, new=False)
    now = replace(card, values=dict(card.values) | {field: value})
    return keep_change(uow, ground, person, card, now, "state")


def do_task(
    uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int, item: str
) -> Changed:
    """One of the tasks about them is done.

    Args:
        item: Id of one of its items.

    Raises:
        NotYours: No entry of theirs.
        Stale: There is no such task any more.
    """
    card = own_card(uow, person, arrival_id)
    status = loaded(uow, ground, card)
    found = [each for each in status.tasks if any(p.item == item for p in each.points)]
    if not found:
        raise Stale(StaleCode.CHANGED)
    if found[0].done is not None:
        return Changed(status, new=False)
    evidence = tuple(
        record_evidence(uow, person, card.firm_id, NewEvidence(point, uow.now)).id
        for point in found[0].points
    )
    return keep_change(uow, ground, person, card, card, f"task:{item}", evidence)


def undo(
    uow: UnitOfWork, ground: Ground, person: PersonCard, arrival_id: int, version: int
) -> ArrivalStatus:
    """Take the last act back within 10 minutes, with what it kept as evidence.

    Args:
        version: What the act made of the entry.

    Raises:
        NotYours: No entry of theirs.
        Stale: Too long ago, taken back already, or changed since.
    """
    card = own_card(uow, person, arrival_id)
    earlier = take_back(uow, person, card, version, before_of(uow, card))
    then = replace(
        card,
        values=earlier.values,
        due_at=earlier.due_at,
        presence=earlier.presence,
        here_at=earlier.here_at,
        ended_at=earlier.ended_at,
    )
    status = keep_change(uow, ground, person, card, then, "undo").status
    drop_undo(uow.connection, card.id)
    return replace(status, card=replace(status.card, undo=None))


def _move(
    uow: UnitOfWork,
    ground: Ground,
    person: PersonCard,
    arrival_id: int,
    to: Presence,
    since: datetime | None = None,
) -> Changed:
    card = own_card(uow, person, arrival_id)
    if card.presence is to:
        return Changed(loaded(uow, ground, card), new=False)
    ended = uow.now if to in {Presence.GONE, Presence.CANCELLED} else None
    here = (since or uow.now) if to is Presence.HERE else card.here_at
    now = replace(card, presence=to, here_at=here, ended_at=ended)
    return keep_change(uow, ground, person, card, now, to)


def _fits(options: Mapping[str, Any], value: Any) -> bool:
    return str(value).lower() in options if options else isinstance(value, bool)
