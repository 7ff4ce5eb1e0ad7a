"""Prepared statements: any number of rows, and errors that tell nobody's words."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.store.models import INBOX, OUTBOX
from bot.store.prepared import Prepared
from bot.store.upsert import insert_into
from tests.runtime import Runtime

ADD = Prepared(
    insert_into(INBOX).on_conflict_do_nothing().returning(INBOX.c.key),
    columns=("key", "psid", "at", "body", "received_at"),
)
SAY = Prepared(insert_into(OUTBOX), columns=("psid", "edge", "body", "is_nicety", "due_at"))


def event(number: int) -> dict[str, object]:
    return {"key": f"k{number}", "psid": "1", "at": number, "body": "{}", "received_at": 1.0}


@pytest.mark.parametrize("count", [0, 1, 2, 32, 33, 100])
def test_any_number_of_rows_is_stored_in_order_and_each_is_told_of(
    runtime: Runtime, count: int
) -> None:
    with runtime.database.writing() as connection:
        told = ADD.each(connection, [event(number) for number in range(count)])
    assert told == [(f"k{number}",) for number in range(count)]
    assert [row.key for row in runtime.rows(INBOX)] == [f"k{it}" for it in range(count)]


def test_what_is_there_already_is_not_told_of(runtime: Runtime) -> None:
    with runtime.database.writing() as connection:
        ADD.each(connection, [event(2)])
        assert ADD.each(connection, [event(1), event(2), event(3)]) == [("k1",), ("k3",)]


def test_columns_that_are_not_named_have_their_defaults(runtime: Runtime) -> None:
    call = {"psid": "1", "edge": "messages", "body": "{}", "is_nicety": True, "due_at": 1.0}
    with runtime.database.writing() as connection:
        SAY.each(connection, [call, call])
    assert [(row.state, row.attempts) for row in runtime.rows(OUTBOX)] == [("waiting", 0)] * 2


def test_an_error_is_sqlalchemys_and_does_not_tell_what_was_to_be_stored(runtime: Runtime) -> None:
    nobody = {**event(1), "psid": None, "body": "what they wrote"}
    with pytest.raises(IntegrityError) as caught, runtime.database.writing() as connection:
        ADD.run(connection, nobody)
    assert "what they wrote" not in str(caught.value)
    assert runtime.rows(INBOX) == []
