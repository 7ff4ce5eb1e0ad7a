"""Messenger Profile, subscriptions, user profile: how a bot sets up its Page."""

from typing import Any

import pytest
import requests

from tests.simulator.conftest import Bot, Hands, Sim

MINUTE = 60_000
MENU = [
    {
        "locale": "default",
        "call_to_actions": [{"type": "postback", "title": "Help", "payload": "HELP"}],
    }
]


def profile(sim: Sim, body: Any, method: str = "POST") -> Any:
    return sim.graph(method, "me/messenger_profile", body).json()


def read_profile(sim: Sim, fields: str) -> Any:
    return sim.graph("GET", f"me/messenger_profile?fields={fields}").json()["data"]


def test_a_page_begins_with_get_started(sim: Sim) -> None:
    assert read_profile(sim, "get_started,greeting") == [
        {"get_started": {"payload": "GET_STARTED"}}
    ]
    assert read_profile(sim, "greeting") == []


def test_only_what_is_given_changes(sim: Sim) -> None:
    greeting = [{"locale": "default", "text": "Hi"}]
    assert profile(sim, {"greeting": greeting}) == {"result": "success"}
    assert profile(sim, {"persistent_menu": MENU}) == {"result": "success"}
    assert read_profile(sim, "greeting,persistent_menu,get_started") == [
        {
            "greeting": greeting,
            "persistent_menu": MENU,
            "get_started": {"payload": "GET_STARTED"},
        }
    ]
    assert profile(sim, {"fields": ["greeting"]}, "DELETE") == {"result": "success"}
    assert read_profile(sim, "greeting") == []


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize(("fields", "why"), [("", "is required"), ("colour", "no property colour")])
def test_what_is_read_or_deleted_has_to_be_named(
    sim: Sim, method: str, fields: str, why: str
) -> None:
    error = sim.graph(method, f"me/messenger_profile?fields={fields}").json()["error"]
    assert (error["code"], why in error["message"]) == (100, True)
    assert read_profile(sim, "get_started") == [{"get_started": {"payload": "GET_STARTED"}}]


def test_the_menu_needs_get_started(sim: Sim) -> None:
    profile(sim, {"persistent_menu": MENU})
    assert (
        "persistent_menu" in profile(sim, {"fields": ["get_started"]}, "DELETE")["error"]["message"]
    )
    profile(sim, {"fields": ["get_started", "persistent_menu"]}, "DELETE")
    assert "get_started" in profile(sim, {"persistent_menu": MENU})["error"]["message"]


def locale(**content: Any) -> list[dict[str, Any]]:
    return [{"locale": "default", **content}]


def menu_item(**changes: Any) -> dict[str, Any]:
    item = {"type": "postback", "title": "Help", "payload": "HELP", **changes}
    return {"persistent_menu": locale(call_to_actions=[item])}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "Give one of"),
        ({"get_started": {"payload": ""}}, "get_started.payload: is required"),
        ({"get_started": {"payload": "x" * 1001}}, "get_started.payload: has 1001"),
        ({"get_started": "GO"}, "get_started: must be an object"),
        ({"greeting": locale(text="x" * 161)}, "greeting[0].text: has 161"),
        ({"greeting": [{"locale": "pt_BR", "text": "Oi"}]}, "the locale default"),
        ({"greeting": locale(text="a") * 2}, "a locale twice"),
        (menu_item(title="x" * 31), "call_to_actions[0].title: has 31"),
        (menu_item(payload="x" * 1001), "call_to_actions[0].payload: has 1001"),
        (menu_item(type="nested"), "call_to_actions[0].type: is 'nested'"),
        (menu_item(type="web_url"), "call_to_actions[0].url: is required"),
        (
            {"persistent_menu": locale(call_to_actions=MENU[0]["call_to_actions"] * 21)},
            "has 21 entries",
        ),
        (
            {"ice_breakers": locale(call_to_actions=[{"question": "Q?", "payload": "P"}] * 5)},
            "has 5 entries",
        ),
        ({"ice_breakers": [{"question": "Q?", "payload": "P"}] * 5}, "has 5 entries"),
        ({"whitelisted_domains": ["https://example.com"] * 51}, "1 to 50"),
        ({"whitelisted_domains": ["http://example.com"]}, "https"),
        ({"whitelisted_domains": ["https://127.0.0.1"]}, "fully qualified"),
        ({"whitelisted_domains": ["https://localhost"]}, "fully qualified"),
        ({"account_linking_url": "http://example.com/login"}, "https"),
        ({"commands": locale(commands=[{"name": "/help", "description": "x"}])}, "begin with /"),
        ({"commands": locale(commands=[{"name": "x" * 33, "description": "x"}])}, "has 33"),
        ({"commands": locale(commands=[{"name": "x", "description": "x" * 65}])}, "has 65"),
        ({"commands": locale(commands=[])}, "0 entries"),
    ],
)
def test_a_property_that_breaks_a_rule_is_refused(sim: Sim, body: Any, why: str) -> None:
    error = profile(sim, body)["error"]
    assert error["code"] == 100
    assert why in error["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"greeting": locale(text="x" * 160)},
        {"ice_breakers": [{"question": "Q?", "payload": "P"}] * 4},
        {"whitelisted_domains": ["https://example.com"] * 50},
        {"account_linking_url": "https://example.com/login"},
        {"commands": locale(commands=[{"name": "x" * 32, "description": "x" * 64}] * 100)},
        {"persistent_menu": locale(composer_input_disabled=True)},
        {"persistent_menu": locale(call_to_actions=MENU[0]["call_to_actions"] * 20)},
    ],
)
def test_a_property_that_fits_is_kept(sim: Sim, body: dict[str, Any]) -> None:
    assert profile(sim, body) == {"result": "success"}
    [name] = body
    assert read_profile(sim, name) == [body]


