"""Kept-alive connections to Graph: requests finds the way there once, urllib3 goes it each time.

requests looks for proxy, certificates and a free connection anew with every request, and packs each
answer once more: half as long again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import requests
from requests.adapters import HTTPAdapter
from requests.utils import default_user_agent
from urllib3 import Timeout
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

# A refused connection never reached Graph; anything later may have, so the outbox decides.
_RETRIES = Retry(total=None, connect=1, read=0, status=0, other=0)


@cache
def _timeout(connect: float, read: float) -> Timeout:
    return Timeout(connect=connect, read=read)


class OutOfReach(Exception):
    """Nobody answered, or what came was no HTTP."""


@dataclass(frozen=True)
class Answer:
    """What came back; `usage` is the header that tells how long a throttled Page must wait."""

    status: int
    date: str | None
    usage: str | None
    body: bytes


class Connections(HTTPAdapter):
    """As many as `count` threads need, to one `base` address; `bearer` is the token of each call.

    Neither redirects nor cookies, nor a .netrc in place of the token.
    """

    def __init__(self, base: str, bearer: str, count: int) -> None:
        super().__init__(pool_maxsize=count)
        asked = requests.Request("GET", base).prepare()
        with requests.Session() as session:
            # A host's proxy and certificates (HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE).
            way = session.merge_environment_settings(base, {}, False, None, None)
        verify, proxies, cert = way["verify"], way["proxies"], way["cert"]
        self._pool = self.get_connection_with_tls_context(asked, verify, proxies, cert)
        self.cert_verify(self._pool, base, verify, cert)
        # The path alone, or all of the address where a proxy must be told of it.
        self._base = self.request_url(asked, proxies)
        self._headers = {
            "User-Agent": default_user_agent(),
            "Authorization": f"Bearer {bearer}",
        }

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
        timeout: tuple[float, float],
    ) -> Answer:
        """One request; `timeout` for connecting and for reading, in seconds. Raises OutOfReach."""
        try:
            answer = self._pool.urlopen(
                method,
                self._base + path,
                body,
                {**self._headers, **headers},
                retries=_RETRIES,
                redirect=False,
                assert_same_host=False,
                timeout=_timeout(*timeout),
            )
        except (HTTPError, OSError):
            raise OutOfReach from None
        date, usage = (answer.headers.get(name) for name in ("Date", "X-Business-Use-Case-Usage"))
        return Answer(answer.status, date, usage, answer.data)
