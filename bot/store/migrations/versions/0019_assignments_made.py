"""When an assignment was written down: it may hold from an earlier day.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assignment", sa.Column("made_at", sa.BigInteger(), nullable=True))
    op.execute("UPDATE assignment SET made_at = since")


def downgrade() -> None:
    with op.batch_alter_table("assignment") as assignment:
        assignment.drop_column("made_at")
