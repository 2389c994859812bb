"""hazard reports

Revision ID: 0015
Revises: 0014
Created: 2026-11-25 10:06:54.515136
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table('hazard',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=8), nullable=False),
    sa.Column('core', sa.String(length=40), nullable=False),
    sa.Column('spot', sa.String(length=80), nullable=False),
    sa.Column('danger', sa.String(length=8), nullable=True),
    sa.Column('heard_at', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_hazard_community_id_community'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_hazard_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('ticket_id', name=op.f('pk_hazard'))
    )
    with op.batch_alter_table('hazard', schema=None) as batch_op:
        batch_op.create_index('ix_hazard_community_id_category_core', ['community_id', 'category', 'core'], unique=False)

    op.create_table('hazard_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('behalf_id', sa.Integer(), nullable=True),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('asked', sa.String(length=4), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('photos', sa.JSON(), nullable=False),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('heard_at', sa.JSON(), nullable=False),
    sa.Column('until', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['about_id'], ['ticket.id'], name=op.f('fk_hazard_draft_about_id_ticket'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['behalf_id'], ['member.id'], name=op.f('fk_hazard_draft_behalf_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_hazard_draft_community_id_community'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_hazard_draft_member_id_member'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hazard_draft'))
    )
    with op.batch_alter_table('hazard_draft', schema=None) as batch_op:
        batch_op.create_index('ix_hazard_draft_member_id', ['member_id'], unique=False)
        batch_op.create_index('ix_hazard_draft_until', ['until'], unique=False)


    op.create_table('hazard_week',
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_hazard_week_community_id_community'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('community_id', 'monday', name=op.f('pk_hazard_week'))
    )


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table('hazard_week')
    with op.batch_alter_table('hazard_draft', schema=None) as batch_op:
        batch_op.drop_index('ix_hazard_draft_until')
        batch_op.drop_index('ix_hazard_draft_member_id')

    op.drop_table('hazard_draft')
    with op.batch_alter_table('hazard', schema=None) as batch_op:
        batch_op.drop_index('ix_hazard_community_id_category_core')

    op.drop_table('hazard')
