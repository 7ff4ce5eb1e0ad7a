"""How often something may fail from one address: log-ins, and nothing else.

Behind a proxy everybody has the proxy's address, so what people only read has no limit. Each
process counts for itself, in memory.
"""

import logging
import time
from functools import cached_property
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from werkzeug.exceptions import TooManyRequests

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import FixedWindowRateLimiter

log = logging.getLogger(__name__)


class Attempts:
    """Counts failures by address; `most` as "10 per minute"."""

    def __init__(self, most: str) -> None:
        self._said = most

    @cached_property
    def _counted(self) -> "tuple[FixedWindowRateLimiter, RateLimitItem]":
        # Loaded at the first log-in: a twentieth of the bot's start, and few processes see one.
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import FixedWindowRateLimiter

        return FixedWindowRateLimiter(MemoryStorage()), parse(self._said)

    def check(self, address: str | None) -> None:
        """Raise TooManyRequests, with the seconds to wait, where as many have failed."""
        key = _neighbourhood(address)
        counted, most = self._counted
        if not counted.test(most, key):
            ends = counted.get_window_stats(most, key).reset_time
            raise TooManyRequests(retry_after=max(1, round(ends - time.time())))

    def fail(self, address: str | None) -> None:
        """One more has failed."""
        key = _neighbourhood(address)
        counted, most = self._counted
        counted.hit(most, key)
        if not counted.test(most, key):
            log.warning("log-ins keep failing: one address may try no more for a while")


def _neighbourhood(address: str | None) -> str:
    """What counts together: an address, or of IPv6 the 64 bits that one customer is given."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return "elsewhere"
    return str(int(known) >> 64) if isinstance(known, IPv6Address) else str(known)
