"""After a broadcast: receipts and their chase, topics left, links, what lasts for newcomers.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()


def upgrade() -> None:
    op.create_table(
        "broadcast_receipt",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id"),
    )
    op.create_index(
        "ix_broadcast_receipt_firm", "broadcast_receipt", ["broadcast_id", "firm_id"]
    )
    op.create_table(
        "topic_leave",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("left_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "topic"),
    )
    op.create_table(
        "broadcast_chase",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("cursor", sa.Integer(), nullable=True),
        sa.Column("lists_at", MOMENT, nullable=True),
        sa.Column("lists", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id"),
    )
    op.create_index("ix_broadcast_chase_due", "broadcast_chase", ["due_at"])
    op.create_index("ix_broadcast_chase_lists", "broadcast_chase", ["lists_at"])
    op.create_table(
        "broadcast_link",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id"),
        sa.UniqueConstraint("token"),
    )
    op.create_table(
        "broadcast_opening",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "person_id"),
    )
    op.create_table(
        "broadcast_lasting",
        sa.Column("broadcast_id", ROW, nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id"),
    )
    op.create_index("ix_broadcast_lasting_until", "broadcast_lasting", ["until_at"])
    op.create_table(
        "broadcast_look",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("upto", ROW, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "firm_id"),
    )
    op.create_index("ix_membership_joined_at", "membership", ["joined_at"])


def downgrade() -> None:
    op.drop_index("ix_membership_joined_at", "membership")
    for table in (
        "broadcast_look",
        "broadcast_lasting",
        "broadcast_opening",
        "broadcast_link",
        "broadcast_chase",
        "topic_leave",
        "broadcast_receipt",
    ):
        op.drop_table(table)
