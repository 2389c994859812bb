"""words of deeds and questions beside each other

Revision ID: 0012
Revises: 0011
Created: 2026-11-25 09:46:20.487537
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.add_column(sa.Column('told_starts_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('told_ends_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('confirm_by', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('digest_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('goes_ahead_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.add_column(sa.Column('words', sa.String(length=200), nullable=True))
        batch_op.create_index('ix_deed_done_at', ['done_at'], unique=False, sqlite_where=sa.text('words IS NOT NULL'), postgresql_where=sa.text('words IS NOT NULL'))

    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('topic', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answered', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('asked_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False, server_default='2026-01-01 00:00:00'))
        batch_op.drop_constraint(batch_op.f('uq_question_platform_user_chat'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_question_platform_user_chat_topic'), ['platform', 'user', 'chat', 'topic'])
    with op.batch_alter_table('question', schema=None) as batch_op:  # the defaults were for the rows that stood there
        for name in ('topic', 'answered', 'asked_at'):
            batch_op.alter_column(name, server_default=None)




def downgrade() -> None:
    """Back to the one before."""
    op.execute("DELETE FROM question WHERE topic <> ''")  # there was room for one only
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_question_platform_user_chat_topic'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_question_platform_user_chat'), ['platform', 'user', 'chat'])
        batch_op.drop_column('asked_at')
        batch_op.drop_column('answered')
        batch_op.drop_column('topic')

    with op.batch_alter_table('deed', schema=None) as batch_op:
        batch_op.drop_index('ix_deed_done_at', sqlite_where=sa.text('words IS NOT NULL'), postgresql_where=sa.text('words IS NOT NULL'))
        batch_op.drop_column('words')

    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_column('goes_ahead_at')
        batch_op.drop_column('digest_at')
        batch_op.drop_column('confirm_by')
        batch_op.drop_column('told_ends_at')
        batch_op.drop_column('told_starts_at')

