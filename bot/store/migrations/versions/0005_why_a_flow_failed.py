"""Where and why a flow failed at an event, for whoever keeps the bot running."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("why", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("inbox", "why")
