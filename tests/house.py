"""The whole bot in this process, asked by a test client: no port, no worker, no Meta."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select

from bot import create_app
from bot.store.database import Database
from bot.store.models import METADATA
from tests import tables
from tests.runtime import settings


class House:
    """The app with a database in `folder`; `browser` sits at the same machine."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.settings = settings("http://127.0.0.1:9", f"sqlite:///{folder / 'bot.db'}", **more)
        tables.lay(self.settings.database_url)
        self.app = create_app(self.settings)
        self.browser: FlaskClient = self.app.test_client()
        self.database = Database(self.settings.database_url)

    def stored(self) -> int:
        """How many rows there are in all tables."""
        with self.database.reading() as connection:
            tables = METADATA.sorted_tables
            return sum(
                connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables
            )

    def close(self) -> None:
        self.app.extensions["engine"].stop()
        self.database.close()
