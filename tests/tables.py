"""A SQLite file with the bot's tables, migrated once a process: each time takes much longer."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from bot.store.database import Database
from bot.store.migrate import migrate


def lay(url: str) -> None:
    """Put the tables where the URL names a SQLite file that is not there yet."""
    address = make_url(url)
    if address.database and address.get_backend_name() == "sqlite":
        path = Path(address.database)
        if not path.exists():
            path.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        database = Database(f"sqlite:///{path}")
        migrate(database)
        database.close()
        return path.read_bytes()
