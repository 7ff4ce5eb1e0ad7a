"""Runs migrations on the connection that bot.store.migrate hands over, in its transaction."""

from alembic import context

from bot.store.models import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    transactional_ddl=True,
)
context.run_migrations()
