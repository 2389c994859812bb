"""several processes

Revision ID: 0027
Revises: 0026
Created: 2026-11-25 19:16:41.020588
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table('lease',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('holder', sa.String(length=8), nullable=False),
    sa.Column('until', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('seen_by', sa.String(length=8), nullable=True))

    with op.batch_alter_table('outgoing_message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('claimed_by', sa.String(length=8), nullable=True))



def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table('outgoing_message', schema=None) as batch_op:
        batch_op.drop_column('claimed_by')

    with op.batch_alter_table('incident', schema=None) as batch_op:
        batch_op.drop_column('seen_by')
        batch_op.drop_column('seen_at')

    op.drop_table('lease')
