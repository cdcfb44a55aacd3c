"""Taking a file out of a case again: it was about something else."""

from bot.services.cases.cards import CaseCard
from bot.services.cases.cases import add_note
from bot.services.cases.doors import case_for_firm
from bot.services.duties.errands import Ground
from bot.services.file_places import CASE, take_from
from bot.store.files.links import Link
from bot.store.firms.people import PersonCard
from bot.store.uow import UnitOfWork


def withdraw_file(
    uow: UnitOfWork, ground: Ground, person: PersonCard, file_id: int, link: Link, text: str
) -> CaseCard:
    """Take a file, with its album, from a case within 10 minutes; the history says so.

    Args:
        link: Where it is and since when.
        text: What the history says, in the firm's name.

    Raises:
        CaseRefusal: The case is over.
        NotYours: No case of a firm of theirs.
        Stale: It has been there for longer.
    """
    assert link.subject == CASE  # the caller has looked
    case_for_firm(uow, person, link.subject_id)
    take_from(uow, [file_id], link)
    return add_note(uow, ground, person, link.subject_id, text)
