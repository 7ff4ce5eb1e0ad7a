"""Sends webhooks to the bot and keeps a record of every attempt."""

from collections.abc import Callable, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from simulator import webhooks
from simulator.courier import WORKERS, Courier, Delivery
from simulator.journal import Journal


class Deliveries:
    """Everything between an event and the bot's answer.

    `url` gives the webhook's address at the time of each attempt, `told` hears of each outcome.
    """

    def __init__(
        self,
        url: Callable[[], str],
        app_secret: str,
        now: Callable[[], int],
        told: Callable[[webhooks.Outcome], None],
        patience: float,
    ) -> None:
        self.journal = Journal()
        self._url, self._secret, self._now, self._told = url, app_secret, now, told
        self._patience = patience
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", HTTPAdapter(pool_maxsize=WORKERS))
        self._courier = Courier(self._attempt)

    def send(self, psid: str, body: Mapping[str, Any]) -> None:
        """Send a webhook behind those that wait for the same person."""
        self._courier.post(Delivery(psid, body, webhooks.encode(body)))

    def clear(self) -> None:
        """Drop what waits, and the records."""
        self._courier.clear()
        self.journal.clear()

    def close(self) -> None:
        """Stop; waits for what is on the wire."""
        self._courier.close()
        self._session.close()

    def _attempt(self, delivery: Delivery) -> bool:
        volume = self.journal.volume
        headers = webhooks.signatures(delivery.payload, self._secret)
        outcome = webhooks.post(
            self._session, self._url(), delivery.payload, headers, self._patience
        )
        self.journal.add(
            {
                "at": self._now(),
                "body": delivery.body,
                "psid": delivery.psid,
                "attempt": delivery.attempt,
                "status": outcome.status,
                "ms": outcome.ms,
                "problem": outcome.problem,
            },
            volume,
        )
        self._told(outcome)
        return outcome.problem is None
