"""Schedules of broadcasts; a broadcast may be cancelled, and knows the schedule it comes from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("flow", sa.String(length=64), nullable=False),
        sa.Column("cron", sa.String(length=100), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("next_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("broadcast", sa.Column("schedule_id", sa.BigInteger(), nullable=True))
    op.add_column("broadcast", sa.Column("cancelled_at", sa.Float(precision=53), nullable=True))


def downgrade() -> None:
    op.drop_column("broadcast", "cancelled_at")
    op.drop_column("broadcast", "schedule_id")
    op.drop_table("schedule")
