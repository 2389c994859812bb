"""sections and who may come

Revision ID: 0011
Revises: 0010
Created: 2026-11-25 09:52:09.240463
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table('conditions',
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('party', sa.String(length=10), nullable=True),
    sa.Column('age_from', sa.Integer(), nullable=True),
    sa.Column('insured', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('most_proxied', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_conditions_activity_id_activity'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_conditions_team_id_team'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('activity_id', name=op.f('pk_conditions'))
    )
    op.create_table('section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('starts_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ends_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('minimum', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('rota', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('called_off', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_section_activity_id_activity'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_section_team_id_team'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_section')),
    sa.UniqueConstraint('activity_id', 'name', name=op.f('uq_section_activity_id_name'))
    )
    op.create_table('seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sign_up_id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('queued_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('late', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('outcome', sa.String(length=10), nullable=True),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_seat_section_id_section'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['sign_up_id'], ['sign_up.id'], name=op.f('fk_seat_sign_up_id_sign_up'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat')),
    sa.UniqueConstraint('sign_up_id', 'section_id', name=op.f('uq_seat_sign_up_id_section_id'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index('ix_seat_section_id', ['section_id'], unique=False)



def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index('ix_seat_section_id')

    op.drop_table('seat')
    op.drop_table('section')
    op.drop_table('conditions')
