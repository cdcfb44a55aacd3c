"""Groups of staff with a topic for each case.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LIVE_SQLITE, LIVE = sa.text("live = 1"), sa.text("live")
IN_TOPIC = sa.text("topic_id is not null")


def upgrade() -> None:
    op.create_table(
        "desk_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("bound_by", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("chat", "unit"):
        op.create_index(
            f"ux_desk_group_{column}",
            "desk_group",
            [f"{column}_id"],
            unique=True,
            sqlite_where=LIVE_SQLITE,
            postgresql_where=LIVE,
        )
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "chat_id"),
    )
    op.create_table(
        "case_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("unsaid", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group_id", "case_id"),
    )
    op.create_index("ix_case_topic_case_id", "case_topic", ["case_id"])
    op.create_table(
        "topic_job",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.add_column("outbox", sa.Column("topic_id", sa.Integer(), nullable=True))
    op.create_index(
        "ix_outbox_topic",
        "outbox",
        ["topic_id"],
        sqlite_where=IN_TOPIC,
        postgresql_where=IN_TOPIC,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_topic", "outbox")
    op.drop_column("outbox", "topic_id")
    for table in ("topic_job", "case_topic", "group_member", "desk_group"):
        op.drop_table(table)
