"""Logging in to the shop from the chat."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import button

LOGIN = {"type": "account_link", "url": "https://shop.example/login?lang=en"}


@pytest.fixture
def login(ana: Hands) -> dict[str, str]:
    """What the shop's login page is asked with, once Ana tapped Log In."""
    ana.is_sent(button(buttons=[LOGIN]))
    opened = urlsplit(ana.taps("Log In")["opened"])
    assert (opened.netloc, opened.path) == ("shop.example", "/login")
    return {key: values[0] for key, values in parse_qs(opened.query).items()}


def test_coming_back_with_a_code_links_the_account(
    sim: Sim, ana: Hands, bot: Bot, login: dict[str, str]
) -> None:
    assert login["lang"] == "en"
    token = login["account_linking_token"]
    path = f"me?fields=recipient&account_linking_token={token}"
    assert sim.graph("GET", path).json() == {"id": sim.setup.page_id, "recipient": ana.psid}
    back = sim.session.get(f"{login['redirect_uri']}&authorization_code=C0DE")
    assert "You are logged in" in back.text
    [event] = bot.waits_for("account_linking")
    assert event["account_linking"] == {"status": "linked", "authorization_code": "C0DE"}
    assert ana.last()["text"] == "You logged in."
    assert sim.session.get(f"{login['redirect_uri']}&authorization_code=C0DE").status_code == 400


def test_coming_back_without_a_code_links_nothing(
    sim: Sim, ana: Hands, bot: Bot, login: dict[str, str]
) -> None:
    assert "not logged in" in sim.session.get(login["redirect_uri"]).text
    assert ana.last()["text"] == "You did not log in."
    ana.says("done")
    bot.waits_for("message", 3)
    assert bot.events("account_linking") == []


def test_a_login_lasts_five_minutes(sim: Sim, login: dict[str, str]) -> None:
    sim.forward(5 * 60_000)
    token = login["account_linking_token"]
    error = sim.graph("GET", f"me?fields=recipient&account_linking_token={token}").json()["error"]
    assert error["code"] == 10303
    late = sim.session.get(f"{login['redirect_uri']}&authorization_code=C0DE")
    assert late.status_code == 400


def test_logging_out_is_told(ana: Hands, bot: Bot) -> None:
    ana.is_sent(button(buttons=[{"type": "account_unlink"}]))
    ana.taps("Log Out")
    [event] = bot.waits_for("account_linking")
    assert event["account_linking"] == {"status": "unlinked"}


def test_the_bot_can_unlink(sim: Sim, ana: Hands) -> None:
    answer = sim.graph("POST", "me/unlink_accounts", {"psid": ana.psid})
    assert answer.json() == {"result": "unlink account success"}
    unknown = sim.graph("POST", "me/unlink_accounts", {"psid": "1"}).json()["error"]
    assert unknown["error_subcode"] == 2018001
