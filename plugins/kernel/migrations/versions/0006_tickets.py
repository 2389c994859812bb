"""tickets

Revision ID: 0006
Revises: 0005
Created: 2026-11-25 09:46:21.173009
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table('ticket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('level', sa.String(length=10), nullable=False),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('photos', sa.JSON(), nullable=False),
    sa.Column('reporter_id', sa.Integer(), nullable=True),
    sa.Column('behalf_id', sa.Integer(), nullable=True),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('office', sa.String(length=10), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.Column('handler_id', sa.Integer(), nullable=True),
    sa.Column('duplicate_of_id', sa.Integer(), nullable=True),
    sa.Column('opened_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('timed_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('rung', sa.Integer(), nullable=False),
    sa.Column('wake_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('nudged_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('finished_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('closed_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('verdict', sa.String(length=10), nullable=True),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('verified_by_id', sa.Integer(), nullable=True),
    sa.Column('reopened', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['behalf_id'], ['member.id'], name=op.f('fk_ticket_behalf_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_ticket_community_id_community'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['member.id'], name=op.f('fk_ticket_confirmed_by_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['duplicate_of_id'], ['ticket.id'], name=op.f('fk_ticket_duplicate_of_id_ticket'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['handler_id'], ['member.id'], name=op.f('fk_ticket_handler_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_ticket_place_id_place'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['post_id'], ['place.id'], name=op.f('fk_ticket_post_id_place'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['reporter_id'], ['member.id'], name=op.f('fk_ticket_reporter_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_ticket_team_id_team'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['verified_by_id'], ['member.id'], name=op.f('fk_ticket_verified_by_id_member'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket')),
    sa.UniqueConstraint('community_id', 'number', name=op.f('uq_ticket_community_id_number'))
    )
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.create_index('ix_ticket_community_id_kind_place', ['community_id', 'kind', 'place'], unique=False)
        batch_op.create_index('ix_ticket_community_id_state_due_at', ['community_id', 'state', 'due_at'], unique=False)
        batch_op.create_index('ix_ticket_handler_id_state', ['handler_id', 'state'], unique=False)
        batch_op.create_index('ix_ticket_post_id_state', ['post_id', 'state'], unique=False)
        batch_op.create_index('ix_ticket_reporter_id', ['reporter_id'], unique=False)
        batch_op.create_index('ix_ticket_team_id_state', ['team_id', 'state'], unique=False)
        batch_op.create_index('ix_ticket_wake_at', ['wake_at'], unique=False)

    op.create_table('ticket_follower',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('since', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_ticket_follower_member_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_ticket_follower_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('ticket_id', 'member_id', name=op.f('pk_ticket_follower'))
    )
    with op.batch_alter_table('ticket_follower', schema=None) as batch_op:
        batch_op.create_index('ix_ticket_follower_member_id', ['member_id'], unique=False)

    op.create_table('ticket_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('verb', sa.String(length=10), nullable=True),
    sa.Column('before', sa.String(length=10), nullable=True),
    sa.Column('after', sa.String(length=10), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('done_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('photos', sa.JSON(), nullable=False),
    sa.Column('prior', sa.JSON(), nullable=False),
    sa.Column('undone_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_ticket_step_member_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_ticket_step_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket_step'))
    )
    with op.batch_alter_table('ticket_step', schema=None) as batch_op:
        batch_op.create_index('ix_ticket_step_ticket_id', ['ticket_id'], unique=False)



def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table('ticket_step', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_step_ticket_id')

    op.drop_table('ticket_step')
    with op.batch_alter_table('ticket_follower', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_follower_member_id')

    op.drop_table('ticket_follower')
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_wake_at')
        batch_op.drop_index('ix_ticket_team_id_state')
        batch_op.drop_index('ix_ticket_reporter_id')
        batch_op.drop_index('ix_ticket_post_id_state')
        batch_op.drop_index('ix_ticket_handler_id_state')
        batch_op.drop_index('ix_ticket_community_id_state_due_at')
        batch_op.drop_index('ix_ticket_community_id_kind_place')

    op.drop_table('ticket')
