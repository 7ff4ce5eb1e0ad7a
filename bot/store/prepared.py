"""Statements made once, when their module is imported, and run by the driver itself.

SQLAlchemy writes their SQL, for SQLite as for PostgreSQL, and knows the types. To let it run them
too takes five times as long, and of a conversation, some twenty-five statements, that is a third.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, SelectBase, UpdateBase
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Row = tuple[Any, ...]


class Prepared:
    """One statement; an INSERT is given the names of its `columns`.

    Raises what SQLAlchemy would raise.
    """

    def __init__(self, statement: SelectBase | UpdateBase, columns: Iterable[str] = ()) -> None:
        self._statement, self._columns = statement, list(columns) or None
        self._form = cache(self._written_for)

    def run(self, connection: Connection, values: Values) -> list[Row]:
        """The rows that it finds or returns."""
        form = self._form(connection.dialect)
        driver = connection.connection.driver_connection
        try:
            return _rows(driver.execute(form.sql, form.bound(values)))  # type: ignore[union-attr]
        except connection.dialect.loaded_dbapi.Error as error:
            raise as_sqlalchemy(error, connection, form.sql) from error

    def one(self, connection: Connection, values: Values) -> Row | None:
        """The only row, or None."""
        return next(iter(self.run(connection, values)), None)

    def each(self, connection: Connection, many: Iterable[Values]) -> list[Row]:
        """Run it for each of the values; the rows of all."""
        if connection.dialect.name == "sqlite":
            return [row for values in many for row in self.run(connection, values)]
        form = self._form(connection.dialect)
        cursor: Any = connection.connection.cursor()
        try:
            # One journey to the server for all of them.
            cursor.executemany(form.sql, [form.bound(values) for values in many], returning=True)
            return [row for result in cursor.results() for row in _rows(result)]
        except connection.dialect.loaded_dbapi.Error as error:
            raise as_sqlalchemy(error, connection, form.sql) from error

    def _written_for(self, dialect: Dialect) -> "_Form":
        return _Form(self._statement.compile(dialect=dialect, column_keys=self._columns), dialect)


class _Form:
    """A statement as one database takes it: its SQL, what it brings along, and how types go in."""

    def __init__(self, compiled: Any, dialect: Dialect) -> None:
        self.sql = str(compiled)
        defaults = {it.key: it.default.arg for it in getattr(compiled, "insert_prefetch", ())}
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._brings = {**fixed, **defaults}
        processors = (
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.params
        )
        self._into = [(name, into) for name, into in processors if into]

    def bound(self, values: Values) -> dict[str, Any]:
        """The parameters as the driver takes them."""
        bound = {**self._brings, **values}
        for name, into in self._into:
            bound[name] = into(bound[name])
        return bound


def _rows(cursor: Any) -> list[Row]:
    return cursor.fetchall() if cursor.description else []


def as_sqlalchemy(error: Exception, connection: Connection, sql: str) -> Exception:
    """What SQLAlchemy makes of a driver's error; a connection that broke is not used again."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(error, connection.connection, None)  # type: ignore[arg-type]
    if gone:
        connection.invalidate(error)
    return DBAPIError.instance(
        sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=gone,
        dialect=dialect,
    )
