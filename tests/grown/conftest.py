"""The servers, once a session, and a cleared database in PostgreSQL for each test."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.servers import PostgreSQL, RedisServer


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with servers.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    with servers.redis() as server:
        yield server


@pytest.fixture
def database_url(postgresql: PostgreSQL) -> str:
    """What the tests of the rest of the suite stand on here."""
    return postgresql.cleared()
