"""When what still waits rings an officer again, and as which message it did last.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "case_bell",
        sa.Column("id", ROW, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("fires_on", sa.BigInteger(), nullable=False),
        sa.Column("loud", sa.Boolean(), nullable=False),
        sa.Column("rang_on", sa.BigInteger(), nullable=True),
        sa.Column("letter", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id"),
    )
    op.create_index("ix_case_bell_fires", "case_bell", ["fires_on"])


def downgrade() -> None:
    op.drop_table("case_bell")
