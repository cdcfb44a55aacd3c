"""When each digest comes next.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_turn",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("fires_on", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "scope"),
    )
    op.create_index("ix_digest_turn_fires_on", "digest_turn", ["fires_on"])


def downgrade() -> None:
    op.drop_table("digest_turn")
