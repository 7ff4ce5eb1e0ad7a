"""The only module that talks to Meta: calls of the Graph API, errors with a type.

Source: Meta, "Send API", "User Profile API", "Error codes" of the Messenger Platform.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from json import dumps, loads
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.http import parse_date as parse_http_date

from bot.cap import Cap
from bot.connections import Connections, OutOfReach
from bot.graph_error import MISSING_PERMISSION, GraphError, Verdict, error_of
from bot.parse.values import as_text
from bot.settings import Settings, is_loopback
from bot.store.people import Profile

Json = dict[str, Any]

# (connect, read) in seconds; together shorter than a conversation's lease.
_SEND_TIMEOUT = (3.05, 8.0)
# A greeting does not wait long for a name.
_PROFILE_TIMEOUT = (1.0, 2.0)
_SETUP_TIMEOUT = (3.05, 30.0)

# What a Date header may differ without a clock being wrong, in seconds.
_CLOCK_ERROR = 5.0

# Meta's have about half of it. One that could not be stored would be sent again and again.
_LONGEST_ID = 256

_PROFILE_FIELDS = "first_name,locale,timezone,gender"


class Graph:
    """The Graph API for one Page. Safe to use from many threads; `cap` spaces what they send."""

    def __init__(self, settings: Settings, cap: Cap, connections: int) -> None:
        self._page = settings.page_id
        self._base = f"{settings.graph_api_url}/{settings.graph_api_version}"
        # An address of this machine is no secret, and whoever types a command there can mend it.
        self._pocket = settings.graph_api_url if is_loopback(settings.graph_api_url) else ""
        self._cap = cap
        self._ahead = 0.0
        self._connections = Connections(self._base, settings.page_access_token, connections)

    def now(self) -> float:
        """The time on Meta's clock, which judges tokens and windows: seconds since 1970."""
        return time.time() + self._ahead

    def asked_time(self) -> float:
        """The same, asked for anew; as it was last heard where Meta is out of reach."""
        with suppress(GraphError):
            self.call("GET", f"/{self._page}", params={"fields": "id"}, timeout=_PROFILE_TIMEOUT)
        return self.now()

    @property
    def is_busy(self) -> bool:
        """Whether calls already wait for their turn under Meta's cap."""
        return self._cap.is_busy

    def send(self, edge: str, body: Json) -> str:
        """Make one call of the Send API, or of another `edge` of the Page that speaks to a person.

        Answers with the message's id, "" where Meta gives none. Raises GraphError.
        """
        self._cap.wait()
        answer = self.call("POST", f"/{self._page}/{edge}", json=body, timeout=_SEND_TIMEOUT)
        return _word(answer.get("message_id"), _LONGEST_ID)

    def profile(self, psid: str) -> Profile:
        """What Meta tells of a person: as many fields as the Page may read. Raises GraphError."""
        try:
            answer = self._profile(psid, _PROFILE_FIELDS)
        except GraphError as error:
            if MISSING_PERMISSION not in (error.code, error.subcode):
                raise
            # Locale, time zone and gender each need a permission; the name needs the fewest. Of
            # the next person all is asked again: it may have been this one's own choice.
            answer = self._profile(psid, "first_name")
        timezone = answer.get("timezone")
        return Profile(
            first_name=_word(answer.get("first_name"), 50),
            locale=_word(answer.get("locale"), 16),
            timezone=float(timezone) if isinstance(timezone, int | float) else None,
            gender=_word(answer.get("gender"), 16),
        )

    def _profile(self, psid: str, fields: str) -> Json:
        asked = {"fields": fields}
        return self.call("GET", f"/{quote(psid, safe='')}", params=asked, timeout=_PROFILE_TIMEOUT)

    def allow_follow_up(self, token: str) -> None:
        """Let a tester's token get its next message at once. Raises GraphError."""
        body = {
            "recipient": {"notification_messages_token": token},
            "developer_action": "ENABLE_FOLLOWUP_MESSAGE",
        }
        self.call("POST", f"/{self._page}/notification_messages_dev_support", json=body)

    def notification_tokens(self) -> Iterator[Json]:
        """Every token of the Page as Meta lists it, page by page. Raises GraphError."""
        params: Json = {"limit": 100}
        while True:
            path = f"/{self._page}/notification_message_tokens"
            answer = self.call("GET", path, params=params)
            yield from answer.get("data") or []
            after = ((answer.get("paging") or {}).get("cursors") or {}).get("after")
            if not after or not answer.get("data"):
                return
            params["after"] = after

    def call(
        self,
        method: str,
        path: str,
        *,
        json: Json | None = None,
        params: Json | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: tuple[float, float] = _SETUP_TIMEOUT,
    ) -> Json:
        """One call to Graph and its JSON object. Raises GraphError for everything else."""
        query = f"?{urlencode(params)}" if params else ""
        given = dict(headers or {})
        if json is not None:
            given["Content-Type"] = "application/json"
        body = None if json is None else dumps(json).encode()
        try:
            response = self._connections.ask(method, path + query, body, given, timeout)
            self._compare_clocks(response.date)
            answer = loads(response.body)
        except OutOfReach:
            raise GraphError(Verdict.LATER, nobody_at=self._pocket) from None
        except (ValueError, RecursionError):
            # Not Graph's words: something between us and it.
            raise GraphError(Verdict.LATER, response.status) from None
        if not isinstance(answer, dict):
            raise GraphError(Verdict.LATER, response.status)
        if response.status != 200 or "error" in answer:
            raise error_of(response.status, answer.get("error"), response.usage)
        return answer

    def _compare_clocks(self, date: str | None) -> None:
        """Note how far Meta's clock is ahead of ours; its Date header is exact to a second."""
        if told := _seconds(date):
            ahead = told - time.time()
            self._ahead = ahead if abs(ahead) > _CLOCK_ERROR else 0.0

    def close(self) -> None:
        self._connections.close()


@lru_cache(maxsize=4)
def _seconds(date: str | None) -> float | None:
    """A Date header as seconds since 1970; all answers of one second have the same."""
    told = parse_http_date(date)
    return told.timestamp() if told else None


def _word(value: object, most: int) -> str:
    return as_text(value)[:most] if isinstance(value, str) else ""
