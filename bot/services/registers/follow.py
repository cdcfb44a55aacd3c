"""After a register changed: reminders are planned anew, and those concerned are told why, once.

A tick walks over the firms in batches; where it stands is in a row of the same transaction.
"""

from dataclasses import replace
from typing import Any

from bot.domain.registers import holding
from bot.services.firms.firms import Profile
from bot.services.impact.known import Known, read_known
from bot.services.registers.announcing import change_card, replanned
from bot.services.registers.cards import Subject
from bot.services.registers.documents import until_of
from bot.services.registers.impact import shifts, supposing
from bot.services.registers.registers import subject_of
from bot.services.registers.settling import begin
from bot.services.registers.telling import tell_concerned, tell_course
from bot.services.registers.words import Followed, RegisterFollow, Walk
from bot.store.firms.firms import FIRM, FirmCard
from bot.store.reach import count_firms
from bot.store.registers.jobs import (
    JobCard,
    finish_job,
    firms_after,
    hold_job,
    keep_course,
    note_told,
    told_firms,
)
from bot.store.registers.registers import Held, entries_of, load_entry
from bot.store.uow import UnitOfWork
from policies.facts import FactValue
from policies.registers import Register


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
    is_last = len(firm_ids) < limit
    if walk is not None:
        _go_on(uow, follow, walk, firm_ids, is_last=is_last)
    if is_last:
        finish_job(uow.connection, job.id)
    return max(len(firm_ids), 1)


def _go_on(
    uow: UnitOfWork, follow: RegisterFollow, walk: Walk, firm_ids: list[int], *, is_last: bool
) -> None:
    job, is_of_place = walk.job, walk.subject.firm is None
    if is_of_place and job.cursor == 0:
        job = replace(job, total=count_firms(uow.connection, walk.subject.place))
    if firm_ids:
        found = job.found + _deal_with(uow, follow, walk, firm_ids)
        job = replace(job, cursor=firm_ids[-1], walked=job.walked + len(firm_ids), found=found)
        keep_course(uow.connection, job)
    if is_of_place:
        tell_course(uow, follow, replace(walk, job=job), is_last=is_last)


def _walk(uow: UnitOfWork, follow: RegisterFollow, job: JobCard) -> Walk | None:
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
    return Walk(job, entry, register, subject)


def _next(uow: UnitOfWork, walk: Walk, limit: int) -> list[int]:
    firm = walk.subject.firm
    if firm is not None:
        return [firm.id] if walk.job.cursor < firm.id else []
    return firms_after(uow.connection, walk.subject.place, walk.job.cursor, limit=limit)


def _deal_with(uow: UnitOfWork, follow: RegisterFollow, walk: Walk, firm_ids: list[int]) -> int:
    """Returns how many of these firms it concerns."""
    known = read_known(uow, FIRM.c.id.in_(firm_ids))
    found = [_followed(uow, follow, walk, known, firm) for firm in known.firms]
    if walk.job.undo:
        told = told_firms(uow.connection, walk.entry.id, among=firm_ids)
        concerned = [each for each in found if each.firm.id in told]
    else:
        concerned = [each for each in found if _concerns(each)]
        note_told(uow, walk.entry.id, [each.firm.id for each in concerned])
    if concerned:
        tell_concerned(uow, follow, walk, concerned)
    return len(concerned)


def _followed(
    uow: UnitOfWork, follow: RegisterFollow, walk: Walk, known: Known, firm: FirmCard
) -> Followed:
    rulebase, fact = follow.render.rulebase, walk.register.fact
    was, becomes = walk.sides
    before = supposing(known, walk.subject, fact.id, was)
    then = known if walk.job.undo else supposing(known, walk.subject, fact.id, becomes)
    day = uow.now.astimezone(follow.render.zone).date()
    changed = replanned(uow, follow.render, firm.id) if firm.id in known.reminded else None
    rhythm = None if changed is None else change_card(follow.render, changed)
    own = _own_row(walk.subject, was)
    return Followed(
        register=walk.register,
        subject=walk.subject,
        firm=firm,
        value=_value(then.profile(rulebase, firm), walk.register),
        before=_value(before.profile(rulebase, firm), walk.register),
        reported=own is not None and not own["by_staff"] and own["value"] is not None,
        since=walk.entry.starts_at,
        grounds=walk.entry.grounds,
        shifts=shifts(rulebase, (before, then), firm, fact.id, day),
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
