"""The words of somebody in cases, erased; what officers did and wrote stays, without names."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from bot.domain.erasing import ERASED, struck, without_numbers
from bot.store.cases.cases import CASE, TEXT, CaseRecord, record_of
from bot.store.cases.ratings import CASE_RATING
from bot.store.cases.ratings import WORDS as RATED
from bot.store.cases.steps import CASE_EVENT, NOTE
from bot.store.duties.evidence import EVIDENCE
from bot.store.duties.evidence import WORDS as DONE
from bot.store.problems import CONTEXT, PROBLEM
from bot.store.registers.applications import STEP
from bot.store.registers.applications import WORDS as ASKED
from bot.store.registers.registers import ENTRY
from bot.store.uow import UnitOfWork


def cases_with(uow: UnitOfWork, person_id: int, firms: Collection[int]) -> list[CaseRecord]:
    """Cases that a person raised or wrote in, and all of some firms; held until the act ends."""
    wrote = select(CASE_EVENT.c.case_id).where(_said_by(person_id))
    theirs = or_(CASE.c.opened_by == person_id, CASE.c.id.in_(wrote))
    wanted = select(CASE).where(or_(theirs, CASE.c.firm_id.in_(list(firms))))
    rows = uow.connection.execute(wanted.order_by(CASE.c.id).with_for_update()).all()
    return [record_of(uow, row) for row in rows]


def said_by(uow: UnitOfWork, person_id: int, firms: Collection[int]) -> list[str]:
    """All that a person wrote in cases, with duties and requests, and all of some firms."""
    connection, found = uow.connection, list[str]()
    for table, column, place, which in _own_words(person_id, firms):
        wanted = select(table.c.uid, table.c[column]).where(which, table.c[column].is_not(None))
        for uid, sealed in connection.execute(wanted):
            found.append(uow.vault.open(place, uid, sealed))
    told = or_(PROBLEM.c.person_id == person_id, PROBLEM.c.firm_id.in_(list(firms)))
    for uid, sealed in connection.execute(select(PROBLEM.c.uid, PROBLEM.c.context).where(told)):
        found += texts_in(json.loads(uow.vault.open(CONTEXT, uid, sealed)))
    return [text for text in found if text != ERASED]


def erase_words(uow: UnitOfWork, person_id: int, firms: Collection[int]) -> None:
    """Forget all of `said_by`."""
    for table, column, _, which in _own_words(person_id, firms):
        if table is not CASE:
            uow.connection.execute(update(table).where(which).values({column: None}))
    opened = or_(CASE.c.opened_by == person_id, CASE.c.firm_id.in_(list(firms)))
    for row in uow.connection.execute(select(CASE.c.id, CASE.c.uid).where(opened)).all():
        text = uow.vault.seal(TEXT, row.uid, ERASED)
        uow.connection.execute(update(CASE).where(CASE.c.id == row.id).values(text=text))
    asked = update(ENTRY).where(ENTRY.c.made_by == f"person:{person_id}")
    uow.connection.execute(asked.values(words=None))


def strike_names(
    uow: UnitOfWork, case_ids: Collection[int], names: Iterable[str], *, numbers: bool
) -> None:
    """Take names out of what officers wrote in these cases.

    Args:
        numbers: Every mobile and id number as well, whosever it is.
    """
    names = tuple(names)
    theirs = (CASE_EVENT.c.case_id.in_(list(case_ids)), CASE_EVENT.c.text.is_not(None))
    wanted = select(CASE_EVENT.c.id, CASE_EVENT.c.uid, CASE_EVENT.c.text).where(*theirs)
    for row in uow.connection.execute(wanted).all():
        text = uow.vault.open(NOTE, row.uid, row.text)
        clean = struck(text, names)
        clean = without_numbers(clean) if numbers else clean
        if clean != text:
            sealed = uow.vault.seal(NOTE, row.uid, clean)
            changed = update(CASE_EVENT).where(CASE_EVENT.c.id == row.id)
            uow.connection.execute(changed.values(text=sealed))


def _own_words(
    person_id: int, firms: Collection[int]
) -> tuple[tuple[Any, str, str, ColumnElement[bool]], ...]:
    """(table, column, place, which rows): where people write."""
    of_firms = select(CASE.c.id).where(CASE.c.firm_id.in_(list(firms)))
    by_firm = ~CASE_EVENT.c.by_officer & CASE_EVENT.c.case_id.in_(of_firms)
    opened = or_(CASE.c.opened_by == person_id, CASE.c.firm_id.in_(list(firms)))
    rated = or_(CASE_RATING.c.person_id == person_id, CASE_RATING.c.case_id.in_(of_firms))
    did = or_(EVIDENCE.c.person_id == person_id, EVIDENCE.c.firm_id.in_(list(firms)))
    return (
        (CASE, "text", TEXT, opened),
        (CASE_EVENT, "text", NOTE, or_(_said_by(person_id), by_firm)),
        (CASE_RATING, "words", RATED, rated),
        (EVIDENCE, "words", DONE, did),
        (STEP, "words", ASKED, STEP.c.actor == f"person:{person_id}"),
    )


def texts_in(value: Any) -> list[str]:
    """Every text in what was JSON."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in texts_in(each)]
        case list():
            return [text for each in value for text in texts_in(each)]
    return []


def _said_by(person_id: int) -> ColumnElement[bool]:
    return ~CASE_EVENT.c.by_officer & (CASE_EVENT.c.by == person_id)
