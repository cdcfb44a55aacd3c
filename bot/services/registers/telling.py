"""A register changed: firms concerned and their officers hear why, its officer how far it is."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.members import Right, may
from bot.domain.speech import Lane, Notice
from bot.services.assignments.care import carers_of
from bot.services.following import Course, keep_told
from bot.services.registers.registers import typed
from bot.services.registers.words import Followed, Reader, RegisterFollow, Walk, Walked
from bot.services.reminders.audience import Audience, audience_of
from bot.store.outbox import queue_letters
from bot.store.registers.jobs import JOB
from bot.store.reminders.listeners import roles_in_firms
from bot.store.staff.officers import OfficerCard, officer_named
from bot.store.uow import UnitOfWork
from bot.telegram import notify


def tell_concerned(
    uow: UnitOfWork, follow: RegisterFollow, walk: Walk, concerned: list[Followed]
) -> None:
    """To each firm what is different for it, once; to its officers if the register is its own."""
    audience = audience_of(uow, follow.render, {each.firm.id for each in concerned})
    notices = list(_notices(uow, follow, walk, audience, concerned))
    letters = [notify(uow.new_uid(), notice) for notice in notices]
    queue_letters(uow.connection, uow.vault, letters)


def tell_course(uow: UnitOfWork, follow: RegisterFollow, walk: Walk, *, is_last: bool) -> None:
    """How far it is, to the officer who set the value or took it back; at last what came of it.

    The operator has no chat.
    """
    did = walk.entry.undone_by if walk.job.undo else walk.entry.made_by
    officer = officer_named(uow, did)
    if officer is None or officer.blocked or not walk.job.total:
        return
    walked = _walked(walk)
    course = Course(JOB, "register", walk.job.id)
    view = follow.walking(walked, officer.language)
    begin = walked.done < walked.total
    keep_told(uow, course, officer.chat_id, view, follow.seconds, begin=begin)
    if is_last:
        view = follow.finished(walked, officer.language)
        key = f"register:{walk.job.id}:finished"
        notice = Notice("desk", officer.chat_id, view, key, Lane.REMINDER)
        queue_letters(uow.connection, uow.vault, [notify(uow.new_uid(), notice)])


def _walked(walk: Walk) -> Walked:
    job = walk.job
    return Walked(
        register=walk.register,
        subject=walk.subject,
        value=typed(walk.register.fact, walk.entry.value),
        done=job.walked,
        total=max(job.total, job.walked),
        found=job.found,
        undone=job.undo,
    )


def _notices(
    uow: UnitOfWork,
    follow: RegisterFollow,
    walk: Walk,
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


def _carers(uow: UnitOfWork, walk: Walk) -> list[OfficerCard]:
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
