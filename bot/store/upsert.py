"""INSERT … ON CONFLICT: PostgreSQL's words, which SQLite understands as they are."""

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql

from bot.store.models import Base


def insert_into(table: type[Base]) -> postgresql.Insert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`, in both databases.

    Made once, when a module is imported, it costs a fraction of what it costs made anew each time.
    """
    return postgresql.insert(table)


def insert(connection: Connection, table: type[Base]) -> postgresql.Insert:
    """The same for where it does not matter."""
    return insert_into(table)
