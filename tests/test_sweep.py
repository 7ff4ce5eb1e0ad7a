"""The sweep finds whom nobody is at, also where the clock jumps."""

from bot.store import lease
from bot.store.lease import LEASE_SECONDS
from bot.store.sweep import Sweep
from tests.meta import Meta, content, refusal
from tests.runtime import NOW, Runtime
from tests.welcomed import hellos, is_whole, repeats

ANA, BEN = "2000002", "2000003"
HOUR = 3600.0


def test_when_a_clock_that_was_ahead_goes_back_nobody_waits_until_it_is_there_again(
    runtime: Runtime, meta: Meta
) -> None:
    sweep = Sweep(runtime.database, runtime.clock)
    runtime.now = NOW + HOUR
    meta.answers = lambda call: refusal(2) if call.is_message else content(call)
    runtime.gets(*hellos([ANA, BEN]))
    assert sweep() == [ANA, BEN]
    runtime.converses(ANA)  # what it says is to be tried again in a second
    with runtime.database.writing() as connection:
        assert lease.claim(connection, BEN, runtime.now)  # by a worker that dies
    assert sweep() == []
    meta.answers = content
    runtime.now = NOW
    assert sweep() == [ANA]
    runtime.settles(ANA)
    runtime.now = NOW + LEASE_SECONDS + 1
    assert sweep() == [BEN]
    runtime.settles(BEN)
    assert is_whole(meta, [ANA, BEN])
    assert repeats(meta, [ANA, BEN]) == 0
