"""What is stored of one person, for themselves: nobody else's words and nobody else's name."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select

from bot.domain.broadcast_changes import title_of
from bot.domain.broadcasts import read_content
from bot.domain.case_states import CaseAct
from bot.domain.erasing import ERASED
from bot.store.broadcasts.receipts import RECEIPT
from bot.store.broadcasts.recipients import RECIPIENT
from bot.store.broadcasts.table import BROADCAST, CONTENT
from bot.store.cases.steps import steps_of
from bot.store.duties.evidence import EVIDENCE
from bot.store.duties.evidence import WORDS as DONE
from bot.store.files.files import CAPTION, FILE, NAME
from bot.store.firms.firms import FIRM_FACT
from bot.store.privacy.case_rows import cases_with
from bot.store.problems import CONTEXT, PROBLEM
from bot.store.reminders.reminders import REMINDER
from bot.store.testing.samplings import SAMPLING
from bot.store.testing.testing import GROUP
from bot.store.uow import UnitOfWork

BOT: Final = "owner"
TOLD: Final = frozenset({CaseAct.ANSWER, CaseAct.ASK, CaseAct.SOLVE})
"""Acts by which officers wrote to the firm."""


@dataclass(frozen=True, slots=True)
class OwnFact:
    """One answer: `value` is JSON as text."""

    fact: str
    value: str
    by_staff: bool
    approximate: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnStep:
    """What was done in a case: by them, or by the desk (without a name)."""

    at: datetime
    act: str
    mine: bool
    text: str


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case that they raised or wrote in."""

    number: str
    opened_at: datetime
    status: str
    text: str
    steps: tuple[OwnStep, ...]


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty that they recorded as done."""

    record: str
    item: str
    amount: int | None
    done_at: datetime
    recorded_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that they sent: not its bytes, which stand in their chat."""

    kind: str
    name: str
    caption: str
    taken_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class OwnBroadcast:
    """A broadcast that was addressed to them; moments are aware UTC."""

    title: str
    state: str
    sent_at: datetime | None
    confirmed_at: datetime | None


def facts_known(uow: UnitOfWork, firm_id: int) -> tuple[OwnFact, ...]:
    """What is known of a firm, by fact."""
    wanted = select(FIRM_FACT).where(FIRM_FACT.c.firm_id == firm_id).order_by(FIRM_FACT.c.fact)
    return tuple(
        OwnFact(row.fact, row.value, row.by_staff, row.approximate, row.changed_at)
        for row in uow.connection.execute(wanted)
    )


def reminders_coming(uow: UnitOfWork, firm_id: int) -> tuple[tuple[datetime, datetime], ...]:
    """(when it comes, the deadline it is about) of reminders of samplings."""
    groups = select(GROUP.c.id).where(GROUP.c.firm_id == firm_id, ~GROUP.c.removed)
    theirs = (REMINDER.c.group_id.in_(groups), REMINDER.c.live)
    wanted = select(REMINDER.c.fire_on, REMINDER.c.deadline).where(*theirs)
    rows = uow.connection.execute(wanted.order_by(REMINDER.c.fire_on))
    return tuple((row.fire_on, row.deadline) for row in rows)


def own_cases(uow: UnitOfWork, person_id: int) -> tuple[OwnCase, ...]:
    """Cases with their words; of others' words only what the desk wrote to the firm."""
    found = []
    for case in cases_with(uow, person_id, []):
        mine = case.state.opened_by == person_id
        steps = (
            OwnStep(step.at, step.act, not step.by_officer, step.text or "")
            for step in steps_of(uow, case.id)
            if (not step.by_officer and step.by == person_id)
            or (step.by_officer and step.act in TOLD)
        )
        text = case.text if mine and case.text != ERASED else ""
        opened = case.state.opened_at
        found.append(OwnCase(case.number, opened, case.state.status, text, tuple(steps)))
    return tuple(found)


def own_problems(uow: UnitOfWork, person_id: int) -> tuple[tuple[datetime, str], ...]:
    """(when, what) of problems that they told, the first first."""
    wanted = select(PROBLEM.c.uid, PROBLEM.c.context, PROBLEM.c.at)
    rows = uow.connection.execute(
        wanted.where(PROBLEM.c.person_id == person_id).order_by(PROBLEM.c.id)
    )
    opened = ((at, uow.vault.open(CONTEXT, uid, context)) for uid, context, at in rows)
    return tuple((at, str(json.loads(words)["text"])) for at, words in opened)


def own_duties(uow: UnitOfWork, person_id: int) -> tuple[OwnDuty, ...]:
    """Duties that they recorded, the first recorded first."""
    wanted = select(EVIDENCE).where(EVIDENCE.c.person_id == person_id).order_by(EVIDENCE.c.id)
    return tuple(
        OwnDuty(
            record=row.record,
            item=row.item,
            amount=row.amount,
            done_at=row.done_at,
            recorded_at=row.recorded_at,
            words="" if row.words is None else uow.vault.open(DONE, row.uid, row.words),
        )
        for row in uow.connection.execute(wanted)
    )


def own_samplings(uow: UnitOfWork, person_id: int) -> tuple[tuple[datetime, datetime, bool], ...]:
    """(when, recorded when, taken back) of samplings that they recorded."""
    wanted = select(SAMPLING).where(SAMPLING.c.recorded_by == person_id).order_by(SAMPLING.c.id)
    rows = uow.connection.execute(wanted)
    return tuple((row.sampled_at, row.recorded_at, row.undone_at is not None) for row in rows)


def own_files(uow: UnitOfWork, chat_id: int) -> tuple[OwnFile, ...]:
    """Files that they sent, the first first."""
    theirs = (FILE.c.chat_id == chat_id, FILE.c.bot == BOT)
    vault, found = uow.vault, []
    for row in uow.connection.execute(select(FILE).where(*theirs).order_by(FILE.c.id)):
        caption = "" if row.caption is None else vault.open(CAPTION, row.uid, row.caption)
        name = vault.open(NAME, row.uid, row.name)
        found.append(OwnFile(row.kind, name, caption, row.taken_at, row.state))
    return tuple(found)


def own_broadcasts(uow: UnitOfWork, person_id: int, language: str) -> tuple[OwnBroadcast, ...]:
    """Broadcasts to them, the first first, by their first words."""
    receipt = (RECEIPT.c.broadcast_id == RECIPIENT.c.broadcast_id) & (
        RECEIPT.c.person_id == RECIPIENT.c.person_id
    )
    wanted = (
        select(
            BROADCAST.c.uid,
            BROADCAST.c.content,
            RECIPIENT.c.state,
            RECIPIENT.c.sent_at,
            RECEIPT.c.at,
        )
        .join_from(RECIPIENT, BROADCAST, BROADCAST.c.id == RECIPIENT.c.broadcast_id)
        .outerjoin(RECEIPT, receipt)
        .where(RECIPIENT.c.person_id == person_id)
        .order_by(BROADCAST.c.id)
    )
    found = []
    for uid, content, state, sent_at, confirmed_at in uow.connection.execute(wanted):
        said = uow.vault.open(CONTENT, uid, content)
        title = title_of(read_content(json.loads(said)), language)
        sent = None if sent_at is None else datetime.fromtimestamp(sent_at, UTC)
        found.append(OwnBroadcast(title, state, sent, confirmed_at))
    return tuple(found)
