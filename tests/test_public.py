"""What everybody meets: headers, error pages, and a thousand requests that nobody means well."""

import io
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort, redirect
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bot.error_pages import answer_errors
from bot.login import read_code
from bot.settings import ROOT
from bot.webhook import MAX_BODY
from tests import scan
from tests.house import House
from tests.test_admin import PASSWORD, log_in
from tests.test_signature import signed

SECRET = "secret-nobody-may-read"  # noqa: S105 (the tests' own)
SCAN = int(os.environ.get("SCAN", "1000"))
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
# What no answer and no log holds: secrets, and what a program says of itself.
LEAK = re.compile(
    rf"nobody-may-read|{PASSWORD}|Traceback|\bFile \"|\wError\b|Exception|sqlite|werkzeug|{ROOT}"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    house = House(folder, admin_password=PASSWORD, memory_view=True)
    yield house
    house.close()


@pytest.fixture
def admin(house: House) -> FlaskClient:
    browser = house.app.test_client()
    assert log_in(browser).status_code == 303
    return browser


def paths(app: Flask, *endings: str) -> list[str]:
    """Every address of the app without data in it."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments]
    return sorted({rule.rule for rule in rules if "GET" in (rule.methods or ())})


def test_every_answer_carries_the_headers(house: House, admin: FlaskClient) -> None:
    asked = [*paths(house.app), "/static/shop.css", "/static/nothing", "/nothing", "/go/nothing"]
    assert {"/", "/links", "/login", "/webhook", "/admin/login"} <= set(asked)
    for path in asked:
        stranger = house.app.test_client()
        for browser, method in ((stranger, "GET"), (admin, "GET"), (admin, "TRACE")):
            answer = browser.open(path, method=method, buffered=True)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy, path
            assert "unsafe" not in policy, path
            assert "frame-ancestors" in policy, path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert answer.headers["Referrer-Policy"] == "same-origin", path
            assert "Cross-Origin-Opener-Policy" in answer.headers, path
            assert "Strict-Transport-Security" not in answer.headers, path


def test_browsers_that_came_by_https_stay_with_it(tmp_path: Path) -> None:
    house = House(tmp_path, app_url="https://bot.example")
    assert house.browser.get("/").headers["Strict-Transport-Security"] == "max-age=31536000"
    assert house.browser.get("/nothing").headers["Strict-Transport-Security"]
    house.close()


@pytest.mark.parametrize("name", sorted(it.name for it in (ROOT / "templates").glob("*.html")))
def test_no_page_holds_what_the_policy_forbids(name: str) -> None:
    page = ROOT / "templates" / name
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|@import")
    assert inline.findall(page.read_text()) == []


def test_only_the_log_in_page_stands_in_a_frame_and_only_the_pocket_messengers(
    house: House, tmp_path: Path
) -> None:
    policies = {
        path: house.browser.get(path).headers["Content-Security-Policy"]
        for path in ("/", "/admin/login", "/login")
    }
    pocket = policies.pop("/login")
    assert f"frame-ancestors {house.settings.graph_api_url} http://localhost:9;" in pocket + ";"
    assert "form-action" not in pocket, "browsers hold the way back to Messenger to it too"
    assert all("frame-ancestors 'none'" in policy for policy in policies.values())
    assert all("form-action 'self'" in policy for policy in policies.values())
    real = House(tmp_path, graph_api_url="https://graph.facebook.com")
    assert "frame-ancestors 'none'" in real.browser.get("/login").headers["Content-Security-Policy"]
    assert (
        'href="https://m.me/OriginalCoastClothing?ref=summer_coupon"' in real.browser.get("/").text
    )
    real.close()


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "https://evil.example/",
        "http://www.messenger.com/",
        "https://www.messenger.com@evil.example/",
        "https://www.messenger.com.evil.example/",
        "https://www.messenger.com\\@evil.example/",
        "https://www.messenger.com/\r\nSet-Cookie: a=b",
        "https://www.messen\tger.com/",
        "https://[",
        "javascript:alert(1)",
    ],
)
def test_who_has_logged_in_is_sent_to_messenger_and_nowhere_else(house: House, uri: str) -> None:
    browser = house.app.test_client()
    browser.environ_base["REMOTE_ADDR"] = "198.51.100.8"
    for method in ("GET", "POST"):
        answer = browser.open(
            "/login",
            method=method,
            query_string={"redirect_uri": uri},
            data={"email": "a@b.example"},
        )
        assert answer.status_code == 400
        assert "evil" not in answer.text


@pytest.mark.parametrize("uri", ["https://www.messenger.com/", "https://www.messenger.com/?a=b"])
def test_a_log_in_leads_back_with_a_code_that_only_the_bot_can_make(house: House, uri: str) -> None:
    asked, form = {"redirect_uri": uri}, {"email": " ana@shop.example "}
    answer = house.app.test_client().post("/login", query_string=asked, data=form)
    assert answer.status_code == 303
    back, _, code = answer.headers["Location"].partition("authorization_code=")
    assert back == uri + ("&" if "?" in uri else "?")
    assert read_code(code, SECRET, datetime.now(UTC)) == "ana@shop.example"


def test_who_only_looks_gets_no_cookie(house: House) -> None:
    browser = house.app.test_client()
    for path in ("/", "/?product=dune-wrap", "/login", "/static/shop.css", "/nothing", "/links"):
        assert "Set-Cookie" not in browser.get(path, buffered=True).headers, path


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/links/code.svg?size=1", 400, "This cannot be read"),
        ("POST", "/links", 405, "Not in this way"),
        ("GET", "/nothing", 404, "Nothing washed up here"),
        ("GET", "/static/nothing.css", 404, "Nothing washed up here"),
        ("POST", "/", 405, "Not in this way"),
    ],
)
def test_an_error_is_a_page_or_plain_text_as_was_asked(
    admin: FlaskClient, method: str, path: str, status: int, words: str
) -> None:
    page = admin.open(path, method=method, headers=HTML)
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert f"<h1>{words}</h1>" in page.text
    plain = admin.open(path, method=method)
    assert (plain.status_code, plain.mimetype) == (status, "text/plain")
    assert plain.text.startswith(f"{words}. ")


def test_a_wrong_way_in_is_told_the_right_ones(house: House) -> None:
    assert set(house.browser.post("/").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_failed_log_ins_to_the_shop_are_limited_too(house: House) -> None:
    browser = house.app.test_client()
    browser.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    tries = [browser.post("/login", data={"email": "x"}, headers=HTML) for _ in range(21)]
    assert [answer.status_code for answer in tries] == [400] * 20 + [429]
    assert "Too often" in tries[-1].text
    assert 0 < int(tries[-1].headers["Retry-After"]) <= 60


def test_what_breaks_is_an_error_page_and_its_text_nowhere(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = Flask("broken", root_path=str(ROOT))
    answer_errors(app)

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError(scan.MARK)

    answer = app.test_client().get("/broken", headers=HTML)
    assert answer.status_code == 500
    assert "<h1>Something broke</h1>" in answer.text
    assert scan.MARK not in answer.text
    assert "RuntimeError" not in answer.text
    assert "RuntimeError in broken" in caplog.text
    assert f'{Path(__file__).name}", line' in caplog.text
    assert scan.MARK not in caplog.text.replace("raise RuntimeError(scan.MARK)", "")


def test_what_breaks_while_developing_reaches_the_developer_and_a_redirect_whoever_is_led_on() -> (
    None
):
    app = Flask("developed", root_path=str(ROOT))
    answer_errors(app)
    app.add_url_rule("/broken", view_func=lambda: 1 / 0, endpoint="broken")
    app.add_url_rule("/moved", view_func=lambda: abort(redirect("/new")), endpoint="moved")
    moved = app.test_client().get("/moved")
    assert (moved.status_code, moved.headers["Location"]) == (302, "/new")
    app.debug = True
    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/broken")


@pytest.mark.parametrize(
    ("size", "status"), [(MAX_BODY - 1, 400), (MAX_BODY + 1, 413), (3 * MAX_BODY, 413)]
)
def test_a_signed_body_in_chunks_is_held_to_the_limit(house: House, size: int, status: int) -> None:
    raw = b" " * size
    environ = EnvironBuilder(
        "/webhook", method="POST", headers={"X-Hub-Signature-256": signed(raw, SECRET)}
    ).get_environ()
    environ |= {"wsgi.input": io.BytesIO(raw), "wsgi.input_terminated": True}
    assert house.browser.open(environ).status_code == status


@pytest.mark.parametrize("path", ["/login", "/admin/login"])
def test_a_form_over_a_megabyte_is_refused(house: House, path: str) -> None:
    answer = house.browser.post(path, data={"password": "x" * MAX_BODY}, headers=HTML)
    assert answer.status_code == 413
    assert "<h1>Too much at once</h1>" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..\\app.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/shop.css/../../app.py",
        "/static/.",
        "/.env",
        "/instance/bot.db",
        "/links/../webhook/",
    ],
)
def test_no_path_leads_out_of_the_static_files(house: House, path: str) -> None:
    answer = house.browser.get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert "create_app" not in answer.text


def test_no_address_takes_a_method_it_does_not_name(house: House) -> None:
    for rule in house.app.url_map.iter_rules():
        if not rule.arguments:
            others = {"PUT", "DELETE", "PATCH", "TRACE", "BREW"} - (rule.methods or set())
            for method in others:
                assert house.browser.open(rule.rule, method=method).status_code == 405, rule


def test_no_request_breaks_the_bot_or_draws_anything_out_of_it(
    house: House, admin: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """`make scan` sends many more, and others each time."""
    cookie = admin.get_cookie("session")
    assert cookie
    stored = house.stored()
    rules = list(house.app.url_map.iter_rules())
    seed = int(os.environ.get("SEED", "1"))
    met: set[int] = set()
    for environ in scan.requests(rules, seed, SCAN, f"session={cookie.value}"):
        what = {name: it for name, it in environ.items() if name.isupper()}
        body, status, headers = asked(house.app, environ)
        met.add(status)
        assert status < 500, what
        assert not LEAK.search(f"{body}\n{headers}"), what
        assert headers.getlist("Content-Security-Policy"), what
        assert leads_where_it_may(headers.get("Location", "/")), what
    assert {200, 302, 400, 403, 404, 405} <= met
    assert house.stored() == stored
    assert not LEAK.search(caplog.text)
    assert scan.MARK not in caplog.text


def leads_where_it_may(location: str) -> bool:
    """To this site, to the shop, or back to Messenger."""
    sites = ("http://127.0.0.1:9/shop", "https://www.messenger.com/")
    return location.startswith(sites) or bool(re.match(r"/(?![/\\])", location))


def asked(app: Flask, environ: dict[str, Any]) -> tuple[str, int, Any]:
    parts, status, headers = run_wsgi_app(app, environ, buffered=True)
    return b"".join(parts).decode("utf-8", "replace"), int(status.split()[0]), headers
