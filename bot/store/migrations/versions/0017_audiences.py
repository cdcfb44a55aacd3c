"""Saved audiences, and the firms for which the verdict rules of a broadcast hold.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_audience",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_saved_audience_region", "saved_audience", ["region"])
    op.create_table(
        "audience_firm",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "firm_id"),
    )


def downgrade() -> None:
    op.drop_table("audience_firm")
    op.drop_table("saved_audience")
