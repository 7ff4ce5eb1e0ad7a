"""Rate limits and the headers that tell of them (Meta: "Rate Limiting")."""

import json
import math
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from simulator.clock import DAY, MINUTE
from simulator.graph.errors import GraphError

SENDS, MEDIA_SENDS = 300, 10  # calls a second and Page
PROFILE_CALLS = 10  # of the Messenger Profile API in ten minutes


class Limit:
    """At most `most` calls in a sliding `window`, in whatever unit `now` counts."""

    def __init__(self, most: int, window: float, now: Callable[[], float]) -> None:
        self.most, self._window, self._now = most, window, now
        self._taken: deque[float] = deque()

    def take(self, code: int = 613) -> None:
        """Count a call, or raise 613 or another code. A refused call is not counted."""
        if self.used() >= self.most:
            raise GraphError(
                code, f"Calls to this api have exceeded the rate limit ({self.most} calls)"
            )
        self._taken.append(self._now())

    def free_in(self) -> float:
        """How long until a call is allowed again."""
        return self._taken[0] + self._window - self._now() if self.used() >= self.most else 0

    def used(self) -> int:
        """The calls within the window that ends now."""
        while self._taken and self._taken[0] <= self._now() - self._window:
            self._taken.popleft()
        return len(self._taken)

    def percent(self) -> int:
        """How much of the limit is used up."""
        return self.used() * 100 // self.most

    def clear(self) -> None:
        """Forget the calls so far."""
        self._taken.clear()


class Rates:
    """The Page's limits. Sends run in real seconds, the profile's minutes on the clock."""

    def __init__(self, clock_now: Callable[[], int]) -> None:
        self.sends = Limit(SENDS, 1.0, time.monotonic)
        self.media_sends = Limit(MEDIA_SENDS, 1.0, time.monotonic)
        self.profile_calls = Limit(PROFILE_CALLS, 10 * MINUTE, clock_now)
        self.daily_calls = Limit(0, DAY, clock_now)
        self._menu_calls: dict[str, Limit] = {}
        self._clock_now = clock_now

    def take_call(self, most: int) -> None:
        """Count any call against the Page's day; raise 80006 above `most`."""
        self.daily_calls.most = most
        self.daily_calls.take(80006)

    def take_menu_call(self, psid: str) -> None:
        """Count a call about one person's own menu."""
        fresh = Limit(PROFILE_CALLS, 10 * MINUTE, self._clock_now)
        self._menu_calls.setdefault(psid, fresh).take()

    def take_send(self, message: dict[str, Any] | None) -> None:
        """Count a call of the Send API; audio and video have a limit of their own."""
        attachment = (message or {}).get("attachment")
        kind = attachment.get("type") if isinstance(attachment, dict) else None
        (self.media_sends if kind in ("audio", "video") else self.sends).take()

    def clear(self) -> None:
        """Forget the calls so far."""
        for limit in (self.sends, self.media_sends, self.profile_calls, self.daily_calls):
            limit.clear()
        self._menu_calls.clear()

    def headers(self, page_id: str, regain: int | None = None) -> dict[str, str]:
        """The usage headers, in percent, in Meta's shape.

        `regain`: the call was refused for its rate, and access is back in so many minutes.
        """
        daily = self.daily_calls
        count = daily.percent() if daily.most else self.sends.percent()
        if daily.most and daily.used() >= daily.most:
            regain = math.ceil(daily.free_in() / MINUTE)
        count = count if regain is None else 100
        used = {"call_count": count, "total_cputime": 0, "total_time": 0}
        case = {"type": "messenger", **used, "estimated_time_to_regain_access": regain or 0}
        return {
            "X-App-Usage": json.dumps({"call_count": 0, "total_cputime": 0, "total_time": 0}),
            "X-Business-Use-Case-Usage": json.dumps({page_id: [case]}),
        }
