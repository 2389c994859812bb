"""private letters

Revision ID: 0010
Revises: 0009
Created: 2026-11-25 09:40:40.018837
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table('outgoing_message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sealed', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('pictures', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('thread', sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column('recalls', sa.String(length=200), nullable=True))
        batch_op.create_index('ix_outgoing_message_thread', ['thread'], unique=False)



def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table('outgoing_message', schema=None) as batch_op:
        batch_op.drop_index('ix_outgoing_message_thread')
        batch_op.drop_column('recalls')
        batch_op.drop_column('thread')
        batch_op.drop_column('pictures')
        batch_op.drop_column('sealed')
