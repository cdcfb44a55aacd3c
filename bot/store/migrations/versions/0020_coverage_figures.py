"""What staff know of how much of a field's output a list covers.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "coverage_figure",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_coverage_figure_fact", "coverage_figure", ["region", "fact"])


def downgrade() -> None:
    op.drop_table("coverage_figure")
