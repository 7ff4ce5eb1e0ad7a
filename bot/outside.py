"""Calls the bot's own public address as Meta would: https proven, redirects not followed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import requests

# Meta wants its answer within these seconds. Source: Meta, "Webhooks for Messenger Platform".
PATIENCE = 5.0


class OutOfReach(Exception):
    """Nobody answered; the message says what went wrong, in a few words."""


@dataclass(frozen=True)
class Answer:
    """What came back; `leads_to` is where a redirect points."""

    status: int
    text: str
    seconds: float
    leads_to: str = ""


class Outside:
    """A stranger's view of the bot; `clock` tells passing seconds. Raises OutOfReach."""

    def __init__(
        self, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience, self._clock = patience, clock

    def get(self, url: str, **query: str) -> Answer:
        """Ask for an address, with this query."""
        return self._ask("GET", url, params=query)

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Deliver a body."""
        return self._ask("POST", url, data=body, headers=headers)

    def _ask(self, method: str, url: str, **options: object) -> Answer:
        begun = self._clock()
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.request(
                    method,
                    url,
                    timeout=self._patience,
                    allow_redirects=False,
                    **options,  # type: ignore[arg-type]
                )
        except requests.exceptions.SSLError:
            raise OutOfReach("its https certificate is not valid") from None
        except requests.Timeout:
            raise OutOfReach(f"it does not answer within {self._patience:.0f} seconds") from None
        except requests.ConnectionError:
            raise OutOfReach("nothing answers there") from None
        except requests.RequestException:
            raise OutOfReach("it is no address that can be called") from None
        seconds, leads_to = self._clock() - begun, answer.headers.get("Location", "")
        return Answer(answer.status_code, answer.text[:1000], seconds, leads_to)
