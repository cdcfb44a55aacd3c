"""Which processes send for a bot just now: they share its rate.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sender",
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("counts_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "owner"),
    )


def downgrade() -> None:
    op.drop_table("sender")
