"""INSERT … ON CONFLICT: PostgreSQL's words, which SQLite understands as they are."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql


def insert_into(table: Table[Any]) -> postgresql.Insert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`, in both databases.

    Made once, when a module is imported, it costs a fraction of what it costs made anew each time.
    """
    return postgresql.insert(table)


def insert(connection: Connection, table: Table[Any]) -> postgresql.Insert:
    """The same for where it does not matter."""
    return insert_into(table)
