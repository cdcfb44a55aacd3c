"""What is still to be done with files: fetch them, hand them to a sender, erase them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Float, Row, bindparam, func, or_, select, update

from bot.domain.files import FileKind
from bot.store.columns import real_now
from bot.store.files.erasing import erase
from bot.store.files.files import CONTENT, FILE, FILE_ID, MADE, NAME, FileState
from bot.store.files.links import FILE_LINK
from bot.store.outbox import OUTBOX, OutboxState
from bot.store.vault import Vault

LEASE_SECONDS: Final = 150.0
"""Longer than the longest fetch (120 s)."""
LATE_SECONDS: Final = 600.0
NEWS_SECONDS: Final = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Job:
    """A file in this process's hand, to be fetched by the bot that got it."""

    id: int
    uid: str
    bot: Literal["owner", "desk"]
    chat_id: int
    kind: FileKind
    file_id: str
    name: str
    attempts: int
    age: float
    owner: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file once its bytes are here; `name` is sealed, `size` in bytes."""

    kind: FileKind
    mime: str
    name: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A file to be sent. `content` is there if we made it; otherwise it lies under `uid`."""

    uid: str
    name: str
    kind: FileKind
    state: FileState
    content: bytes | None
    made: bool


_DUE = (
    select(FILE.c.id)
    .where(FILE.c.live, FILE.c.state == FileState.WANTED)
    .where(FILE.c.due <= real_now(), FILE.c.lease_until <= real_now())
    .order_by(FILE.c.due, FILE.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    # Worked out once: as a subquery PostgreSQL may repeat it for each row, and take more.
    .cte("wanted")
)
_CLAIM = (
    update(FILE)
    .where(FILE.c.id.in_(select(_DUE.c.id)))
    .values(
        lease_owner=bindparam("new_owner"),
        lease_until=real_now() + LEASE_SECONDS,
        attempts=FILE.c.attempts + 1,
    )
    .returning(*FILE.c, (real_now() - FILE.c.added_at).label("age"))
)
_OURS = (
    FILE.c.id == bindparam("its_id"),
    FILE.c.state == FileState.WANTED,
    FILE.c.lease_owner == bindparam("its_owner"),
    FILE.c.attempts == bindparam("its_attempt"),
)


def claim_jobs(connection: Connection, vault: Vault, *, owner: str, at_most: int) -> list[Job]:
    """Take files that are to be fetched now, and count the attempt."""
    rows = connection.execute(_CLAIM, {"new_owner": owner, "at_most": at_most}).all()
    return [_job(vault, owner, row) for row in rows]


def end_kept(connection: Connection, job: Job, kept: Kept) -> bool:
    """It is fetched and stored, and messages that wait for it may go.

    Returns:
        False if the job is no longer ours.
    """
    if not _end(connection, job, FileState.KEPT, asdict(kept) | {"error": None}):
        return False
    waiting = (OUTBOX.c.file_id == job.id, OUTBOX.c.live, OUTBOX.c.state == OutboxState.READY)
    connection.execute(update(OUTBOX).where(*waiting).values(due=0.0))
    return True


def is_erased(connection: Connection, number: int) -> bool:
    """Whether somebody had the file erased, maybe while it was fetched."""
    state = connection.execute(select(FILE.c.state).where(FILE.c.id == number)).scalar_one()
    return state in {FileState.ERASING, FileState.ERASED}


def end_without(connection: Connection, job: Job, state: FileState, error: str) -> bool:
    """It is not kept, for good; False if the job is no longer ours."""
    return _end(connection, job, state, {"error": error})


def put_back(connection: Connection, job: Job, *, pause: float, error: str) -> bool:
    """Try again after a pause of real seconds; False if the job is no longer ours."""
    values = {"due": real_now() + bindparam("pause", type_=Float), "lease_until": 0.0}
    again = update(FILE).where(*_OURS).values(**values, error=error)
    return connection.execute(again, _mark(job) | {"pause": pause}).rowcount == 1


def release_jobs(connection: Connection, *, except_owner: str) -> None:
    """End the leases of processes that are known to be dead."""
    theirs = (FILE.c.live, FILE.c.lease_owner != except_owner)
    connection.execute(update(FILE).where(*theirs).values(lease_until=0.0))


def load_stored(connection: Connection, vault: Vault, number: int) -> Stored:
    """A file that a message refers to."""
    row = connection.execute(select(FILE).where(FILE.c.id == number)).one()
    content = row.content
    return Stored(
        uid=row.uid,
        name=vault.open(NAME, row.uid, row.name),
        kind=FileKind(row.kind),
        state=FileState(row.state),
        content=None if content is None else vault.open_bytes(CONTENT, row.uid, content),
        made=row.bot == MADE,
    )


def sealed_name(vault: Vault, job: Job, name: str) -> bytes:
    """The name that a file got when its type was known."""
    return vault.seal(NAME, job.uid, name)


def erase_unneeded(connection: Connection, *, older_than_seconds: float) -> int:
    """Let go of what we made and sent long ago, and of what nobody put anywhere."""
    old = real_now() - older_than_seconds
    fresh = or_(OUTBOX.c.live, OUTBOX.c.settled_at >= old)
    carried = select(1).where(OUTBOX.c.file_id == FILE.c.id, fresh).exists()
    linked = select(1).where(FILE_LINK.c.file_id == FILE.c.id).exists()
    return erase(connection, FILE.c.added_at < old, ~carried, ~linked)


def erasing(connection: Connection, *, at_most: int) -> list[tuple[int, str]]:
    """(id, uid) of files whose bytes are to be deleted."""
    wanted = select(FILE.c.id, FILE.c.uid).where(FILE.c.live, FILE.c.state == FileState.ERASING)
    return [(row.id, row.uid) for row in connection.execute(wanted.limit(at_most))]


def end_erased(connection: Connection, ids: Iterable[int]) -> None:
    """Their bytes are gone."""
    gone = (FILE.c.id.in_(list(ids)), FILE.c.state == FileState.ERASING)
    connection.execute(update(FILE).where(*gone).values(state=FileState.ERASED, live=False))


def count_files(connection: Connection) -> dict[str, int]:
    """How many files stand in each state, for metrics and `doctor`."""
    counted = select(FILE.c.state, func.count()).group_by(FILE.c.state)
    return {row[0]: row[1] for row in connection.execute(counted)}


def troubled_files(connection: Connection) -> list[tuple[int, str, str, str]]:
    """(id, bot, state, what happened) of files that are long in coming, or were lost of late."""
    age = real_now() - FILE.c.added_at
    late = (FILE.c.state == FileState.WANTED) & (age > LATE_SECONDS)
    lost = (FILE.c.state == FileState.LOST) & (age < NEWS_SECONDS)
    wanted = select(FILE.c.id, FILE.c.bot, FILE.c.state, FILE.c.error)
    rows = connection.execute(wanted.where(late | lost).order_by(FILE.c.id))
    return [(row.id, row.bot, row.state, row.error or "") for row in rows]


def _end(connection: Connection, job: Job, state: FileState, more: dict[str, Any]) -> bool:
    done = update(FILE).where(*_OURS).values(state=state, live=False, lease_until=0.0, **more)
    return connection.execute(done, _mark(job)).rowcount == 1


def _mark(job: Job) -> dict[str, Any]:
    return {"its_id": job.id, "its_owner": job.owner, "its_attempt": job.attempts}


def _job(vault: Vault, owner: str, row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        uid=row.uid,
        bot=row.bot,
        chat_id=row.chat_id,
        kind=FileKind(row.kind),
        file_id=vault.open(FILE_ID, row.uid, row.file_id),
        name=vault.open(NAME, row.uid, row.name),
        attempts=row.attempts,
        age=row.age,
        owner=owner,
    )
