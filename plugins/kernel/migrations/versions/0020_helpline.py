"""helpline

Revision ID: 0020
Revises: 0019
Created: 2026-11-25 10:11:44.947842
"""

import json

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db
from plugins.kernel import vault

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    # From now on the lines are sealed; those that wait (能来、来不了 to a change of time, for days) go on waiting.
    waiting = op.get_bind().execute(sa.text("SELECT id, lines FROM question")).all()
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.alter_column('lines', existing_type=sa.JSON(), type_=sa.Text(), existing_nullable=False, postgresql_using='lines::text')
    for number, lines in waiting:
        text = lines if isinstance(lines, str) else json.dumps(lines, ensure_ascii=False)
        op.execute(sa.text("UPDATE question SET lines = :token WHERE id = :id").bindparams(token=vault.seal(text), id=number))

    op.create_table('need_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('platform', sa.String(length=20), nullable=False),
    sa.Column('user', sa.String(length=100), nullable=False),
    sa.Column('step', sa.String(length=20), nullable=False),
    sa.Column('parts', sa.Text(), nullable=False),
    sa.Column('written_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_draft')),
    sa.UniqueConstraint('platform', 'user', name=op.f('uq_need_draft_platform_user'))
    )
    with op.batch_alter_table('need_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_draft_written_at'), ['written_at'], unique=False)

    op.create_table('suspension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('community_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('since', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['community_id'], ['community.id'], name=op.f('fk_suspension_community_id_community'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_suspension_member_id_member'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension'))
    )
    with op.batch_alter_table('suspension', schema=None) as batch_op:
        batch_op.create_index('ix_suspension_member_id', ['member_id'], unique=False)

    op.create_table('helping_hand',
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('offered_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_helping_hand_member_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_helping_hand_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('ticket_id', 'member_id', name=op.f('pk_helping_hand'))
    )
    op.create_table('need',
    sa.Column('ticket_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sort', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=True),
    sa.Column('time', sa.Text(), nullable=True),
    sa.Column('sensitive', sa.Boolean(), nullable=False),
    sa.Column('wanted', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('rating', sa.String(length=10), nullable=True),
    sa.Column('erased_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_need_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('ticket_id', name=op.f('pk_need'))
    )
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_erased_at'), ['erased_at'], unique=False)

    op.create_table('private_look',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.Text(), nullable=True),
    sa.Column('looked_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_private_look_member_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_private_look_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_private_look'))
    )
    with op.batch_alter_table('private_look', schema=None) as batch_op:
        batch_op.create_index('ix_private_look_ticket_id', ['ticket_id'], unique=False)

    op.create_table('relayed_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('photos', sa.JSON(), nullable=False),
    sa.Column('said_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('recalled_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['member.id'], name=op.f('fk_relayed_line_by_id_member'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_relayed_line_ticket_id_ticket'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['to_id'], ['member.id'], name=op.f('fk_relayed_line_to_id_member'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relayed_line')),
    sa.UniqueConstraint('ticket_id', 'number', name=op.f('uq_relayed_line_ticket_id_number'))
    )


def downgrade() -> None:
    """Back to the one before."""
    op.execute("DELETE FROM question")
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.alter_column('lines', existing_type=sa.Text(), type_=sa.JSON(), existing_nullable=False, postgresql_using='lines::json')

    op.drop_table('relayed_line')
    with op.batch_alter_table('private_look', schema=None) as batch_op:
        batch_op.drop_index('ix_private_look_ticket_id')

    op.drop_table('private_look')
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_erased_at'))

    op.drop_table('need')
    op.drop_table('helping_hand')
    with op.batch_alter_table('suspension', schema=None) as batch_op:
        batch_op.drop_index('ix_suspension_member_id')

    op.drop_table('suspension')
    with op.batch_alter_table('need_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_need_draft_written_at'))

    op.drop_table('need_draft')
