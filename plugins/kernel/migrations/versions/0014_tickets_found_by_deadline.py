"""tickets found by deadline

Revision ID: 0014
Revises: 0013
Created: 2026-11-25 10:30:34.587683
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ticket_handler_id_state'))
        batch_op.drop_index(batch_op.f('ix_ticket_post_id_state'))
        batch_op.drop_index(batch_op.f('ix_ticket_team_id_state'))
        batch_op.create_index('ix_ticket_community_id_office_state_due_at', ['community_id', 'office', 'state', 'due_at'], unique=False)
        batch_op.create_index('ix_ticket_handler_id_state_due_at', ['handler_id', 'state', 'due_at'], unique=False)
        batch_op.create_index('ix_ticket_post_id_state_due_at', ['post_id', 'state', 'due_at'], unique=False)
        batch_op.create_index('ix_ticket_team_id_state_due_at', ['team_id', 'state', 'due_at'], unique=False)



def downgrade() -> None:
    """Back to the one before."""
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_team_id_state_due_at')
        batch_op.drop_index('ix_ticket_post_id_state_due_at')
        batch_op.drop_index('ix_ticket_handler_id_state_due_at')
        batch_op.drop_index('ix_ticket_community_id_office_state_due_at')
        batch_op.create_index(batch_op.f('ix_ticket_team_id_state'), ['team_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_ticket_post_id_state'), ['post_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_ticket_handler_id_state'), ['handler_id', 'state'], unique=False)

