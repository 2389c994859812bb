"""hazard categories

Revision ID: 0007
Revises: 0006
Created: 2026-11-25 09:53:08.574533
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table('hazard_category',
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=8), nullable=False),
    sa.Column('added', sa.JSON(), nullable=False),
    sa.Column('removed', sa.JSON(), nullable=False),
    sa.Column('owner', sa.String(length=10), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('hours', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_hazard_category_community_id_community'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_hazard_category_team_id_team'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('community_id', 'name', name=op.f('pk_hazard_category'))
    )


def downgrade() -> None:
    """Back to the one before."""
    op.drop_table('hazard_category')
