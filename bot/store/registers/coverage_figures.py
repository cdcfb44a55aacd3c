"""How much of a field's output a list covers: what staff wrote is taken back, never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Index, Row, select, update
from sqlmodel import Field, SQLModel

from bot.domain.coverage_figures import Figure
from bot.store.columns import Moment, RowId, table_of
from bot.store.uow import UnitOfWork

SOURCE: Final = "coverage_figure.source"
HUNDREDTHS: Final = 100


class CoverageFigure(SQLModel, table=True):
    """One figure. `share` counts hundredths of a percent, `month` is 2022-06.

    `sector` is null for all fields together. The source is sealed: it may name people.
    """

    __tablename__ = "coverage_figure"
    __table_args__ = (Index("ix_coverage_figure_fact", "region", "fact"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    uid: str
    region: str
    fact: str
    sector: str | None = None
    share: int
    month: str
    source: bytes
    made_by: int
    made_at: datetime = Field(sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_by: int | None = None


FIGURE: Final = table_of(CoverageFigure)


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A figure as services see it; moments are aware UTC."""

    id: int
    region: str
    fact: str
    sector: str | None
    figure: Figure
    made_by: int
    made_at: datetime
    undone_at: datetime | None


def add_figure(
    uow: UnitOfWork, region: str, fact: str, sector: str | None, figure: Figure, *, by: int
) -> int:
    """Keep a figure; its id."""
    uid = uow.new_uid()
    row = {
        "uid": uid,
        "region": region,
        "fact": fact,
        "sector": sector,
        "share": int(figure.percent * HUNDREDTHS),
        "month": f"{figure.month:%Y-%m}",
        "source": uow.vault.seal(SOURCE, uid, figure.source),
        "made_by": by,
        "made_at": uow.now,
    }
    made = uow.connection.execute(FIGURE.insert().values(row).returning(FIGURE.c.id))
    return int(made.scalar_one())


def figures_of_list(uow: UnitOfWork, region: str, fact: str) -> list[FigureCard]:
    """All figures of a list, those that were taken back too, by age."""
    wanted = select(FIGURE).where(FIGURE.c.region == region, FIGURE.c.fact == fact)
    return [_card(uow, row) for row in uow.connection.execute(wanted.order_by(FIGURE.c.id))]


def lock_figure(uow: UnitOfWork, figure_id: int) -> FigureCard | None:
    """A figure by an id that is not trusted, held until the act ends."""
    wanted = select(FIGURE).where(FIGURE.c.id == figure_id).with_for_update()
    row = uow.connection.execute(wanted).first()
    return None if row is None else _card(uow, row)


def undo_figure(uow: UnitOfWork, figure_id: int, *, by: int) -> None:
    """Take a figure back: it counts no longer and stays as history."""
    changed = update(FIGURE).where(FIGURE.c.id == figure_id)
    uow.connection.execute(changed.values(undone_at=uow.now, undone_by=by))


def _card(uow: UnitOfWork, row: Row[Any]) -> FigureCard:
    source = uow.vault.open(SOURCE, row.uid, row.source)
    percent = Decimal(row.share) / HUNDREDTHS
    return FigureCard(
        id=row.id,
        region=row.region,
        fact=row.fact,
        sector=row.sector,
        figure=Figure(percent, date.fromisoformat(f"{row.month}-01"), source),
        made_by=row.made_by,
        made_at=row.made_at,
        undone_at=row.undone_at,
    )
