"""Requests that nobody sends by mistake: made by chance, the same ones for the same seed."""

import io
import re
from collections.abc import Iterator
from random import Random
from typing import Any

from werkzeug.routing import Rule
from werkzeug.test import EnvironBuilder

# In everything that is sent: where it turns up in a log, a person's words would.
MARK = "words-of-a-person"

METHODS = ["GET"] * 6 + ["POST"] * 4
METHODS += ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"]
HALF_A_PAIR = "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1")
WORDS = [
    "", MARK, "weekly deals", "topic", "on", "9" * 40, "-1", "1e9", "NaN", "\0", "\r\nA: b",
    "../" * 9 + "etc/passwd", "..%2f..%2f.env", "%", "%00", "%ff", "\xff\xfe", "' OR 1=1 --",
    "<script>alert(1)</script>", "{{7*7}}", "//evil.example", "https://evil.example/", "{sku}",
    "/\\evil.example", "https://[", "https://www.messenger.com/\r\nA: b", "https://www.messenger.com/",
    "a" * 3000, "{}", "[", "ö", "subscribe", "de_DE", "#14283c", "2026-11-27", "9999-12-31",
    "0001-01-01", "e30.e30", HALF_A_PAIR,
]  # fmt: skip
# What an address reads of a request, by how it begins; anything else is noise.
READS = {
    "/webhook": ["hub.mode", "hub.verify_token", "hub.challenge"],
    "/login": ["redirect_uri", "locale", "email", "account_linking_token"],
    "/links": ["to", "ref", "text", "topic", "cadence", "colour", "size", "level", "quiet_zone"],
    "/admin": ["password", "next", "csrf_token"],
    "/campaigns": ["from", "until", "campaign", "csrf_token"],
    "/privacy": ["signed_request"],
    "/": ["product", MARK],
}
HEADERS = {
    "HTTP_HOST": ["127.0.0.1:3000", "localhost", "evil.example", "[", "", "a b", "\xff", "::1"],
    "HTTP_ACCEPT": ["text/html", "*/*", "application/json", ";;;q=x", "text/plain;q=0.1"],
    "HTTP_ACCEPT_LANGUAGE": ["de", "xx-YY;q=nan", "\xff"],
    "HTTP_X_FORWARDED_FOR": ["127.0.0.1", "evil"],
    "HTTP_X_FORWARDED_PROTO": ["https", "x"],
    "HTTP_COOKIE": ["session=x", "__Host-session=x.y.z", "=", "\xff=\xff; session=" + "a" * 5000],
    "HTTP_RANGE": ["bytes=0-1", "bytes=9-1", "x"],
    "HTTP_IF_MODIFIED_SINCE": ["Thu, 99 Foo 9999", "x"],
    "HTTP_X_HUB_SIGNATURE_256": ["sha256=" + "0" * 64, "sha256=\xff", "x"],
    "HTTP_X_CSRFTOKEN": ["x", "\xff"],
    "CONTENT_TYPE": [
        "application/x-www-form-urlencoded", "application/json", "multipart/form-data", "x;=",
        "multipart/form-data; boundary=b", "text/plain; charset=nonsense",
    ],
    "CONTENT_LENGTH": ["0", "-1", "abc", "99999999", "5"],
    "REMOTE_ADDR": ["127.0.0.1", "192.0.2.1", "::1", "", "x"],
}  # fmt: skip


def requests(rules: list[Rule], seed: int, number: int, cookie: str) -> Iterator[dict[str, Any]]:
    """WSGI environments of that many requests, some with the cookie of somebody logged in."""
    chance = Random(seed)  # noqa: S311 (no secret)
    for _ in range(number):
        rule = chance.choice(rules).rule
        names = next(names for start, names in READS.items() if rule.startswith(start))
        body = _query(chance, names).encode("latin-1")
        environ = EnvironBuilder(method=chance.choice(METHODS)).get_environ()
        environ |= {
            "PATH_INFO": _path(chance, rule),
            # No server hands on what would end the line.
            "QUERY_STRING": re.sub("[\0-\x20]", "%0A", _query(chance, names)),
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
        }
        if chance.random() < 0.3:
            environ["HTTP_COOKIE"] = cookie
        for name in chance.sample(sorted(HEADERS), chance.randint(0, 3)):
            environ[name] = chance.choice(HEADERS[name])
        environ["wsgi.input_terminated"] = chance.random() < 0.1
        yield environ


def _path(chance: Random, rule: str) -> str:
    """A path of this rule, with data by chance; or something like one, or nothing like one."""
    parts = re.split("(<[^>]+>)", rule)
    path = "".join(chance.choice(WORDS) if part[:1] == "<" else part for part in parts)
    word = chance.choice(WORDS)
    spoilt = [path + "/", "/" + path, path + word, word, _shouted(path)]
    return path if chance.random() < 0.7 else chance.choice(spoilt) or "/"


def _query(chance: Random, names: list[str]) -> str:
    given = (chance.choice(names) for _ in range(chance.randint(0, 5)))
    pairs = (f"{name}={chance.choice(WORDS)}" for name in given)
    return "&".join(pairs).encode("utf-8").decode("latin-1")


def _shouted(path: str) -> str:
    return path.encode("latin-1").upper().decode("latin-1")
