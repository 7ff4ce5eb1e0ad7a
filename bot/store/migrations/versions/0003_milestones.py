"""What people reach by a ref or a topic, and its sums by the day."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "campaign_day",
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("campaign", sa.String(length=200), nullable=False),
        sa.Column("milestone", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "campaign", "milestone", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "milestone",
        sa.Column("who", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("campaign", sa.String(length=200), nullable=False),
        sa.Column("milestone", sa.String(length=16), nullable=False),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("who", "kind", "campaign", "milestone"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("milestone")
    op.drop_table("campaign_day")
