"""The Page's menu and commands, as one person has them."""

from collections.abc import Mapping
from typing import Any

from simulator.messenger import Messenger
from simulator.thread import Thread


def menu_of(messenger: Messenger, thread: Thread) -> list[dict[str, Any]]:
    """The entries of the menu that the person sees: their own, else the Page's."""
    profile = messenger.page.profile
    menus = thread.menu or profile.get("persistent_menu")
    if not menus or not thread.begun or in_browser(thread) or commands_of(profile, thread):
        return []
    return list(localized(menus, thread).get("call_to_actions", []))


def commands_of(profile: Mapping[str, Any], thread: Thread) -> list[dict[str, Any]]:
    """The Page's commands in the person's locale; they take the menu's place."""
    return list(localized(profile.get("commands") or [], thread).get("commands", []))


def composer_is_off(messenger: Messenger, thread: Thread) -> bool:
    """Whether the menu lets the person tap only."""
    menus = thread.menu or messenger.page.profile.get("persistent_menu") or []
    return thread.begun and bool(localized(menus, thread).get("composer_input_disabled"))


def in_browser(thread: Thread) -> bool:
    """Facebook's in-app browser knows neither Get Started nor the menu."""
    return thread.person.app == "in_app_browser"


def localized(variants: list[dict[str, Any]], thread: Thread) -> dict[str, Any]:
    """The variant of the person's locale, else the default one."""
    by_locale = {each.get("locale", "default"): each for each in variants}
    return by_locale.get(thread.person.locale) or by_locale.get("default") or {}
