"""How far the walk after a register changed has come, and the message that says so.

Revision ID: 0025
Revises: 0024
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("walked", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("total", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("found", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("progress_key", sa.String(), nullable=True),
        sa.Column("progress_message", sa.BigInteger(), nullable=True),
        sa.Column("progress_at", sa.Float(), nullable=False, server_default="0"),
        sa.Column("progress_shown", sa.String(), nullable=True),
    ]


def upgrade() -> None:
    for column in columns():
        op.add_column("register_job", column)


def downgrade() -> None:
    for column in columns():
        op.drop_column("register_job", column.name)
