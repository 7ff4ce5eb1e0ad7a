"""INSERT … ON CONFLICT: the same words in SQLite and PostgreSQL, two imports in SQLAlchemy."""

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.models import Base


def insert(connection: Connection, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into `table` that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
