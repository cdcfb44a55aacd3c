"""After a register changed: reminders are planned anew, and those concerned are told why, once.

A tick walks over the firms in batches; where it stands is in a row of the same transaction.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.members import Right, may
from bot.domain.registers import Grounds, holding
from bot.domain.speech import Lane, Notice, View
from bot.services.assignments.care import carers_of
from bot.services.firms.firms import Profile
from bot.services.registers.announcing import change_card, replanned
from bot.services.registers.documents import until_of
from bot.services.registers.impact import Known, Shift, read_known, shifts
from bot.services.registers.registers import Subject, subject_of
from bot.services.registers.settling import begin, held_of
from bot.services.reminders.audience import Audience, audience_of
from bot.services.reminders.wording import Render
from bot.services.testing.cards import RhythmChange
from bot.store.firms.firms import FIRM, FirmCard
from bot.store.outbox import queue_letters
from bot.store.registers.jobs import (
    JobCard,
    finish_job,
    firms_after,
    hold_job,
    move_cursor,
    note_told,
    told_firms,
)
from bot.store.registers.registers import EntryCard, Held, entries_of, load_entry
from bot.store.reminders.listeners import roles_in_firms
from bot.store.staff.officers import OfficerCard
from bot.store.uow import UnitOfWork
from bot.telegram import notify
from policies.facts import FactValue
from policies.registers import Register


@dataclass(frozen=True, slots=True)
class Followed:
    """What one firm has to hear of a register.

    Attributes:
        before: What held until then; None if nobody had said anything.
        reported: Until then only the firm itself had said so.
        since: From when it holds (aware UTC).
        shifts: Records that answer the firm otherwise now.
        rhythm: What becomes of its samplings; None if nothing.
        granted: The firm had asked for it.
        undone: It was taken back, and the firm had been told of it.
    """

    register: Register
    subject: Subject
    firm: FirmCard
    value: FactValue | None
    before: FactValue | None
    reported: bool
    since: datetime
    grounds: Grounds
    shifts: tuple[Shift, ...]
    rhythm: RhythmChange | None
    granted: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it.

    Attributes:
        several: They speak for several firms: the firm is named.
        whole: They may see what the rules say to the firm; otherwise only about samplings.
    """

    language: str
    several: bool
    whole: bool


@dataclass(frozen=True)
class RegisterFollow:
    """How changes of registers are followed and worded.

    Attributes:
        tell: To somebody of the firm.
        report: To the officers who look after it.
    """

    render: Render
    tell: Callable[[Followed, Reader], View]
    report: Callable[[Followed, str], View]


@dataclass(frozen=True, slots=True)
class _Walk:
    job: JobCard
    entry: EntryCard
    register: Register
    subject: Subject

    @property
    def sides(self) -> tuple[Held | None, Held | None]:
        """How the fact stood before, and how it stands by this walk; None: as it is now."""
        own = held_of(self.subject, self.entry)
        return (own, None) if self.job.undo else (self.entry.before, own)


def follow_registers(uow: UnitOfWork, follow: RegisterFollow, limit: int) -> int:
    """Deal with the next firms of the first register that changed.

    Safe in several processes at once.

    Returns:
        How many steps were done; 0 when nothing is left that is not in another's hand.
    """
    job = hold_job(uow)
    if job is None:
        return 0
    walk = _walk(uow, follow, job)
    firm_ids = [] if walk is None else _next(uow, walk, limit)
    if walk is not None and firm_ids:
        _deal_with(uow, follow, walk, firm_ids)
        move_cursor(uow.connection, job.id, firm_ids[-1])
    if len(firm_ids) < limit:
        finish_job(uow.connection, job.id)
    return max(len(firm_ids), 1)


def _walk(uow: UnitOfWork, follow: RegisterFollow, job: JobCard) -> _Walk | None:
    """None if the rules no longer know the register, or something else holds by now."""
    entry = load_entry(uow, job.entry_id)
    subject = subject_of(uow, entry)
    register = follow.render.rulebase.registers.find(entry.fact, subject.place)
    if register is None:
        return None
    planned_ahead = entry.starts_at > entry.made_at and not job.undo
    if planned_ahead and job.cursor == 0:
        now = holding(entries_of(uow, entry.subject, entry.fact), uow.now)
        if now is None or now.id != entry.id:
            return None
        begin(uow, register, subject, entry)
        entry = load_entry(uow, job.entry_id)
    return _Walk(job, entry, register, subject)


