"""What firms call their test groups.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("test_group", sa.Column("name", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("test_group", "name")
