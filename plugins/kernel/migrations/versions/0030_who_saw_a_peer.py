"""who saw a peer

Revision ID: 0030
Revises: 0029
Created: 2026-11-25 20:16:31.444883
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table('peer_seen', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_by', sa.String(length=8), nullable=True))



def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table('peer_seen', schema=None) as batch_op:
        batch_op.drop_column('seen_by')

