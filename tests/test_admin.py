"""The admin door: who is let in, for how long, and that it leads nowhere else."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from bot.admin import SESSION, Admin
from bot.admin_page import admin_page
from bot.settings import ROOT
from tests.runtime import settings

PASSWORD = "the tide is out at six"  # noqa: S105 (the tests' own)
ADDRESSES = (f"192.0.2.{number}" for number in count(1))


class Site:
    """An app with one page behind the door, and a browser that visits it."""

    def __init__(self, **more: Any) -> None:
        self.now = 1_795_000_000.0
        self.saved: list[str] = []
        self.app = Flask("site", root_path=str(ROOT))
        admin = Admin(settings("http://127.0.0.1:9", "sqlite://", **more), lambda: self.now)
        admin.init_app(self.app)
        self.app.register_blueprint(admin_page(admin))
        self.app.register_blueprint(admin.guard(self._office()))

    def _office(self) -> Blueprint:
        office = Blueprint("workshop", __name__)
        office.add_url_rule("/links", "bench", lambda: "the workshop")

        @office.get("/office/<room>")
        def room(room: str) -> str:
            return f"the {room} room"

        @office.post("/office/<room>")
        def save(room: str) -> str:
            self.saved.append(room)
            return "saved"

        return office

    def visitor(self, address: str = "") -> FlaskClient:
        """A browser of its own, at an address of its own."""
        browser = self.app.test_client()
        browser.environ_base["REMOTE_ADDR"] = address or next(ADDRESSES)
        return browser


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(admin_password=PASSWORD)


@pytest.fixture(scope="module")
def open_site() -> Site:
    return Site()


@pytest.fixture
def admin(site: Site) -> Iterator[FlaskClient]:
    """A browser that has logged in."""
    browser = site.visitor()
    assert log_in(browser).status_code == 303
    yield browser
    site.now = 1_795_000_000.0


def log_in(browser: FlaskClient, password: str = PASSWORD, wanted: str = "") -> TestResponse:
    form = {"password": password, "csrf_token": token(browser)}
    return browser.post("/admin/login", query_string={"next": wanted}, data=form)


def token(browser: FlaskClient) -> str:
    found = re.search('name="csrf_token" value="(.+?)"', browser.get("/admin/login").text)
    assert found
    return found[1]


def test_the_right_password_opens_the_page_that_was_asked_for(site: Site) -> None:
    browser = site.visitor()
    answer = browser.get("/office/map?floor=2")
    assert (answer.status_code, answer.location) == (
        302,
        "/admin/login?next=/office/map?floor%3D2",
    )
    assert log_in(browser, wanted="/office/map?floor=2").location == "/office/map?floor=2"
    answer = browser.get("/office/map?floor=2")
    assert (answer.status_code, answer.text) == (200, "the map room")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("password", ["", PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper(), "ö\0"])
def test_any_other_password_opens_nothing(site: Site, password: str) -> None:
    browser = site.visitor()
    answer = log_in(browser, password)
    assert answer.status_code == 403
    assert "That is not the password" in answer.text
    assert browser.get("/office/map").status_code == 302


def test_no_copy_of_the_log_in_page_is_kept(site: Site) -> None:
    assert site.visitor().get("/admin/login").headers["Cache-Control"] == "no-store"


def test_a_log_in_that_was_posted_from_elsewhere_is_none(site: Site) -> None:
    browser = site.visitor()
    answer = browser.post("/admin/login", data={"password": PASSWORD})
    assert answer.status_code == 400
    assert browser.get("/office/map").status_code == 302


def test_ten_failures_from_one_address_are_enough_for_a_minute(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    browser = site.visitor()
    statuses = [log_in(browser, f"guess {number}").status_code for number in range(10)]
    assert statuses == [403] * 10
    assert caplog.text.count("log-ins keep failing") == 1
    assert log_in(browser).status_code == 429, "the right one neither, or guessing would go on"
    assert log_in(site.visitor()).status_code == 303, "another address is free"


def test_the_addresses_of_one_ipv6_customer_count_together(site: Site) -> None:
    for number in range(10):
        assert log_in(site.visitor(f"2001:db8:1:2::{number}"), "a guess").status_code == 403
    assert log_in(site.visitor("2001:db8:1:2:ffff::1")).status_code == 429
    assert log_in(site.visitor("2001:db8:1:3::1")).status_code == 303


def test_logging_in_rightly_is_no_failure(site: Site) -> None:
    browser = site.visitor()
    assert [log_in(browser).status_code for _ in range(12)] == [303] * 12


def test_a_log_in_lasts_twelve_hours_and_no_longer(site: Site, admin: FlaskClient) -> None:
    site.now += SESSION - 1
    assert admin.get("/office/map").status_code == 200
    site.now += 1
    assert admin.get("/office/map").status_code == 302


def test_nothing_is_posted_without_a_log_in(site: Site) -> None:
    browser = site.visitor()
    assert browser.post("/office/map", data={"csrf_token": token(browser)}).status_code == 403
    assert site.saved == []


def test_an_admin_posts_from_our_own_forms_only(site: Site, admin: FlaskClient) -> None:
    for forged in ({}, {"csrf_token": "made up"}, {"csrf_token": token(site.visitor())}):
        assert admin.post("/office/forged", data=forged).status_code == 400
    assert admin.post("/office/desk", data={"csrf_token": token(admin)}).status_code == 200
    assert site.saved == ["desk"]


def test_logging_out_takes_a_post_of_our_own_and_is_then_done(
    site: Site, admin: FlaskClient
) -> None:
    assert admin.get("/admin/logout").status_code == 405
    assert admin.post("/admin/logout").status_code == 400
    assert admin.get("/office/map").status_code == 200
    assert admin.post("/admin/logout", data={"csrf_token": token(admin)}).status_code == 303
    assert admin.get("/office/map").status_code == 302


def test_another_password_ends_all_sessions(admin: FlaskClient) -> None:
    cookie = admin.get_cookie("session")
    assert cookie
    for password, status in ((PASSWORD, 200), ("another that is as long", 302)):
        browser = Site(admin_password=password).visitor()
        browser.set_cookie("session", cookie.value)
        assert browser.get("/office/map").status_code == status


@pytest.mark.parametrize(
    ("url", "cookie"),
    [
        ("https://bot.example", "__Host-session=[^;]+; Secure; HttpOnly; Path=/; SameSite=Lax"),
        ("http://127.0.0.1:9", "session=[^;]+; HttpOnly; Path=/; SameSite=Lax"),
    ],
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(url: str, cookie: str) -> None:
    browser = Site(admin_password=PASSWORD, app_url=url).visitor()
    answer = browser.get("/admin/login", base_url=url)
    assert re.fullmatch(cookie, answer.headers["Set-Cookie"])


PATHS = st.text(max_size=30) | st.text("/\\.:@?#%\t\r\nof ic", max_size=12)


@given(PATHS.map(lambda path: "/office/" + path) | PATHS)
@example("https://evil.example/office/map")
@example("//evil.example/office/map")
@example("/\\evil.example")
@example("/office/map\r\nSet-Cookie: a=b")
@example("/office/map?a=\r\nSet-Cookie: a=b")
@example("//[/office/map")
@example("http://127.0.0.1:9@evil.example/office/map")
@example("javascript:alert(1)")
@hypothesis_settings(max_examples=40)
def test_a_log_in_leads_to_a_page_of_this_site(site: Site, wanted: str) -> None:
    answer = log_in(site.visitor(), wanted=wanted)
    assert answer.status_code == 303
    assert re.fullmatch(r"/links|/office/[^/\\][^\r\n]*", str(answer.location)), answer.location


@pytest.mark.parametrize(
    ("address", "host"),
    [("127.0.0.1", "127.0.0.1:3000"), ("127.0.0.1", "localhost"), ("::1", "[::1]:3000")],
)
def test_without_a_password_this_machine_is_let_in(
    open_site: Site, address: str, host: str
) -> None:
    answer = open_site.visitor(address).get("/office/map", headers={"Host": host})
    assert (answer.status_code, answer.text) == (200, "the map room")


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        pytest.param("192.0.2.7", {}, id="another machine"),
        pytest.param("192.0.2.7", {"Host": "127.0.0.1"}, id="which names this one"),
        pytest.param("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, id="through a proxy"),
        pytest.param("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, id="that vouches for it"),
        pytest.param("127.0.0.1", {"X-Forwarded-Proto": "https"}, id="that tells little"),
        pytest.param("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, id="of the standard's kind"),
        pytest.param("127.0.0.1", {"Via": "1.1 proxy"}, id="that only names itself"),
        pytest.param("127.0.0.1", {"Host": "evil.example"}, id="DNS rebinding"),
        pytest.param("127.0.0.1", {"Host": "localhost.evil.example"}, id="of a similar name"),
        pytest.param("127.0.0.1", {"Host": "["}, id="no host at all"),
        pytest.param("not an address", {}, id="a peer without address"),
    ],
)
def test_without_a_password_there_is_nothing_for_anybody_else(
    open_site: Site, address: str, headers: dict[str, str]
) -> None:
    headers = {"Host": "127.0.0.1:3000", **headers}
    browser = open_site.visitor(address)
    assert browser.get("/office/map", headers=headers).status_code == 404
    assert browser.post("/office/map", headers=headers).status_code == 404
    assert open_site.saved == []


def test_without_a_password_nobody_can_log_in(open_site: Site) -> None:
    browser = open_site.visitor("127.0.0.1")
    assert browser.get("/admin/login").status_code == 404
    assert browser.post("/admin/login", data={"password": ""}).status_code == 404


def test_on_this_machine_too_another_site_posts_nothing(open_site: Site) -> None:
    browser = open_site.visitor("127.0.0.1")
    answer = browser.post("/office/map", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 400
    assert open_site.saved == []
