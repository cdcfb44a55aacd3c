"""Keeping evidence of a duty, and taking it back within ten minutes; both are audited."""

from collections.abc import Collection

from bot.domain.errors import NotYours, Stale, StaleCode
from bot.domain.members import Right
from bot.domain.testing import may_undo
from bot.services.files import whole
from bot.services.firms.rights import speak_for
from bot.store.audit import note
from bot.store.duties.book import hold_book, plan_anew
from bot.store.duties.errands import silence
from bot.store.duties.evidence import (
    SUBJECT,
    EvidenceCard,
    NewEvidence,
    add_evidence,
    evidence_by_id,
    mark_undone,
)
from bot.store.files.links import link_file
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork


def record_evidence(
    uow: UnitOfWork,
    person: PersonCard,
    firm_id: int,
    new: NewEvidence,
    files: Collection[int] = (),
) -> EvidenceCard:
    """Keep that a duty was done; what was planned about the same point is not said any more.

    Args:
        files: Ids of what shows it; pictures that were sent as one come along.

    Raises:
        NotYours: The person may not keep duties of this firm, or a file is not its own.
    """
    role = speak_for(uow, person, firm_id, Right.DUTY)
    hold_book(uow, firm_id)
    card = add_evidence(uow, firm_id, new, person_id=person.id, role=role)
    for file in whole(uow, files, firm_id=firm_id):
        link_file(uow, file.id, SUBJECT, card.id)
    silence(uow.connection, firm_id, new.point)
    plan_anew(uow.connection, firm_id)
    _noted(uow, person, "evidence:add", card)
    return card


def undo_evidence(uow: UnitOfWork, person: PersonCard, evidence_id: int) -> EvidenceCard:
    """Take an entry back within 10 minutes; it stays on record as taken back.

    Raises:
        NotYours: No such entry of a firm of theirs.
        Stale: Taken back already, or too long ago.
    """
    card = own_evidence(uow, person, evidence_id)
    if card.undone_at is not None:
        raise Stale(StaleCode.ANSWERED)
    if not may_undo(card.recorded_at, uow.now):
        raise Stale(StaleCode.EXPIRED)
    mark_undone(uow, card.id)
    plan_anew(uow.connection, card.firm_id)
    _noted(uow, person, "evidence:undo", card)
    return card


def own_evidence(uow: UnitOfWork, person: PersonCard, evidence_id: int) -> EvidenceCard:
    """An entry of a firm that the person keeps duties for; its book is held.

    Raises:
        NotYours: There is none.
    """
    card = evidence_by_id(uow, evidence_id)
    if card is None:
        raise NotYours("evidence")
    speak_for(uow, person, card.firm_id, Right.DUTY, "evidence")
    hold_book(uow, card.firm_id)
    return card


def _noted(uow: UnitOfWork, person: PersonCard, act: str, card: EvidenceCard) -> None:
    note(uow, actor=f"person:{person.id}", act=act, subject=f"evidence:{card.id}")
