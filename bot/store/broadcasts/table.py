"""The table of broadcasts; what is asked of it stands in `broadcasts` and beside it."""

from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Index, false, text
from sqlmodel import Field, SQLModel

from bot.domain.broadcast_changes import Kind
from bot.store.columns import Moment, RowId, table_of

CONTENT: Final = "broadcast.content"
REASON: Final = "broadcast.reason"
TWO_PEOPLE: Final = "approver_id is null or approver_id <> author_id"
THREE_PEOPLE: Final = (
    "third_id is null or "
    "(approver_id is not null and third_id <> author_id and third_id <> approver_id)"
)
_ONE_AFTER_ANOTHER: Final = text(
    "corrects_id is not null and (state <> 'cancelled' or begun_at is not null)"
)


class Broadcast(SQLModel, table=True):
    """One broadcast. Content and the reason for sending it back are sealed.

    Fan-out: up to the firm `judged_to` verdict rules were asked anew (None: not any more);
    `last_person` is the highest id there was when listing began; up to `listed_to` the
    recipients are written down, up to `queued_to` their messages are in the outbox. `file` is how
    Telegram knows the file once the first recipient has it: `photo:…` or `document:…`.
    `progress_*` is the message in the author's chat: the key of its last letter, its id, when it
    was last changed (real time), what it said; `followed` until it has said the end.
    `kind`, `way` and `corrects_id` say what it changes (`broadcast_changes`); with `takes_over`
    it began while that one was still being sent, and goes to the rest of its recipients as well.
    `judged_at` is when verdict rules were asked for its count last.
    """

    __table_args__ = (
        CheckConstraint(TWO_PEOPLE, name="ck_broadcast_two_people"),
        CheckConstraint(THREE_PEOPLE, name="ck_broadcast_three_people"),
        Index(
            "ix_broadcast_corrects",
            "corrects_id",
            unique=True,
            sqlite_where=_ONE_AFTER_ANOTHER,
            postgresql_where=_ONE_AFTER_ANOTHER,
        ),
        Index("ix_broadcast_state", "state"),
        Index("ix_broadcast_author", "author_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    region: str
    place_zh: str
    place_en: str
    author_id: int
    urgency: str
    state: str
    content: bytes
    audience: str | None = None
    count: int | None = None
    digest: str | None = None
    version: int
    reason: bytes | None = None
    created_at: datetime = Field(sa_type=Moment)
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    approver_id: int | None = None
    approved_at: datetime | None = Field(default=None, sa_type=Moment)
    hold_until: datetime | None = Field(default=None, sa_type=Moment)
    quiet_until: datetime | None = Field(default=None, sa_type=Moment)
    begun_at: datetime | None = Field(default=None, sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    judged_to: int | None = None
    last_person: int | None = None
    listed_to: int = 0
    queued_to: int = 0
    file: str | None = None
    progress_key: str | None = None
    progress_message: int | None = Field(default=None, sa_type=BigInteger)
    progress_at: float = 0.0
    progress_shown: str | None = None
    followed: bool = True
    kind: str = Field(default=Kind.NOTICE, sa_column_kwargs={"server_default": "notice"})
    way: str | None = None
    corrects_id: int | None = Field(default=None, sa_type=BigInteger)
    takes_over: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    starts_at: datetime | None = Field(default=None, sa_type=Moment)
    third_id: int | None = None
    third_at: datetime | None = Field(default=None, sa_type=Moment)
    judged_at: datetime | None = Field(default=None, sa_type=Moment)


BROADCAST: Final = table_of(Broadcast)
