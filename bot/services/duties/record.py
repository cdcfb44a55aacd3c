"""What a firm recorded of its duties in a period, with what shows it: to hand out as one file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.duties import DAY, wall
from bot.domain.files import FileKind
from bot.domain.members import Right
from bot.services.duties.duties import FirmDuties
from bot.services.firms.rights import speak_for
from bot.store.audit import note
from bot.store.duties.evidence import SUBJECT, EvidenceCard, evidence_of
from bot.store.files.files import Taken, linked_files
from bot.store.files.jobs import Stored, load_stored
from bot.store.firms.people import PersonCard
from bot.store.testing.samplings import SamplingCard, samplings_since
from bot.store.testing.testing import GroupCard, groups_of
from bot.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that shows something: what it is, and where its bytes are."""

    taken: Taken
    stored: Stored

    @property
    def is_photo(self) -> bool:
        """Whether it may be shown in a document."""
        return self.taken.kind is FileKind.PHOTO


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """The entries of a period.

    Attributes:
        since: From when (aware UTC); None: from the beginning.
        entries: By the record of the duty, the oldest first; what was taken back is in it,
            marked, because a record from which something vanishes is none.
        files: By the id of the entry.
        samplings: Each with its group, the oldest first; they are recorded group by group.
    """

    duties: FirmDuties
    since: datetime | None
    entries: Mapping[str, tuple[EvidenceCard, ...]]
    files: Mapping[int, tuple[Shown, ...]]
    samplings: tuple[tuple[GroupCard, SamplingCard], ...] = ()

    @property
    def digest(self) -> str:
        """A fingerprint of all entries: another one means that something was changed."""
        lines = [
            f"{each.id}|{each.point.record}|{each.point.item}|{each.point.subject}|{each.amount}"
            f"|{each.done_at.isoformat()}|{each.recorded_at.isoformat()}|{each.undone_at}"
            f"|{each.words}|{[file.taken.id for file in self.files[each.id]]}"
            for entries in self.entries.values()
            for each in entries
        ]
        lines += [
            f"{each.id}|{group.id}|{each.sampled_at.isoformat()}|{each.recorded_at.isoformat()}"
            f"|{each.after}|{each.undone}"
            for group, each in self.samplings
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def duty_record(
    uow: UnitOfWork, person: PersonCard, duties: FirmDuties, days: int | None
) -> DutyRecord:
    """Gather what was recorded in the last days, today included.

    Args:
        days: How many calendar days; None for all there is.

    Raises:
        NotYours: The person does not keep the duties of this firm.
    """
    speak_for(uow, person, duties.firm_id, Right.DUTY)
    since = None if days is None else _first_moment(duties, days)
    found = evidence_of(uow, duties.firm_id, since=since, undone=True)
    grouped: dict[str, list[EvidenceCard]] = {}
    for entry in reversed(found):
        grouped.setdefault(entry.point.record, []).append(entry)
    files = {entry.id: _files(uow, entry) for entry in found}
    entries = {record: tuple(listed) for record, listed in grouped.items()}
    return DutyRecord(duties, since, entries, files, _samplings(uow, duties.firm_id, since))


def note_handed_out(uow: UnitOfWork, person: PersonCard, firm_id: int, digest: str) -> None:
    """Keep that a record was handed out, by its fingerprint: it can be compared later.

    Raises:
        NotYours: The person does not keep the duties of this firm.
    """
    speak_for(uow, person, firm_id, Right.DUTY)
    note(
        uow,
        actor=f"person:{person.id}",
        act=f"duty:export:{digest[:32]}",
        subject=f"firm:{firm_id}",
    )


def _first_moment(duties: FirmDuties, days: int) -> datetime:
    return wall(duties.today - (days - 1) * DAY, time(), duties.zone)


def _samplings(
    uow: UnitOfWork, firm_id: int, since: datetime | None
) -> tuple[tuple[GroupCard, SamplingCard], ...]:
    groups = {group.id: group for group in groups_of(uow.connection, firm_id)}
    found = samplings_since(uow.connection, groups.keys(), since)
    return tuple((groups[each.group_id], each) for each in found)


def _files(uow: UnitOfWork, entry: EvidenceCard) -> tuple[Shown, ...]:
    taken = linked_files(uow, SUBJECT, entry.id)
    return tuple(Shown(file, load_stored(uow.connection, uow.vault, file.id)) for file in taken)
