"""Broadcasts at a chosen time, corrected, withdrawn, and approved by a third person.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TWO_PEOPLE = "approver_id is null or approver_id <> author_id"
THREE_PEOPLE = (
    "third_id is null or "
    "(approver_id is not null and third_id <> author_id and third_id <> approver_id)"
)
ONE_AFTER_ANOTHER = "corrects_id is not null and (state <> 'cancelled' or begun_at is not null)"
STANDS = """
update broadcast_recipient set {values} from outbox
where outbox.key = 'bc:' || broadcast_recipient.broadcast_id || ':' || broadcast_recipient.person_id
and broadcast_recipient.state = 'sent'
"""


def upgrade() -> None:
    # A table of SQLite is made anew, and forgets the rules that are not named.
    checks = (sa.CheckConstraint(TWO_PEOPLE, name="ck_broadcast_two_people"),)
    with op.batch_alter_table("broadcast", table_args=checks) as table:
        table.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="notice"))
        table.add_column(sa.Column("way", sa.String(), nullable=True))
        table.add_column(sa.Column("corrects_id", sa.BigInteger(), nullable=True))
        table.add_column(
            sa.Column("takes_over", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("starts_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("third_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("third_at", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("judged_at", sa.BigInteger(), nullable=True))
        table.create_check_constraint("ck_broadcast_three_people", THREE_PEOPLE)
    op.create_index(
        "ix_broadcast_corrects",
        "broadcast",
        ["corrects_id"],
        unique=True,
        sqlite_where=sa.text(ONE_AFTER_ANOTHER),
        postgresql_where=sa.text(ONE_AFTER_ANOTHER),
    )
    for column in (
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("carried", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.Float(), nullable=True),
        sa.Column("doubted", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("broadcast_recipient", column)
    op.execute(
        STANDS.format(
            values="message_id = nullif(outbox.message_id, 0), carried = outbox.file_id, "
            "sent_at = outbox.settled_at, doubted = (outbox.doubts > 0)"
        )
    )


def downgrade() -> None:
    for column in ("doubted", "sent_at", "carried", "message_id"):
        op.drop_column("broadcast_recipient", column)
    op.drop_index("ix_broadcast_corrects", "broadcast")
    checks = (sa.CheckConstraint(TWO_PEOPLE, name="ck_broadcast_two_people"),)
    with op.batch_alter_table("broadcast", table_args=checks) as table:
        for column in (
            "judged_at",
            "third_at",
            "third_id",
            "starts_at",
            "takes_over",
            "corrects_id",
            "way",
            "kind",
        ):
            table.drop_column(column)
