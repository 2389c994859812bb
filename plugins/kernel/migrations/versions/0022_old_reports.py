"""old reports

Revision ID: 0022
Revises: 0021
Created: 2026-11-25 13:33:00
"""

import sqlalchemy as sa
from alembic import op

import plugins.kernel.db

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    with op.batch_alter_table('hazard', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erased_at', plugins.kernel.db.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Back to the one before it."""
    with op.batch_alter_table('hazard', schema=None) as batch_op:
        batch_op.drop_column('erased_at')
