"""Sends webhooks to the bot, as faults want it, and keeps a record of every attempt."""

from collections.abc import Callable, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from simulator import webhooks
from simulator.clock import SECOND, Clock
from simulator.courier import WORKERS, Courier, Delivery
from simulator.faults import GATHERED, Fault, Faults
from simulator.gathering import Gathering
from simulator.journal import Journal

Body = Mapping[str, Any]


class Deliveries:
    """Everything between an event and the bot's answer.

    `url` gives the webhook's address at the time of each attempt, `told` hears of each outcome.
    """

    def __init__(
        self,
        url: Callable[[], str],
        app_secret: str,
        clock: Clock,
        faults: Faults,
        told: Callable[[webhooks.Outcome], None],
        patience: float,
    ) -> None:
        self.journal = Journal()
        self._url, self._secret, self._clock, self._told = url, app_secret, clock, told
        self._faults, self._patience = faults, patience
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", HTTPAdapter(pool_maxsize=WORKERS))
        self._gathering = Gathering(self._post)
        self._courier = Courier(self._attempt, clock)

    @property
    def on_the_wire(self) -> int:
        """How many attempts are being made."""
        return self._courier.on_the_wire

    def send(self, psid: str, body: Body) -> None:
        """Send a webhook behind those that wait for the same person."""
        if self._gathering.take(psid, body):
            return
        fault = self._faults.hit((*GATHERED, "duplicate", "slow"), psid)
        if fault and fault.kind in GATHERED:
            self._gathering.begin(fault, psid, body)
        else:
            self._post(psid, body, fault)

    def release(self) -> None:
        """Send what waits for a group to be whole."""
        self._gathering.release()

    def hurry(self) -> None:
        """Deliver again now what failed: the bot is back."""
        self._courier.hurry()

    def drop(self) -> None:
        """Drop what waits."""
        self._gathering.clear()
        self._courier.clear()

    def clear(self) -> None:
        """Drop what waits, and the records."""
        self.drop()
        self.journal.clear()

    def close(self) -> None:
        """Stop; waits for what is on the wire."""
        self._gathering.clear()
        self._courier.close()
        self._session.close()

    def _post(self, psid: str, body: Body, fault: Fault | None = None) -> None:
        due = self._clock.now()
        if fault and fault.kind == "slow":
            due += round(fault.how["seconds"] * SECOND)
        copies = fault.how["copies"] if fault and fault.kind == "duplicate" else 1
        payload, fault_id = webhooks.encode(body), fault.id if fault else None
        for _ in range(copies):
            self._courier.post(Delivery(psid, body, payload, due, fault=fault_id))

    def _attempt(self, delivery: Delivery) -> None:
        volume, begun = self.journal.volume, self._clock.now()
        delivery.first_at = delivery.first_at or begun
        fault = self._faults.hit(("signature",), delivery.psid)
        headers = webhooks.headers(delivery.payload, self._secret)
        if fault:
            headers = webhooks.spoiled(headers, fault.how["form"])
        url = self._url()
        outcome = webhooks.post(self._session, url, delivery.payload, headers, self._patience)
        acknowledged, delivery.due = outcome.problem is None, None
        if not acknowledged:
            delivery.put_off(self._clock.now())
        self.journal.add(
            {
                "at": self._clock.now(),
                "body": delivery.body,
                "psid": delivery.psid,
                "attempt": delivery.attempt,
                "status": outcome.status,
                "ms": outcome.ms,
                "acknowledged": acknowledged,
                "again_at": delivery.due,
                "problem": outcome.problem,
                "url": url,
                "headers": headers,
                "fault": fault.id if fault else delivery.fault,
            },
            volume,
        )
        self._told(outcome)