def _next(uow: UnitOfWork, walk: _Walk, limit: int) -> list[int]:
    firm = walk.subject.firm
    if firm is not None:
        return [firm.id] if walk.job.cursor < firm.id else []
    return firms_after(uow.connection, walk.subject.place, walk.job.cursor, limit=limit)


def _deal_with(uow: UnitOfWork, follow: RegisterFollow, walk: _Walk, firm_ids: list[int]) -> None:
    known = read_known(uow, FIRM.c.id.in_(firm_ids))
    found = [_followed(uow, follow, walk, known, firm) for firm in known.firms]
    if walk.job.undo:
        told = told_firms(uow.connection, walk.entry.id, among=firm_ids)
        concerned = [each for each in found if each.firm.id in told]
    else:
        concerned = [each for each in found if _concerns(each)]
        note_told(uow, walk.entry.id, [each.firm.id for each in concerned])
    if concerned:
        audience = audience_of(uow, follow.render, {each.firm.id for each in concerned})
        notices = list(_notices(uow, follow, walk, audience, concerned))
        letters = [notify(uow.new_uid(), notice) for notice in notices]
        queue_letters(uow.connection, uow.vault, letters)


def _followed(
    uow: UnitOfWork, follow: RegisterFollow, walk: _Walk, known: Known, firm: FirmCard
) -> Followed:
    rulebase, fact = follow.render.rulebase, walk.register.fact
    was, becomes = walk.sides
    before = known.supposing(walk.subject, fact.id, was).profile(rulebase, firm)
    then = known if walk.job.undo else known.supposing(walk.subject, fact.id, becomes)
    after = then.profile(rulebase, firm)
    day = uow.now.astimezone(follow.render.zone).date()
    planned = replanned(uow, follow.render, firm.id) if firm.id in known.reminded else iter(())
    changed = next(planned, None)
    rhythm = None if changed is None else change_card(follow.render, changed, uow.now, None)
    own = _own_row(walk.subject, was)
    return Followed(
        register=walk.register,
        subject=walk.subject,
        firm=firm,
        value=_value(after, walk.register),
        before=_value(before, walk.register),
        reported=own is not None and not own["by_staff"] and own["value"] is not None,
        since=walk.entry.starts_at,
        grounds=walk.entry.grounds,
        shifts=shifts(rulebase, before, after, fact.id, day),
        rhythm=rhythm,
        granted=walk.entry.application_id is not None,
        undone=walk.job.undo,
    )


def _value(profile: Profile, register: Register) -> FactValue | None:
    if register.document is not None:
        return until_of(profile.in_force.get(register.document.id))
    return profile.facts.get(register.fact.id)


def _own_row(subject: Subject, held: Held | None) -> dict[str, Any] | None:
    return None if subject.firm is None or held is None else dict(held)


def _concerns(followed: Followed) -> bool:
    """A firm's own register always concerns it; a place's only if something changes for it."""
    own = followed.subject.firm is not None
    return own or bool(followed.shifts) or followed.rhythm is not None


def _notices(
    uow: UnitOfWork,
    follow: RegisterFollow,
    walk: _Walk,
    audience: Audience,
    concerned: list[Followed],
) -> Iterator[Notice]:
    roles = roles_in_firms(uow.connection, {each.firm.id for each in concerned})
    undo = "undo" if walk.job.undo else "set"
    for each in concerned:
        firm_id = each.firm.id
        silent = audience.quiet_of(firm_id).contains(uow.now)
        for person in audience.members.get(firm_id, ()):
            whole = may(roles[firm_id][person.id], Right.READ)
            if not whole and each.rhythm is None:
                continue
            view = follow.tell(each, Reader(person.language, person.several, whole))
            key = f"register:{walk.entry.id}:{undo}:{firm_id}:{person.id}"
            view = replace(view, silent=silent)
            yield Notice("owner", person.chat_id, view, key, Lane.REMINDER)
        for officer in _carers(uow, walk):
            view = replace(follow.report(each, officer.language), silent=silent)
            key = f"register:{walk.entry.id}:{undo}:{firm_id}:officer:{officer.id}"
            yield Notice("desk", officer.chat_id, view, key, Lane.REMINDER)


def _carers(uow: UnitOfWork, walk: _Walk) -> list[OfficerCard]:
    """Who looks after a firm whose own register changed, without the one who changed it."""
    firm, entry = walk.subject.firm, walk.entry
    if firm is None:
        return []
    did = entry.undone_by if walk.job.undo else entry.made_by
    acting = {each.acting.id: each.acting for each in carers_of(uow, firm.id) if each.acting}
    return [
        officer
        for officer in acting.values()
        if not officer.blocked and f"officer:{officer.id}" != did
    ]
