"""What was done long ago is forgotten in small steps; what waits stays."""

from bot.store.models import INBOX, OUTBOX
from bot.store.retention import Retention
from tests.meta import Meta, refusal
from tests.runtime import Runtime, text

ANA, BEN = "2000002", "2000003"
DAY = 86_400.0


def retention(runtime: Runtime, days: int = 30) -> Retention:
    return Retention(runtime.database, runtime.clock, days)


def all_steps(of: Retention) -> int:
    """How many steps it takes until there is nothing more to do."""
    steps = 1
    while of.step():
        steps += 1
    return steps


def test_what_is_done_and_old_goes_and_what_is_young_stays(runtime: Runtime) -> None:
    runtime.gets(text(ANA, "hi", "m_old"))
    runtime.settles(ANA)
    runtime.now += 29 * DAY
    keeping = retention(runtime)
    all_steps(keeping)
    assert len(runtime.rows(INBOX)) == 1
    runtime.gets(text(BEN, "hi", "m_young"))
    runtime.settles(BEN)
    runtime.now += 2 * DAY
    all_steps(keeping)
    assert [row.psid for row in runtime.rows(INBOX)] == [BEN]
    assert {row.psid for row in runtime.rows(OUTBOX)} == {BEN}


def test_what_waits_stays_however_old(runtime: Runtime, meta: Meta) -> None:
    meta.answers = lambda call: refusal(2)
    runtime.gets(text(ANA, "hi", "m_1"))
    runtime.converses(ANA)
    runtime.gets(text(ANA, "hi", "m_2"))
    runtime.now += 400 * DAY
    all_steps(retention(runtime))
    assert [row.handled_at is None for row in runtime.rows(INBOX)] == [True]
    assert {row.state for row in runtime.rows(OUTBOX)} == {"waiting"}


def test_many_rows_go_in_many_steps_past_those_that_wait(runtime: Runtime) -> None:
    runtime.gets(*(text(str(number), "hi", f"m_{number}") for number in range(900)))
    with runtime.database.writing() as connection:
        table = INBOX
        late = table.c.psid != "0"
        connection.execute(table.update().where(late).values(handled_at=runtime.now))
    runtime.now += 31 * DAY
    assert all_steps(retention(runtime)) == 5
    assert [row.psid for row in runtime.rows(INBOX)] == ["0"]
