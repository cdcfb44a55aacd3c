"""Who had their data erased, and what of it is still to be found.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    for table in ("person", "firm"):
        op.add_column(table, sa.Column("erased_at", sa.BigInteger, nullable=True))
    op.create_table(
        "erasure",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("uid", sa.String, nullable=False),
        sa.Column("wanted", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("searched", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("erasure")
    for table in ("person", "firm"):
        op.drop_column(table, "erased_at")
