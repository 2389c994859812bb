"""kinds of service

Revision ID: 0018
Revises: 0017
Created: 2026-11-25 10:37:10.595365
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table('service_kind',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('short', sa.String(length=20), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_service_kind_community_id_community'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_kind')),
    sa.UniqueConstraint('community_id', 'name', name=op.f('uq_service_kind_community_id_name'))
    )
    op.drop_index('ix_ledger_entry_boards', 'ledger_entry')
    for table in ('activity', 'ledger_entry', 'team'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('service_id', sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                op.f(f'fk_{table}_service_id_service_kind'), 'service_kind', ['service_id'], ['id'], ondelete='RESTRICT'
            )
    op.create_index('ix_ledger_entry_boards', 'ledger_entry', ['community_id', 'earned_at', 'member_id', 'team_id', 'service_id', 'book', 'amount'])


def downgrade() -> None:
    """Back to the one before."""
    op.drop_index('ix_ledger_entry_boards', 'ledger_entry')
    for table in ('team', 'ledger_entry', 'activity'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f'fk_{table}_service_id_service_kind'), type_='foreignkey')
            batch_op.drop_column('service_id')
    op.create_index('ix_ledger_entry_boards', 'ledger_entry', ['community_id', 'earned_at', 'member_id', 'team_id', 'book', 'amount'])
    op.drop_table('service_kind')
