"""好差评: one rating for each closed case, by its firm; it may be changed while it is young."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlmodel import Field, SQLModel

from bot.store.columns import Moment, table_of
from bot.store.uow import UnitOfWork

WORDS: Final = "case_rating.words"


class CaseRating(SQLModel, table=True):
    """From 1 (bad) to 5 (good), with sealed words if there are any.

    `unit_id` is the unit for which the case was solved: the rating counts there.
    """

    __tablename__ = "case_rating"

    case_id: int = Field(primary_key=True)
    uid: str
    person_id: int
    stars: int
    words: bytes | None = None
    at: datetime = Field(sa_type=Moment)
    unit_id: int | None = None


CASE_RATING: Final = table_of(CaseRating)


@dataclass(frozen=True, slots=True)
class RatingCard:
    """A rating as services see it; `at`: when it was first given (aware UTC).

    `unit_id` is the unit for which the case was solved; None for a general desk, or for none.
    """

    stars: int
    words: str | None
    at: datetime
    unit_id: int | None = None


def rating_of(uow: UnitOfWork, case_id: int) -> RatingCard | None:
    """How a case was rated, if it was."""
    row = uow.connection.execute(
        select(CASE_RATING).where(CASE_RATING.c.case_id == case_id)
    ).first()
    if row is None:
        return None
    words = None if row.words is None else uow.vault.open(WORDS, row.uid, row.words)
    return RatingCard(row.stars, words, row.at, row.unit_id)


def keep_rating(uow: UnitOfWork, case_id: int, person_id: int, rating: RatingCard) -> None:
    """Keep it instead of an earlier one."""
    uow.connection.execute(delete(CASE_RATING).where(CASE_RATING.c.case_id == case_id))
    uid = uow.new_uid()
    row = {
        "case_id": case_id,
        "uid": uid,
        "person_id": person_id,
        "stars": rating.stars,
        "words": None if rating.words is None else uow.vault.seal(WORDS, uid, rating.words),
        "at": rating.at,
        "unit_id": rating.unit_id,
    }
    uow.connection.execute(CASE_RATING.insert().values(row))
