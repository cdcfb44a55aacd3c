"""What became of messages, so that edits reach the same place.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "heard",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("uid", sa.String, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("became", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.Float, nullable=False),
        sa.UniqueConstraint("person_id", "message_id", "became", "subject"),
    )


def downgrade() -> None:
    op.drop_table("heard")
