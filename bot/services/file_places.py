"""Where files are put: with a case or a duty's evidence, and taken from there again."""

from collections.abc import Collection, Sequence
from typing import Final

from bot.domain.errors import Stale, StaleCode
from bot.domain.file_refusals import FileCode, FileRefusal
from bot.domain.testing import may_undo
from bot.services.files import whole
from bot.store.files.files import Taken, with_albums
from bot.store.files.links import Link, link_file, links_of, unlink_files
from bot.store.topic_jobs import mark_case
from bot.store.uow import UnitOfWork

CASE: Final = "case"
"""What files of a case are linked to."""


def attach(uow: UnitOfWork, ids: Collection[int], case_id: int, *, firm_id: int) -> None:
    """Put files, with their albums, to a case of their firm; they stay with one case.

    Raises:
        FileRefusal: One is with a case already.
        NotYours: One of them is no file of this firm.
    """
    for file in whole(uow, ids, firm_id=firm_id):
        held = _case_of(uow, file.id)
        if held not in {None, case_id}:
            raise FileRefusal(FileCode.ATTACHED, case_id=held)
        link_file(uow, file.id, CASE, case_id)


def follow(uow: UnitOfWork, taken: Sequence[Taken], first: Taken) -> int | None:
    """Put later pictures of an album where its first one is; returns the case, if that is one."""
    for link in links_of(uow.connection, first.id):
        for file in taken:
            link_file(uow, file.id, link.subject, link.subject_id)
    case_id = _case_of(uow, first.id)
    if case_id is not None:
        mark_case(uow.connection, case_id)
    return case_id


def kept_with(uow: UnitOfWork, file_id: int) -> Link | None:
    """What a file belongs to and since when; None if to nothing yet."""
    return next(iter(links_of(uow.connection, file_id)), None)


def take_from(uow: UnitOfWork, ids: Collection[int], link: Link) -> None:
    """Take files, with their albums, from what they belong to: they wait for another place.

    Raises:
        Stale: They have been there for more than 10 minutes.
    """
    if not may_undo(link.since, uow.now):
        raise Stale(StaleCode.EXPIRED)
    whole_album = with_albums(uow.connection, ids)
    unlink_files(uow, whole_album, link.subject, link.subject_id)


def not_attached(uow: UnitOfWork, ids: Collection[int]) -> None:
    """Make sure that files are still without a case.

    Raises:
        FileRefusal: One is with a case already.
    """
    for number in ids:
        held = _case_of(uow, number)
        if held is not None:
            raise FileRefusal(FileCode.ATTACHED, case_id=held)


def _case_of(uow: UnitOfWork, file_id: int) -> int | None:
    links = links_of(uow.connection, file_id)
    return next((link.subject_id for link in links if link.subject == CASE), None)
