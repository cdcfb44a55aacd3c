"""What is on a person's screen, changes that can be taken back, reports of a case's day.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('duty_begin',
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('record', sa.String(), nullable=False),
    sa.Column('began_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('firm_id', 'record')
    )
    op.create_table('fact_change',
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('fact', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('was', sa.String(), nullable=False),
    sa.Column('was_approximate', sa.Boolean(), nullable=False),
    sa.Column('became', sa.String(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('firm_id', 'fact')
    )
    op.create_table('last_screen',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('opened_by', sa.String(), nullable=False),
    sa.Column('seen_at', sa.BigInteger(), nullable=False),
    sa.Column('on_view', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('person_id')
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('case_id', sa.Integer(), nullable=True))
    # Links of before cannot be taken back any more: their ten minutes are over.
    with op.batch_alter_table('file_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('linked_at', sa.BigInteger(), nullable=False, server_default='0'))
    with op.batch_alter_table('file_link', schema=None) as batch_op:
        batch_op.alter_column('linked_at', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('file_link', schema=None) as batch_op:
        batch_op.drop_column('linked_at')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_column('case_id')

    op.drop_table('last_screen')
    op.drop_table('fact_change')
    op.drop_table('duty_begin')
