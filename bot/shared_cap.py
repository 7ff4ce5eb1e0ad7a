"""The same cap for any number of processes and machines: Redis hands out the places in time."""

import logging
import time
from typing import TYPE_CHECKING

from bot.cap import Cap

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger(__name__)

# Microseconds to wait for the next free place, by Redis's own clock; one caller after another. No
# queue is ten seconds long: where it seems so, another Redis took over, or its clock went back.
_NEXT_PLACE = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local mine = math.max(now - ARGV[1], tonumber(redis.call('GET', KEYS[1]) or '0'))
if mine - now > 10000000 then mine = now end
redis.call('SET', KEYS[1], string.format('%.0f', mine + ARGV[1]), 'PX', 60000)
return mine - now
"""
# How long Redis may take, and how long it is left alone after it took longer: seconds.
_PATIENCE = 1.0


class SharedCap(Cap):
    """While Redis is away, each process keeps to its own share instead."""

    def __init__(self, client: "Redis", page_id: str, processes: int) -> None:
        super().__init__(processes)
        self._script = client.register_script(_NEXT_PLACE)
        self._key = f"next_call:{page_id}"
        self._gap_of_all = self._gap / processes
        self._away_until = 0.0

    def wait(self) -> None:
        """Return when this call's turn has come."""
        from redis.exceptions import RedisError

        if time.monotonic() < self._away_until:
            return super().wait()
        try:
            gap = round(self._gap_of_all * 1_000_000)
            seconds = float(self._script(keys=[self._key], args=[gap])) / 1_000_000
        except RedisError as error:
            self._away_until = time.monotonic() + _PATIENCE
            log.warning("Redis is away (%s); each process keeps its share", type(error).__name__)
            return super().wait()
        self._next = time.monotonic() + seconds
        time.sleep(max(0.0, seconds))


def cap_for(broker_url: str | None, page_id: str, processes: int) -> Cap:
    """The cap of one process: shared where there is a Redis, else its share of `processes`."""
    if not (broker_url or "").startswith("redis"):
        return Cap(processes)
    return SharedCap(redis_at(str(broker_url)), page_id, processes)


def redis_at(url: str) -> "Redis":
    """The Redis at this address; whoever asks it waits no longer than a moment."""
    # Loaded only where it is used.
    from redis import Redis

    return Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
