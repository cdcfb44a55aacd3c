"""What people said that troubles them, how it was understood, and which buttons they tapped.

A tap is a label: a person can learn from it later what a sentence meant.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork
from policies.problems import NONE

CONTEXT: Final = "problem.context"


class Problem(SQLModel, table=True):
    """One message. `context` is sealed JSON with the words; the rest is ids and numbers."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    person_id: int = Field(index=True)
    firm_id: int | None = None
    context: bytes
    predicted: str
    progress: str
    model: str
    at: datetime = Field(sa_type=Moment)


PROBLEM: Final = table_of(Problem)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said, as it was understood.

    Args:
        text: Without mobile and id numbers; empty if a category was picked from the list.
        files: Ids of what came with it.
        seen: Category → the words that speak for it.
        urgent: The words that say that it cannot wait.
        predicted: Categories with their probabilities, best first; NONE comes last.
        way: What may be done with them.
        several: Those that distinct parts of the words name.
        records: Ids of records that the words name.
        stated: Values of facts that the words state, as JSON; of the first of the records.
        model: Digest of what the understanding was learnt from.
    """

    text: str = ""
    files: tuple[int, ...] = ()
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    urgent: tuple[str, ...] = ()
    predicted: tuple[tuple[str, float], ...] = ()
    way: str = ""
    several: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)
    model: str = ""

    @property
    def proposals(self) -> tuple[str, ...]:
        """The categories that may be meant, the likeliest first."""
        return tuple(name for name, _ in self.predicted if name != NONE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has been talked through.

    Args:
        tapped: Every label, oldest first.
        ticked: Categories of several that are ticked.
        todo: Categories that were chosen and come one after another, done ones included.
        answers: Category → which answer was given to its first question.
        cases: Category, or nothing for none → the case that was opened.
    """

    tapped: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    answers: Mapping[str, int] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """A message with how far it has been talked through."""

    id: int
    person_id: int
    firm_id: int | None
    at: datetime
    told: Told
    progress: Progress


def add_problem(
    uow: UnitOfWork, person_id: int, firm_id: int | None, told: Told, progress: Progress
) -> ProblemCard:
    """Keep what was said."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "person_id": person_id,
        "firm_id": firm_id,
        "context": uow.vault.seal(CONTEXT, uid, _words(told)),
        "predicted": _known(told),
        "progress": _written(progress),
        "model": told.model,
        "at": uow.now,
    }
    return ProblemCard(uow.add(PROBLEM, row), person_id, firm_id, uow.now, told, progress)


def load_problem(uow: UnitOfWork, problem_id: int) -> ProblemCard | None:
    """A message by id, locked until the act ends. Callers check whose it is: see services."""
    wanted = select(PROBLEM).where(PROBLEM.c.id == problem_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def said_without_firm(uow: UnitOfWork, person_id: int, since: datetime) -> list[ProblemCard]:
    """What a person said while they spoke for no firm, the oldest first.

    Args:
        since: Only from then on (aware).
    """
    theirs = (PROBLEM.c.person_id == person_id, PROBLEM.c.firm_id.is_(None), PROBLEM.c.at >= since)
    rows = uow.connection.execute(select(PROBLEM).where(*theirs).order_by(PROBLEM.c.id))
    return [_card(uow, row) for row in rows]


def said_for_firm(uow: UnitOfWork, firm_id: int, since: datetime) -> list[ProblemCard]:
    """What people said for a firm, the newest first.

    Args:
        since: Only from then on (aware).
    """
    theirs = (PROBLEM.c.firm_id == firm_id, PROBLEM.c.at >= since)
    rows = uow.connection.execute(select(PROBLEM).where(*theirs).order_by(PROBLEM.c.id.desc()))
    return [_card(uow, row) for row in rows]


def save_progress(
    uow: UnitOfWork, problem_id: int, firm_id: int | None, progress: Progress
) -> None:
    """Store how far it has been talked through, and for which firm."""
    values = {"progress": _written(progress), "firm_id": firm_id}
    uow.connection.execute(update(PROBLEM).where(PROBLEM.c.id == problem_id).values(values))


def save_words(uow: UnitOfWork, problem_id: int, told: Told) -> None:
    """Store the words anew, with what was added to them."""
    wanted = select(PROBLEM.c.uid).where(PROBLEM.c.id == problem_id)
    uid = uow.connection.execute(wanted).scalar_one()
    context = uow.vault.seal(CONTEXT, uid, _words(told))
    uow.connection.execute(
        update(PROBLEM).where(PROBLEM.c.id == problem_id).values(context=context)
    )


def save_anew(uow: UnitOfWork, problem_id: int, told: Told, progress: Progress) -> None:
    """Store other words in the place of those that were said, with what they were taken for."""
    values = {"predicted": _known(told), "progress": _written(progress), "model": told.model}
    uow.connection.execute(update(PROBLEM).where(PROBLEM.c.id == problem_id).values(values))
    save_words(uow, problem_id, told)


def every_problem(uow: UnitOfWork) -> Iterator[ProblemCard]:
    """All of them, oldest first."""
    for row in uow.connection.execute(select(PROBLEM).order_by(PROBLEM.c.id)):
        yield _card(uow, row)


def _words(told: Told) -> str:
    words = {
        "text": told.text,
        "files": told.files,
        "seen": {name: list(seen) for name, seen in told.seen.items()},
        "urgent": told.urgent,
        "stated": dict(told.stated),
    }
    return json.dumps(words, ensure_ascii=False)


def _known(told: Told) -> str:
    known = {
        "categories": told.predicted,
        "way": told.way,
        "several": told.several,
        "records": told.records,
    }
    return json.dumps(known)


def _written(progress: Progress) -> str:
    return json.dumps(
        {
            "tapped": progress.tapped,
            "ticked": progress.ticked,
            "todo": progress.todo,
            "answers": dict(progress.answers),
            "cases": dict(progress.cases),
        }
    )


def _card(uow: UnitOfWork, row: Row[Any]) -> ProblemCard:
    words = json.loads(uow.vault.open(CONTEXT, row.uid, row.context))
    known, progress = json.loads(row.predicted), json.loads(row.progress)
    told = Told(
        text=words["text"],
        files=tuple(words["files"]),
        seen={name: tuple(seen) for name, seen in words["seen"].items()},
        urgent=tuple(words["urgent"]),
        predicted=tuple((name, p) for name, p in known["categories"]),
        way=known["way"],
        several=tuple(known["several"]),
        records=tuple(known["records"]),
        stated=words["stated"],
        model=row.model,
    )
    kept = Progress(
        tapped=tuple(progress["tapped"]),
        ticked=tuple(progress["ticked"]),
        todo=tuple(progress["todo"]),
        answers=progress["answers"],
        cases=progress["cases"],
    )
    return ProblemCard(row.id, row.person_id, row.firm_id, row.at, told, kept)
