"""Brings the tables up to date with Alembic: by itself on SQLite, by `flask migrate` elsewhere."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.store.database import Database, DatabaseError

# The newest migration in migrations/versions/.
HEAD = "0005"

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any number, the same in all processes: who holds it migrates, the others wait.
_LOCK = 7_202_612


class DatabaseAway(SystemExit):
    """Ends `flask` and gunicorn with the message, no traceback."""


def ensure_tables(database: Database) -> None:
    """Migrate a SQLite file. Elsewhere the release phase does that, with `flask migrate`, and a bot
    without tables starts: it answers 503 until they are there, and its health says why.
    """
    try:
        if database.is_sqlite and not is_current(database):
            migrate(database)
    except DatabaseError as error:
        raise DatabaseAway(
            f"The database cannot be used ({type(error).__name__}). Is its folder there and "
            "writable, and is DATABASE_URL right?"
        ) from None


def is_current(database: Database) -> bool:
    """Whether the tables are those of this code."""
    with database.reading() as connection:
        return _version(connection) == HEAD


def migrate(database: Database) -> None:
    """Run the migrations that are missing; safe from several processes at once."""
    from alembic import command  # not needed, and not loaded, where nothing is to be done
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return version
