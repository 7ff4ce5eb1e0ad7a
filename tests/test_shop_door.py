"""/go/TOKEN: people are led to the shop and counted once, programs are only led there."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.campaign import Campaign
from bot.shop_door import shop_door
from bot.shop_link import ShopLink
from bot.store.database import Database
from tests.arrivals import sums
from tests.runtime import Runtime

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Mobile/22B83 [FBAN/MessengerForiOS;FBAV/484.0.0;FBDV/iPhone16,2;FBMD/iPhone]"
)
PEOPLE = {
    "messenger": PHONE,
    "chrome": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
    "a phone named cubot": "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36",
}
PROGRAMS = {
    "facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "meta": "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "whatsapp": "WhatsApp/2.23.20.0",
    "slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "google": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "curl": "curl/8.5.0",
    "nobody": "",
}
LINK = ShopLink(Campaign.of_ref("summer_coupon"), "who-is-hidden-00", "?product=dune-wrap")
SHOP = "http://127.0.0.1:9/shop"
COUNTED = {("ref", "summer_coupon"): {"followed": 1}}


@pytest.fixture
def runtime(emptied: Runtime) -> Runtime:
    return emptied


@pytest.fixture
def web(runtime: Runtime) -> FlaskClient:
    return client_of(runtime, runtime.database)


def client_of(runtime: Runtime, database: Database) -> FlaskClient:
    app = Flask(__name__)
    app.register_blueprint(shop_door(runtime.settings, database, runtime.clock))
    return app.test_client()


def go(web: FlaskClient, token: str, agent: str = PHONE, method: str = "GET", **more: str) -> str:
    """Where the link leads."""
    headers = {"User-Agent": agent, **more}
    with web.open(f"/go/{token}", method=method, headers=headers) as response:
        assert response.status_code == 302
        assert response.headers["Cache-Control"] == "no-store"
        return response.headers["Location"]


def token(runtime: Runtime) -> str:
    return LINK.token(runtime.settings.app_secret)


@pytest.mark.parametrize("agent", PEOPLE.values(), ids=PEOPLE)
def test_a_person_is_led_to_the_shop_and_counted_once(
    web: FlaskClient, runtime: Runtime, agent: str
) -> None:
    assert go(web, token(runtime), agent) == f"{SHOP}?product=dune-wrap"
    assert go(web, token(runtime), agent) == f"{SHOP}?product=dune-wrap"
    assert sums(runtime) == COUNTED


def test_all_links_of_one_person_count_as_one(web: FlaskClient, runtime: Runtime) -> None:
    home = ShopLink(LINK.campaign, LINK.who)
    assert go(web, home.token(runtime.settings.app_secret)) == SHOP
    go(web, token(runtime))
    assert sums(runtime) == COUNTED


@pytest.mark.parametrize("agent", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_is_led_there_and_not_counted(
    web: FlaskClient, runtime: Runtime, agent: str
) -> None:
    assert go(web, token(runtime), agent) == f"{SHOP}?product=dune-wrap"
    assert sums(runtime) == {}


def test_a_look_ahead_is_not_counted(web: FlaskClient, runtime: Runtime) -> None:
    go(web, token(runtime), method="HEAD")
    go(web, token(runtime), **{"Sec-Purpose": "prefetch;prerender"})
    go(web, token(runtime), **{"Purpose": "preview"})
    assert sums(runtime) == {}


@pytest.mark.parametrize("forged", ["x", "evil.example", LINK.token("another"), "é.é"])
def test_what_is_not_ours_leads_to_the_shop_and_nowhere_else(
    web: FlaskClient, runtime: Runtime, forged: str
) -> None:
    assert go(web, forged) == SHOP
    assert sums(runtime) == {}


def test_the_way_is_open_where_the_database_is_away(
    runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    away = Database("postgresql+psycopg://shop:hunter2@127.0.0.1:9/shop")
    assert go(client_of(runtime, away), token(runtime)) == f"{SHOP}?product=dune-wrap"
    assert "not counted (OperationalError)" in caplog.text
    assert "hunter2" not in caplog.text
