"""Policy versions: what is in force, who released it, and which firms were told.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TWO_PEOPLE = "approver_id is null or author_id is null or approver_id <> author_id"


def upgrade() -> None:
    op.create_table(
        "policy_version",
        sa.Column("id", ROW, nullable=False),
        sa.Column("release_id", ROW, nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint(TWO_PEOPLE, name="ck_policy_version_two_people"),
    )
    op.create_index("ix_policy_version_release_id", "policy_version", ["release_id"])
    op.create_index("ix_policy_version_policy", "policy_version", ["policy"])
    op.create_index(
        "ix_policy_version_in_force",
        "policy_version",
        ["policy"],
        unique=True,
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.create_table(
        "policy_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "policy_release",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("report", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("walked", sa.Integer(), nullable=False),
        sa.Column("judging_until", sa.Float(), nullable=False),
        sa.Column("progress_key", sa.String(), nullable=True),
        sa.Column("progress_message", sa.BigInteger(), nullable=True),
        sa.Column("progress_at", sa.Float(), nullable=False),
        sa.Column("progress_shown", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint(TWO_PEOPLE, name="ck_policy_release_two_people"),
    )
    op.create_index("ix_policy_release_state", "policy_release", ["state"])
    op.create_index("ix_policy_release_author_id", "policy_release", ["author_id"])
    op.create_table(
        "policy_shift",
        sa.Column("release_id", ROW, nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("shifts", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", "firm_id"),
    )
    op.create_index(
        "ix_policy_shift_waiting",
        "policy_shift",
        ["firm_id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "policy_review",
        sa.Column("id", ROW, nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("version_id", ROW, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_policy_review_policy", "policy_review", ["policy"])
    op.create_table(
        "policy_reminder",
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("policy", "kind", "day"),
    )


def downgrade() -> None:
    op.drop_table("policy_reminder")
    op.drop_table("policy_review")
    op.drop_table("policy_shift")
    op.drop_table("policy_release")
    op.drop_table("policy_edition")
    op.drop_table("policy_version")
