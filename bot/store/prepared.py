"""Statements made once, when their module is imported, and run by the driver itself.

SQLAlchemy writes their SQL, for SQLite as for PostgreSQL, and knows the types. To let it run them
too takes five times as long, and of a conversation, some twenty-five statements, that is a third.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, SelectBase, UpdateBase, bindparam
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Row = tuple[Any, ...]

# So many rows at most in one statement; each number of rows is a statement of its own.
_MOST_ROWS = 32


class Prepared:
    """One statement; an INSERT is given the names of its `columns`.

    Raises what SQLAlchemy would raise.
    """

    def __init__(self, statement: SelectBase | UpdateBase, columns: Iterable[str] = ()) -> None:
        self._statement, self._columns = statement, list(columns)
        # By the database's name and the number of rows.
        self._forms: dict[tuple[str, int], _Form] = {}

    def run(self, connection: Connection, values: Values) -> list[Row]:
        """The rows that it finds or returns."""
        form = self._form(connection.dialect)
        return form.run(connection, form.bound(values))

    def one(self, connection: Connection, values: Values) -> Row | None:
        """The only row, or None."""
        return next(iter(self.run(connection, values)), None)

    def each(self, connection: Connection, many: Sequence[Values]) -> list[Row]:
        """An INSERT of many rows; what it returns of all."""
        if connection.dialect.name == "sqlite":
            return [row for values in many for row in self.run(connection, values)]
        # One journey to the server for many of them.
        rows: list[Row] = []
        for start in range(0, len(many), _MOST_ROWS):
            some = many[start : start + _MOST_ROWS]
            form = self._form(connection.dialect, len(some))
            numbered = {_nth(name, n): it for n, row in enumerate(some) for name, it in row.items()}
            rows += form.run(connection, form.bound(numbered))
        return rows

    def _form(self, dialect: Dialect, rows: int = 1) -> "_Form":
        form = self._forms.get((dialect.name, rows))
        if form is None:
            form = self._forms[dialect.name, rows] = self._written_for(dialect, rows)
        return form

    def _written_for(self, dialect: Dialect, rows: int) -> "_Form":
        statement = self._statement
        if isinstance(statement, Insert):
            table = statement.table.columns
            plain = {
                it.key: it.default.arg  # type: ignore[attr-defined]
                for it in table
                if it.default and it.default.is_scalar
            }
            statement = statement.values([plain | self._row(table, it) for it in range(rows)])
        return _Form(statement.compile(dialect=dialect), dialect)

    def _row(self, table: Any, number: int) -> dict[str, Any]:
        return {it: bindparam(_nth(it, number), type_=table[it].type) for it in self._columns}


class _Form:
    """A statement as one database takes it: its SQL, what it brings along, and how types go in."""

    def __init__(self, compiled: Any, dialect: Dialect) -> None:
        self._sql = str(compiled)
        self._brings = {name: it for name, it in compiled.params.items() if it is not None}
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

    def run(self, connection: Connection, bound: dict[str, Any]) -> list[Row]:
        """The rows that it finds or returns."""
        driver: Any = connection.connection.driver_connection
        try:
            return _rows(driver.execute(self._sql, bound))
        except connection.dialect.loaded_dbapi.Error as error:
            raise as_sqlalchemy(error, connection, self._sql) from error


def _nth(name: str, number: int) -> str:
    """The parameter's name in a row; in the first it is the column's own."""
    return f"{name}__{number}" if number else name


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
        connection_invalidated=gone,
        dialect=dialect,
    )
