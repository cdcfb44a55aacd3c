"""Lists of package broadcasts, and whom each record reaches.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()


def upgrade() -> None:
    op.create_table(
        "broadcast_package",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("records", sa.String(), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "firm_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "package_course",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("packed_to", sa.Integer(), nullable=False),
        sa.Column("firms", sa.Integer(), nullable=True),
        sa.Column("empty", sa.Integer(), nullable=True),
        sa.Column("counted_for", sa.String(), nullable=True),
        sa.Column("counted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("broadcast_id"),
    )
    op.create_table(
        "policy_reach",
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("firms", sa.Integer(), nullable=False),
        sa.Column("applies", sa.Integer(), nullable=False),
        sa.Column("confirms", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("region", "document"),
    )


def downgrade() -> None:
    for table in ("policy_reach", "package_course", "broadcast_package"):
        op.drop_table(table)
