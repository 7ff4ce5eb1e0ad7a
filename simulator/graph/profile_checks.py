"""The rules of each property of the Messenger Profile (Meta: "Messenger Profile API")."""

import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from simulator.graph import checks
from simulator.graph.checks import Json
from simulator.graph.errors import invalid

PAYLOAD = 1000
GREETING = 160
MENU_ITEMS, MENU_TITLE = 20, 30
ICE_BREAKERS = 4
DOMAINS = 50


def _get_started(value: Any) -> None:
    if not isinstance(value, dict):
        raise invalid("get_started", "must be an object with a payload")
    checks.text(value, "payload", "get_started", PAYLOAD, required=True)


def _greeting(value: Any) -> None:
    for number, greeting in enumerate(_per_locale(value, "greeting")):
        checks.text(greeting, "text", f"greeting[{number}]", GREETING, required=True)


def _ice_breakers(value: Any) -> None:
    if isinstance(value, list) and value and all("question" in _dict(each) for each in value):
        return _questions({"ice_breakers": value}, "ice_breakers", "")
    for number, variant in enumerate(_per_locale(value, "ice_breakers")):
        _questions(variant, "call_to_actions", f"ice_breakers[{number}]")


def _questions(parent: Json, key: str, path: str) -> None:
    where = f"{path}.{key}" if path else key
    for number, question in enumerate(checks.items(parent, key, path, 1, ICE_BREAKERS)):
        checks.text(question, "question", f"{where}[{number}]", 80, required=True)
        checks.text(question, "payload", f"{where}[{number}]", PAYLOAD, required=True)


def check_menu(value: Any) -> None:
    """The persistent menu of the Page or of one person."""
    for number, menu in enumerate(_per_locale(value, "persistent_menu")):
        path = f"persistent_menu[{number}]"
        if menu.get("call_to_actions") is None and menu.get("composer_input_disabled"):
            continue
        entries = checks.items(menu, "call_to_actions", path, 1, MENU_ITEMS)
        for place, entry in enumerate(entries):
            _menu_item(entry, f"{path}.call_to_actions[{place}]")


def _menu_item(entry: Json, path: str) -> None:
    kind = checks.one_of(entry, "type", path, ("web_url", "postback"))
    checks.text(entry, "title", path, MENU_TITLE, required=True)
    if kind == "postback":
        checks.text(entry, "payload", path, PAYLOAD, required=True)
    else:
        checks.url(entry, "url", path, required=True)


def _whitelisted_domains(value: Any) -> None:
    if not isinstance(value, list) or not 1 <= len(value) <= DOMAINS:
        raise invalid("whitelisted_domains", f"must be a list of 1 to {DOMAINS} domains")
    for number, domain in enumerate(value):
        path = f"whitelisted_domains[{number}]"
        checks.url({path: domain}, path, "", required=True, https=True)
        host = urlsplit(domain).hostname or ""
        if _is_address(host) or "." not in host:
            raise invalid(path, "must be a fully qualified domain name, no IP or localhost")


def _account_linking_url(value: Any) -> None:
    name = "account_linking_url"
    checks.url({name: value}, name, "", required=True, https=True)


def _commands(value: Any) -> None:
    for number, variant in enumerate(_per_locale(value, "commands")):
        path = f"commands[{number}]"
        for place, command in enumerate(checks.items(variant, "commands", path, 1, 100)):
            where = f"{path}.commands[{place}]"
            name = checks.text(command, "name", where, 32, required=True)
            checks.text(command, "description", where, 64, required=True)
            if name.startswith("/"):
                raise invalid(f"{where}.name", "must not begin with /")


def _per_locale(value: Any, path: str) -> list[Json]:
    variants = checks.items({path: value}, path, "", 1, 200)
    locales = [variant.get("locale") for variant in variants]
    if "default" not in locales:
        raise invalid(path, "needs an entry with the locale default")
    if len(set(map(str, locales))) < len(locales):
        raise invalid(path, "has a locale twice")
    return variants


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


CHECKS: dict[str, Callable[[Any], None]] = {
    "get_started": _get_started,
    "greeting": _greeting,
    "ice_breakers": _ice_breakers,
    "persistent_menu": check_menu,
    "whitelisted_domains": _whitelisted_domains,
    "account_linking_url": _account_linking_url,
    "commands": _commands,
}
