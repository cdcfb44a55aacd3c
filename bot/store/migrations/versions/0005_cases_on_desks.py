"""Cases lie on desks and run against clocks.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "case_clock",
        sa.Column("id", ROW, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("left_ms", ROW, nullable=True),
        sa.Column("warn_on", sa.BigInteger(), nullable=True),
        sa.Column("fires_on", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "kind"),
    )
    op.create_index("ix_case_clock_fires", "case_clock", ["fires_on", "case_id"])
    op.create_table(
        "case_desk",
        sa.Column("id", ROW, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("case_id", "unit_id", "officer_id"):
        op.create_index(f"ix_case_desk_{column}", "case_desk", [column])
    op.create_table(
        "case_route",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_route_region", "case_route", ["region"])
    op.create_table(
        "case_rating",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    with op.batch_alter_table("case") as case:
        case.add_column(sa.Column("sector", sa.String(), nullable=True))
        case.add_column(sa.Column("closed_at", sa.BigInteger(), nullable=True))
        for column in ("level", "returns", "waits", "calls"):
            case.add_column(sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("case_event") as event:
        event.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        event.add_column(sa.Column("level", sa.Integer(), nullable=True))
        event.add_column(sa.Column("until", sa.BigInteger(), nullable=True))
    _close_what_was_over()
    _put_on_general_desks()


def _close_what_was_over() -> None:
    """The firm's word used to be the end of a case."""
    op.execute(
        'update "case" set status = \'closed\', closed_at = confirmed_at'
        " where status = 'confirmed'"
    )
    op.execute("update \"case\" set status = 'assigned' where status = 'open'")


def _put_on_general_desks() -> None:
    """Every officer of a region saw every case of it; the clockwork winds up what has no clock."""
    op.execute(
        "insert into case_desk (case_id, region, level, since)"
        ' select id, region, 0, opened_at from "case" where status <> \'closed\''
    )


def downgrade() -> None:
    with op.batch_alter_table("case_event") as event:
        for column in ("until", "level", "unit_id"):
            event.drop_column(column)
    with op.batch_alter_table("case") as case:
        for column in ("calls", "waits", "returns", "level", "closed_at", "sector"):
            case.drop_column(column)
    op.drop_table("case_rating")
    op.drop_table("case_route")
    op.drop_table("case_desk")
    op.drop_table("case_clock")
