"""Registers that staff keep, applications for them, spot checks.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNDECIDED = sa.text("state in ('open', 'asked')")
OPEN = sa.text("result is null")


def upgrade() -> None:
    _registers()
    _applications()
    _spot_checks()


def _registers() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=True),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("conditions", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("application_id", ROW, nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subject", "fact", "number"),
    )
    op.create_index("ix_register_entry_firm_id", "register_entry", ["firm_id"])
    op.create_table(
        "register_job",
        sa.Column("id", ROW, nullable=False),
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("undo", sa.Boolean(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_register_job_entry_id", "register_job", ["entry_id"])
    op.create_index(
        "ix_register_job_due",
        "register_job",
        ["due"],
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )
    op.create_table(
        "register_told",
        sa.Column("entry_id", ROW, nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "firm_id"),
    )


def _applications() -> None:
    op.create_table(
        "application",
        sa.Column("id", ROW, nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_application_firm_id", "application", ["firm_id"])
    op.create_index(
        "ix_application_undecided",
        "application",
        ["firm_id", "fact"],
        unique=True,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )
    op.create_table(
        "application_step",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("application_id", ROW, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_application_step_application_id", "application_step", ["application_id"])


def _spot_checks() -> None:
    op.create_table(
        "spot_check",
        sa.Column("id", ROW, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("found", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_spot_check_firm_id", "spot_check", ["firm_id"])
    op.create_index("ix_spot_check_fact", "spot_check", ["fact", "drawn_at"])
    op.create_index(
        "ix_spot_check_open",
        "spot_check",
        ["firm_id", "fact"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    for table in (
        "spot_check",
        "application_step",
        "application",
        "register_told",
        "register_job",
        "register_entry",
    ):
        op.drop_table(table)
