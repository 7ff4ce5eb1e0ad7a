"""/PAGE/custom_user_settings: a persistent menu for one person (Meta: "Persistent Menu")."""

from typing import Any

from simulator.graph import profile_checks
from simulator.graph.call import Call, structure
from simulator.graph.errors import invalid, unknown_person
from simulator.thread import Thread


def update(call: Call) -> dict[str, str]:
    """Set the person's own menu."""
    menu = structure(call.args.get("persistent_menu"))
    profile_checks.check_menu(menu)
    with call.messenger.lock:
        thread = _thread(call)
        if not call.messenger.page.profile.get("get_started"):
            raise invalid("persistent_menu", "needs a get_started button")
        thread.menu = menu
        call.messenger.screen_changed(thread)
    return {"result": "success"}


def read(call: Call) -> dict[str, Any]:
    """The person's own menu and the Page's."""
    with call.messenger.lock:
        menus = {
            "user_level_persistent_menu": _thread(call).menu,
            "page_level_persistent_menu": call.messenger.page.profile.get("persistent_menu"),
        }
    found = {name: menu for name, menu in menus.items() if menu}
    return {"data": [found] if found else []}


def delete(call: Call) -> dict[str, str]:
    """The person sees the Page's menu again."""
    with call.messenger.lock:
        thread = _thread(call)
        thread.menu = None
        call.messenger.screen_changed(thread)
    return {"result": "success"}


def _thread(call: Call) -> Thread:
    psid = str(call.args.get("psid") or "")
    if psid not in call.messenger.threads:
        raise unknown_person(psid)
    call.messenger.rates.take_menu_call(psid)
    return call.messenger.threads[psid]
