"""Common issues, what is said to all of their firms, and policy proposals.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _issues()
    _answers()
    _proposals()


def _issues() -> None:
    op.create_table(
        "common_issue",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("opened_on", sa.String(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("opened_on", "number"),
    )
    op.create_index("ix_common_issue_region", "common_issue", ["region"])
    op.create_index("ix_common_issue_lead_id", "common_issue", ["lead_id"])
    op.create_table(
        "issue_case",
        sa.Column("id", ROW, nullable=False),
        sa.Column("issue_id", ROW, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_issue_case_issue_id", "issue_case", ["issue_id"])
    op.create_index("ix_issue_case_case_id", "issue_case", ["case_id"])
    op.create_index(
        "ix_issue_case_live",
        "issue_case",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )


def _answers() -> None:
    op.create_table(
        "issue_answer",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("issue_id", ROW, nullable=False),
        sa.Column("result", sa.Boolean(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_issue_answer_issue_id", "issue_answer", ["issue_id"])
    op.create_index(
        "ix_issue_answer_live",
        "issue_answer",
        ["id"],
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )
    op.create_table(
        "issue_delivery",
        sa.Column("answer_id", ROW, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("held_by", sa.Integer(), nullable=True),
        sa.Column("held_since", sa.BigInteger(), nullable=True),
        sa.Column("clocks", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "case_id"),
    )


def _proposals() -> None:
    op.create_table(
        "policy_proposal",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("issue_id", ROW, nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_policy_proposal_issue_id", "policy_proposal", ["issue_id"])
    op.create_index("ix_policy_proposal_region", "policy_proposal", ["region"])
    op.create_index(
        "ix_policy_proposal_open",
        "policy_proposal",
        ["issue_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
