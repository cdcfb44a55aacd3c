"""到期和复核: records near their end, or not read for a year, come to their editors, once each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.policy_dates import FROM, UNTIL, Due, dues
from bot.domain.speech import Notice, View
from bot.domain.staff import Power
from bot.services.duties.errands import Ground
from bot.services.firms.firms import extensions_of
from bot.services.staff.staff import officers_with
from bot.store.outbox import queue_letters
from bot.store.releases.reviews import last_reviews, note_reminded, reminded
from bot.store.releases.versions import policies_in_force
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from bot.telegram import notify
from policies.calendar import Extension
from policies.records import Record
from policies.rulebase import RuleBase
from policies.words import Words


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A record with what falls due of it, and the title of the document that it rests on."""

    record: Record
    due: Due
    document: Words


@dataclass(frozen=True)
class PolicyDue:
    """How editors are told of it, in a language ("zh", "en")."""

    ground: Ground
    tell: Callable[[tuple[DueRecord, ...], str], View]


def remind_editors(uow: UnitOfWork, words: PolicyDue) -> int:
    """Tell whoever edits the policies of a place what falls due there, in one message.

    Where nobody edits, nothing is kept as told: whoever is appointed later hears of it.

    Returns:
        How many were told.
    """
    wall = uow.now.astimezone(words.ground.zone)
    if not FROM <= wall.time() < UNTIL:
        return 0
    told: dict[int, tuple[OfficerCard, list[DueRecord]]] = {}
    for each in _due(uow, words.ground.rulebase, wall.date()):
        editors = officers_with(uow, Power.POLICY_EDIT, each.record.region)
        if editors and note_reminded(uow, each.record.id, each.due.kind, each.due.day):
            for editor in editors:
                told.setdefault(editor.id, (editor, []))[1].append(each)
    notices = [
        Notice(
            "desk",
            editor.chat_id,
            words.tell(tuple(found), editor.language),
            f"policy:due:{editor.id}:{uow.new_uid()}",
        )
        for editor, found in told.values()
    ]
    queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), each) for each in notices])
    return len(notices)


def last_day_of(
    rulebase: RuleBase, record: Record, in_force: Mapping[str, Extension]
) -> date | None:
    """The last day on which a record is answered as it is: its document's, or 仍执行至."""
    document = rulebase.documents[record.source.document]
    extension = in_force.get(document.id)
    if extension is None or document.last_day is None:
        return document.last_day
    return max(extension.until, document.last_day)


def _due(uow: UnitOfWork, rulebase: RuleBase, today: date) -> list[DueRecord]:
    in_force = extensions_of(uow)
    reviews, known = last_reviews(uow.connection), reminded(uow.connection)
    found = []
    for policy in policies_in_force(uow.connection):
        record = rulebase.records.get(policy)
        if record is None:
            continue
        reviewed = reviews.get(record.id)
        read_on = record.read_on if reviewed is None else max(record.read_on, reviewed.date())
        ends = last_day_of(rulebase, record, in_force)
        for due in dues(ends=ends, read_on=read_on, today=today):
            if (record.id, due.kind, due.day) not in known:
                title = rulebase.documents[record.source.document].title
                found.append(DueRecord(record, due, title))
    return found
