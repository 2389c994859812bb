"""messages that may be recalled

Revision ID: 0003
Revises: 0002
Created: 2026-11-25 09:34:39.561670
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""

    op.create_table('watched_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=300), nullable=False),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('about', sa.String(length=200), nullable=False),
    sa.Column('heard_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watched_message')),
    sa.UniqueConstraint('key', 'room', name=op.f('uq_watched_message_key_room'))
    )
    with op.batch_alter_table('watched_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_watched_message_heard_at'), ['heard_at'], unique=False)




def downgrade() -> None:
    """Back to the one before."""

    with op.batch_alter_table('watched_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_watched_message_heard_at'))

    op.drop_table('watched_message')

