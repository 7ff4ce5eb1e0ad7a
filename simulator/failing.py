"""What Messenger does about a bot that fails (Meta: "Webhooks"): it warns, then unsubscribes."""

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

from simulator.clock import MINUTE

ALERT_AFTER = 15 * MINUTE
UNSUBSCRIBE_AFTER = 60 * MINUTE
KEPT = 100

ALERT = (
    "The webhook has failed for 15 minutes without a break: Messenger alerts the developers. After "
    "an hour it ends the subscription."
)
UNSUBSCRIBED = (
    "Webhooks Disabled: the webhook failed for an hour without a break, so the app is no longer "
    "subscribed to the Page, and what waited is lost. POST /PAGE/subscribed_apps subscribes it "
    "again."
)


@dataclass(frozen=True, slots=True)
class Alert:
    """A message to the app's developers; `kind` is "failing" or "unsubscribed"."""

    at: int
    kind: str
    text: str


class Failing:
    """How long every delivery has failed; `unsubscribe` is called once that is an hour."""

    def __init__(
        self,
        now: Callable[[], int],
        unsubscribe: Callable[[], None],
    ) -> None:
        self.since: int | None = None
        self._alerts: deque[Alert] = deque(maxlen=KEPT)
        self._alerted = False
        self._now, self._unsubscribe = now, unsubscribe
        self._lock = Lock()

    def note(self, succeeded: bool) -> None:
        """An attempt ended."""
        with self._lock:
            disabled = self._judge(succeeded)
        if disabled:
            self._unsubscribe()

    def begin_anew(self) -> None:
        """The Page was subscribed again: what was before counts no more."""
        with self._lock:
            self.since, self._alerted = None, False

    def clear(self) -> None:
        """Forget the alerts too."""
        self.begin_anew()
        self._alerts.clear()

    def alerts(self) -> list[dict[str, Any]]:
        """The alerts so far, oldest first."""
        with self._lock:
            return [asdict(alert) for alert in self._alerts]

    def _judge(self, succeeded: bool) -> bool:
        """Whether the subscription ends now."""
        now = self._now()
        if succeeded:
            self.since, self._alerted = None, False
            return False
        self.since = now if self.since is None else self.since
        if now - self.since >= ALERT_AFTER and not self._alerted:
            self._alerted = True
            self._alerts.append(Alert(now, "failing", ALERT))
        if now - self.since < UNSUBSCRIBE_AFTER:
            return False
        self.since, self._alerted = None, False
        self._alerts.append(Alert(now, "unsubscribed", UNSUBSCRIBED))
        return True
