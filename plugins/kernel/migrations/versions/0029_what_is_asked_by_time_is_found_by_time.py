"""what is asked by time is found by time

Revision ID: 0029
Revises: 0028
Created: 2026-11-25 20:15:35.066866
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_index("ix_activity_starts_at", "activity", ["starts_at"])
    for name, table, column in PARTIAL:
        filled = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=filled, postgresql_where=filled)


def downgrade() -> None:
    """Back to the one before."""
    for name, table, _ in reversed(PARTIAL):
        op.drop_index(name, table_name=table)
    op.drop_index("ix_activity_starts_at", table_name="activity")


PARTIAL = (
    ("ix_activity_digest_at", "activity", "digest_at"),
    ("ix_account_left_at", "account", "left_at"),
    ("ix_member_proxy_id", "member", "proxy_id"),
)