def test_ten_calls_in_ten_minutes(sim: Sim) -> None:
    for _ in range(10):
        assert read_profile(sim, "greeting") == []
    answer = sim.graph("GET", "me/messenger_profile?fields=greeting")
    assert answer.json()["error"]["code"] == 613
    sim.forward(10 * MINUTE)
    assert read_profile(sim, "greeting") == []


def test_one_person_can_have_a_menu_of_their_own(sim: Sim, ana: Hands) -> None:
    profile(sim, {"persistent_menu": MENU})
    item = {"type": "postback", "title": "Mine", "payload": "MINE"}
    own = {"psid": ana.psid, "persistent_menu": locale(call_to_actions=[item])}
    assert sim.graph("POST", "me/custom_user_settings", own).json() == {"result": "success"}
    assert [item["title"] for item in ana.screen()["menu"]] == ["Mine"]
    path = f"me/custom_user_settings?psid={ana.psid}"
    [settings] = sim.graph("GET", path).json()["data"]
    assert settings.keys() == {"user_level_persistent_menu", "page_level_persistent_menu"}
    sim.graph("DELETE", path)
    assert [item["title"] for item in ana.screen()["menu"]] == ["Help"]


def test_a_menu_of_ones_own_needs_get_started_and_somebody(sim: Sim, ana: Hands) -> None:
    own = {"psid": ana.psid, "persistent_menu": MENU}
    path = "me/custom_user_settings"
    assert sim.graph("POST", path, own | {"psid": "1"}).json()["error"]["error_subcode"] == 2018001
    profile(sim, {"fields": ["get_started"]}, "DELETE")
    assert "get_started" in sim.graph("POST", path, own).json()["error"]["message"]
    assert ana.screen()["menu"] == []


def subscribe(sim: Sim, bot: Bot, **changes: str) -> requests.Response:
    body = {
        "object": "page",
        "callback_url": bot.url,
        "verify_token": sim.setup.verify_token,
        "fields": "messages, messaging_postbacks",
        **changes,
    }
    path = f"{sim.setup.app_id}/subscriptions"
    return sim.graph("POST", path, body, token=sim.setup.app_access_token)


def test_a_subscription_is_proven_by_the_handshake(sim: Sim, bot: Bot) -> None:
    assert subscribe(sim, bot).json() == {"success": True}
    path = f"{sim.setup.app_id}/subscriptions"
    [kept] = sim.graph("GET", path, token=sim.setup.app_access_token).json()["data"]
    assert kept["callback_url"] == bot.url
    assert [field["name"] for field in kept["fields"]] == ["messages", "messaging_postbacks"]
    assert sim.get("/page")["bot"]["answers"] is True
    gone = sim.graph("DELETE", path, {"object": "page"}, token=sim.setup.app_access_token)
    assert gone.json() == {"success": True}
    assert sim.graph("GET", path, token=sim.setup.app_access_token).json() == {"data": []}
    assert sim.get("/page")["subscribed_fields"] == []


def test_a_failed_handshake_changes_nothing(sim: Sim, bot: Bot) -> None:
    bot.challenge = lambda given: (200, "something else")
    error = subscribe(sim, bot).json()["error"]
    assert error["code"] == 2200
    assert "something else than the challenge" in error["message"]
    assert len(sim.get("/page")["subscribed_fields"]) > 2
    for status, why in ((404, "no webhook at that path"), (500, "log says why"), (301, "301 to")):
        bot.challenge = lambda given, status=status: (status, given)  # type: ignore[misc]
        assert why in subscribe(sim, bot).json()["error"]["message"]
    assert "answered 403" in subscribe(sim, bot, verify_token="x").json()["error"]["message"]  # noqa: S106
    nobody = subscribe(sim, bot, callback_url="http://127.0.0.1:9/webhook").json()["error"]
    assert "Nothing answers" in nobody["message"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"object": "user"}, "object"),
        ({"fields": "messages,newspapers"}, "newspapers"),
        ({"fields": ""}, "fields"),
        ({"callback_url": "nowhere"}, "callback_url"),
        ({"verify_token": ""}, "verify_token"),
    ],
)
def test_a_wrong_subscription_is_refused(
    sim: Sim, bot: Bot, changes: dict[str, str], why: str
) -> None:
    error = subscribe(sim, bot, **changes).json()["error"]
    assert error["code"] == 100
    assert why in error["message"]


