"""Which test groups one message spoke of: more than a button can carry."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of


class TestBundle(SQLModel, table=True):
    """Groups of one firm that one reminder spoke of; `groups` is JSON: ids with their marks."""

    __tablename__ = "test_bundle"
    __test__ = False

    uid: str = Field(primary_key=True)
    groups: str
    made_at: datetime = Field(sa_type=Moment)


BUNDLE: Final = table_of(TestBundle)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Group ids, each with the mark that tells whether it was sampled since."""

    uid: str
    marks: dict[int, int]


def add_bundles(connection: Connection, bundles: Iterable[Bundle], made_at: datetime) -> None:
    """Keep what messages spoke of."""
    rows = [
        {"uid": each.uid, "groups": json.dumps(list(each.marks.items())), "made_at": made_at}
        for each in bundles
    ]
    if rows:
        connection.execute(BUNDLE.insert(), rows)


def load_bundle(connection: Connection, uid: str) -> Bundle | None:
    """What a message spoke of. Whoever asks must still be let in to each group."""
    row = connection.execute(select(BUNDLE).where(BUNDLE.c.uid == uid)).first()
    return None if row is None else Bundle(uid, dict(json.loads(row.groups)))


def clear_bundles(connection: Connection, before: datetime) -> int:
    """Forget what messages spoke of that were made before a moment (aware); returns how many."""
    return connection.execute(delete(BUNDLE).where(BUNDLE.c.made_at < before)).rowcount
