"""The one way to the database: sync SQLAlchemy in worker threads, awaited from the loop."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.store.away import Why, root_of, why_away
from bot.store.engines import POSTGRES_CONNECTIONS, make_engine

T = TypeVar("T")
Work = Callable[[Connection], T]

GROUP: Final = 64
"""So many pieces of work share one COMMIT at the most."""


class DatabaseAway(OperationalError):
    """The database cannot be reached, went away under a piece of work, or takes none now.

    Its disk is full, say, or another program holds the file. Nothing was kept, unless the line
    broke inside COMMIT: callers only repeat work that may be repeated. Any other error of the
    database is about the work itself.
    """

    @property
    def why(self) -> Why:
        """What keeps it from working."""
        return why_away(self) or Why.GONE


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work[Any]
    outcome: "Future[Any]"


class Database:
    """Runs pieces of work, each atomic, each committed before its caller hears of it.

    SQLite has one writer thread. Work that waits while a commit is under way shares the next
    one: each piece in its own savepoint, so that one that fails takes nothing along. A commit
    costs a disk flush; under load this is the difference between 1,000 and 10,000 a second.
    PostgreSQL has a few threads with a connection each and groups commits by itself.
    """

    def __init__(self, url: str) -> None:
        self.engine: Engine = make_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        count = 1 if self.is_sqlite else POSTGRES_CONNECTIONS
        self._threads = [
            threading.Thread(target=self._serve, name=f"db-{n}", daemon=True) for n in range(count)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Work[T]) -> T:
        """Run work as one transaction: commit what it did, or keep nothing of it.

        Raises:
            DatabaseAway: See there.
            sqlalchemy.exc.DBAPIError: The database would not do the work.
        """
        return await asyncio.wrap_future(self._submit(work))

    def run_sync(self, work: Work[T]) -> T:
        """`run`, for callers that have no event loop (command line, benches)."""
        return self._submit(work).result()

    def forget_everything(self) -> None:
        """Drop every table: for a training room that starts over."""
        with self.engine.begin() as connection:
            tables = MetaData()
            tables.reflect(connection)
            tables.drop_all(connection)

    @property
    def jobs(self) -> int:
        """How many pieces of work wait for their turn."""
        return self._jobs.qsize()

    def close(self) -> None:
        """Finish what is queued, then let go of every connection."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self.engine.dispose()

    def _submit(self, work: Work[T]) -> "Future[T]":
        context = copy_context()  # so that the log names the request that this is for
        job = _Job(lambda connection: context.run(work, connection), Future())
        self._jobs.put(job)
        return job.outcome

    def _serve(self) -> None:
        connection: Connection | None = None
        while (job := self._jobs.get()) is not None:
            jobs = [job, *self._waiting()] if self.is_sqlite else [job]
            wanted = [each for each in jobs if each.outcome.set_running_or_notify_cancel()]
            connection = self._carry_out(connection, wanted)
        if connection is not None:
            connection.close()

    def _carry_out(self, connection: Connection | None, jobs: Sequence[_Job]) -> Connection | None:
        """Do the jobs; return the connection if it is still good."""
        try:
            connection = connection or self.engine.connect()
            _do(connection, jobs)
        except BaseException as error:  # the thread's outermost loop
            named = _named(error, connection)
            for job in jobs:
                if not job.outcome.done():
                    job.outcome.set_exception(named)
            if isinstance(named, DatabaseAway) and connection is not None:
                connection.invalidate()  # whatever is open may be of no use any more
        if connection is None or not connection.invalidated:
            return connection
        connection.close()  # the next job asks for a live one
        return None

    def _waiting(self) -> list[_Job]:
        found: list[_Job] = []
        try:
            while len(found) < GROUP - 1:
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)
                    break
                found.append(job)
        except Empty:
            pass
        return found


def _named(error: BaseException, connection: Connection | None) -> BaseException:
    """Tell a database that is away from one that refused the work."""
    if not isinstance(error, DBAPIError | sqlite3.Error):
        return error
    gone = connection is None or connection.invalidated
    if not gone and why_away(error) is None:
        return error
    return DatabaseAway(None, None, root_of(error))


def _do(connection: Connection, jobs: Sequence[_Job]) -> None:
    if len(jobs) == 1:
        with connection.begin():
            result = jobs[0].work(connection)
        jobs[0].outcome.set_result(result)
        return
    with connection.begin():
        done = [(job, _apart(connection, job)) for job in jobs]
    for job, (result, error) in done:
        if error is None:
            job.outcome.set_result(result)
        else:
            job.outcome.set_exception(error)


def _apart(connection: Connection, job: _Job) -> tuple[Any, BaseException | None]:
    """Do one job of a group, on SQLite. Its savepoint is set by hand: SQLAlchemy's costs more."""
    sqlite = connection.connection.cursor()
    sqlite.execute("SAVEPOINT job")
    result, failure = None, None
    try:
        result = job.work(connection)
    except BaseException as error:  # handed to whoever awaits the job
        if connection.invalidated or why_away(error) is not None:
            raise  # nothing of the group can be committed any more
        sqlite.execute("ROLLBACK TO job")
        failure = error
    sqlite.execute("RELEASE job")
    sqlite.close()
    return result, failure
