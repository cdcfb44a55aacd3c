"""Which term of a case was not kept, how a case was checked, to whom it was handed.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_clock", sa.Column("missed", sa.BigInteger(), nullable=True))
    op.add_column("case_event", sa.Column("clock", sa.String(), nullable=True))
    op.add_column("case_event", sa.Column("way", sa.String(), nullable=True))
    op.add_column("case_event", sa.Column("to_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("case_event", "to_id")
    op.drop_column("case_event", "way")
    op.drop_column("case_event", "clock")
    op.drop_column("case_clock", "missed")