def test_subscriptions_want_the_apps_own_token(sim: Sim) -> None:
    answer = sim.graph("GET", f"{sim.setup.app_id}/subscriptions")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


def test_a_page_subscription_is_listed(sim: Sim) -> None:
    sim.graph("POST", "me/subscribed_apps?subscribed_fields=messages,feed")
    [app] = sim.graph("GET", "me/subscribed_apps").json()["data"]
    assert (app["id"], app["subscribed_fields"]) == (sim.setup.app_id, ["feed", "messages"])
    error = sim.graph("POST", "me/subscribed_apps?subscribed_fields=x").json()["error"]
    assert error["code"] == 100


def test_a_profile_is_given_field_by_field(sim: Sim, ana: Hands) -> None:
    fields = "first_name,last_name,name,locale,timezone,gender,profile_pic"
    facts = sim.graph("GET", f"{ana.psid}?fields={fields}").json()
    assert facts.pop("profile_pic").startswith("https://")
    assert facts == {
        "id": ana.psid,
        "first_name": "Ana",
        "last_name": "Alder",
        "name": "Ana Alder",
        "locale": "pt_BR",
        "timezone": 0,
        "gender": "female",
    }
    assert sim.graph("GET", f"{ana.psid}?fields=locale").json() == {
        "id": ana.psid,
        "locale": "pt_BR",
    }
    assert "gender" not in sim.graph("GET", ana.psid).json()
    unknown = sim.graph("GET", f"{ana.psid}?fields=shoe_size").json()["error"]
    assert "shoe_size" in unknown["message"]


def test_nothing_is_known_of_a_person_who_only_opened_a_link(sim: Sim) -> None:
    ben = sim.person()
    ben.opens("m.me/OriginalCoastClothing?ref=R")
    answer = sim.graph("GET", f"{ben.psid}?fields=first_name")
    assert (answer.status_code, answer.json()) == (200, {})


@pytest.mark.parametrize(
    ("kind", "code"), [("none", None), ("phone", 2018218), ("forbidden", 2018247)]
)
def test_a_person_without_profile(sim: Sim, kind: str, code: int | None) -> None:
    ben = sim.person(profile=kind)
    ben.says("Hello")
    answer = sim.graph("GET", f"{ben.psid}?fields=first_name").json()
    assert answer.get("error", {}).get("error_subcode") == code
    assert code or answer == {}


def test_an_unknown_id_is_no_object(sim: Sim) -> None:
    error = sim.graph("GET", "1234567890123456?fields=first_name").json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)


def test_debug_token_tells_what_the_pages_token_is_to_the_app_only(sim: Sim) -> None:
    asked = f"debug_token?input_token={sim.setup.page_access_token}"
    assert sim.graph("GET", asked).status_code == 401
    facts = sim.graph("GET", asked, token=sim.setup.app_access_token).json()["data"]
    assert (facts["type"], facts["is_valid"], facts["expires_at"]) == ("PAGE", True, 0)
    assert (facts["profile_id"], facts["app_id"]) == (sim.setup.page_id, sim.setup.app_id)
    assert "pages_messaging" in facts["scopes"]
    other = sim.graph("GET", "debug_token?input_token=x", token=sim.setup.app_access_token)
    assert other.json()["data"]["is_valid"] is False


def test_an_expired_token_opens_nothing(sim: Sim) -> None:
    sim.post("/token", {"expires_at": 1_000})
    refused = sim.graph("GET", "me")
    assert refused.status_code == 401
    assert (refused.json()["error"]["code"], refused.json()["error"]["error_subcode"]) == (190, 463)


def test_a_token_without_the_permission_subscribes_no_page(sim: Sim) -> None:
    sim.post("/token", {"scopes": ["pages_messaging"]})
    refused = sim.graph("POST", "me/subscribed_apps", {"subscribed_fields": "messages"})
    assert refused.json()["error"]["code"] == 200
    assert "pages_manage_metadata" in refused.json()["error"]["message"]


def test_what_a_token_cannot_be_is_refused(sim: Sim) -> None:
    assert "colour" in sim.post("/token", {"colour": "red"}, 400)["error"]
    assert "scopes" in sim.post("/token", {"scopes": "all"}, 400)["error"]
    assert sim.get("/token")["type"] == "PAGE"
