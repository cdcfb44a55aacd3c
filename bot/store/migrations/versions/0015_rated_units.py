"""For which unit a case was solved that its firm rated.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_rating", sa.Column("unit_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("case_rating", "unit_id")
