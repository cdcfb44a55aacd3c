"""The desk: staff with posts and units, assignments, absences.

Revision ID: 0004
Revises: 0003
"""

import json

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

LASTS = sa.text('until is null')


def upgrade() -> None:
    _staff_up()
    _audit_up()


def downgrade() -> None:
    _audit_down()
    _staff_down()


def _staff_up() -> None:
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('opened_at', sa.BigInteger(), nullable=False),
    sa.Column('closed_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_unit_region', 'unit', ['region'])
    op.create_table('post',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('sector', sa.String(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.Column('until', sa.BigInteger(), nullable=True),
    sa.Column('granted_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    for column in ('officer_id', 'region', 'unit_id'):
        op.create_index(f'ix_post_{column}', 'post', [column])
    # What every officer could do goes on: the general desk of their region, and dispatching.
    for kind in ('unit', 'dispatcher'):
        op.execute(
            'insert into post (officer_id, kind, region, since, confirmed_at)'
            f" select id, '{kind}', region, joined_at, joined_at from officer"
        )
    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('slot', sa.String(), nullable=False),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.Column('until', sa.BigInteger(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('ended_by', sa.Integer(), nullable=True),
    sa.Column('ended_why', sa.LargeBinary(), nullable=True),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_assignment_firm_id', 'assignment', ['firm_id'])
    op.create_index('ix_assignment_officer_id', 'assignment', ['officer_id'])
    op.create_index('ix_assignment_slot', 'assignment', ['firm_id', 'slot'], unique=True, sqlite_where=LASTS, postgresql_where=LASTS)
    op.create_table('absence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.Column('until', sa.BigInteger(), nullable=True),
    sa.Column('deputy_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_absence_officer_id', 'absence', ['officer_id'])
    op.create_index('ix_absence_deputy_id', 'absence', ['deputy_id'])
    op.create_table('departure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('heir_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('undone_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_departure_officer_id', 'departure', ['officer_id'])
    _invitations_up()


def _invitations_up() -> None:
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.add_column(sa.Column('posts', sa.String(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('made_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('made_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('revoked_at', sa.BigInteger(), nullable=True))
        # An account's number is larger than 32 bits by now.
        batch_op.alter_column('used_by', existing_type=sa.Integer(), type_=sa.BigInteger())
        batch_op.create_index('ix_invitation_made_by', ['made_by'])
    connection = op.get_bind()
    change = sa.text('update invitation set posts = :posts where id = :id')
    for number, region in connection.execute(sa.text('select id, region from invitation')).all():
        posts = [
            {'kind': kind, 'region': region, 'sector': None, 'unit_id': None}
            for kind in ('unit', 'dispatcher')
        ]
        values = {'posts': json.dumps(posts, ensure_ascii=False), 'id': number}
        connection.execute(change, values)


def _staff_down() -> None:
    with op.batch_alter_table('invitation') as batch_op:
        batch_op.drop_index('ix_invitation_made_by')
        batch_op.alter_column('used_by', existing_type=sa.BigInteger(), type_=sa.Integer())
        for column in ('revoked_at', 'made_at', 'made_by', 'posts'):
            batch_op.drop_column(column)
    for table in ('departure', 'absence', 'assignment', 'post', 'unit'):
        op.drop_table(table)


KEPT = ('audit', 'audit_seal')


def _audit_up() -> None:
    op.create_table('audit_seal',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('audit_id', sa.BigInteger(), nullable=False),
    sa.Column('key_id', sa.Integer(), nullable=False),
    sa.Column('mac', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('seq')
    )
    op.create_index('ix_audit_seal_audit_id', 'audit_seal', ['audit_id'], unique=True)
    op.create_table('audit_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('audit_id', sa.BigInteger(), nullable=False),
    sa.Column('key_id', sa.Integer(), nullable=False),
    sa.Column('mac', sa.String(), nullable=False),
    sa.Column('proof', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    # A slip with another program is refused; who means it is found by the seals.
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            'create or replace function only_added() returns trigger language plpgsql as'
            " $$ begin raise exception 'rows of % are only ever added', tg_table_name; end $$"
        )
        for table in KEPT:
            op.execute(
                f'create trigger only_added before update or delete or truncate on {table}'
                ' for each statement execute function only_added()'
            )
        return
    for table in KEPT:
        for act in ('update', 'delete'):
            op.execute(
                f'create trigger {table}_no_{act} before {act} on {table}'
                f" begin select raise(abort, 'rows of {table} are only ever added'); end"
            )


def _audit_down() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('drop trigger only_added on audit')
    else:
        for act in ('update', 'delete'):
            op.execute(f'drop trigger audit_no_{act}')
    op.drop_table('audit_mark')
    op.drop_table('audit_seal')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('drop function only_added')
