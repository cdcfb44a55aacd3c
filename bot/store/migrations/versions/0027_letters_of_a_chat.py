"""The letters of a chat are found by the chat first, so that no other index looks as good.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NAME = "ix_outbox_chat"


def upgrade() -> None:
    make_anew(["chat_id", "bot", "id"])


def downgrade() -> None:
    make_anew(["bot", "chat_id", "id"])


def make_anew(columns: list[str]) -> None:
    op.drop_index(NAME, "outbox")
    op.create_index(
        NAME, "outbox", columns, sqlite_where=sa.text("live = 1"), postgresql_where=sa.text("live")
    )
