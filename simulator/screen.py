"""What a person sees and can tap: the conversation, quick replies, buttons, menu, Get Started."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.bubble import button_title
from simulator.menu import commands_of, composer_is_off, in_browser, localized, menu_of
from simulator.messenger import Messenger
from simulator.thread import Item, Thread

GET_STARTED = "Get Started"
HIDDEN = ("coupon_code", "link", "screen", "days")


@dataclass(frozen=True, slots=True)
class Tappable:
    """Something on the screen. `kind` is a button's type, or what the screen itself offers.

    `element` is the number of the card in a carousel, from 0.
    """

    title: str
    kind: str
    button: Mapping[str, Any] = field(default_factory=dict)
    item: Item | None = None
    element: int | None = None

    def answers_to(self, title: str, item_id: int | None, element: int | None) -> bool:
        """Whether this is what is meant; only the title must be given."""
        same_item = item_id is None or (self.item is not None and self.item.id == item_id)
        return self.title == title and same_item and element in (None, self.element)


def screen_of(messenger: Messenger, thread: Thread) -> dict[str, Any]:
    """The screen in the shape of `/sim/people/PSID/screen`."""
    titles = dict.fromkeys(each.title for each in tappables(messenger, thread))
    return {
        "psid": thread.person.psid,
        "person": thread.person.as_json(),
        "conversation": [_shown(item) for item in thread.items],
        "tappable": list(titles),
        "composer": thread.composer,
        "greeting": None if thread.begun else _greeting(messenger, thread),
        "typing": thread.is_typing(messenger.clock.now()),
        "seen_at": thread.seen_at,
        "menu": [
            {key: item[key] for key in ("title", "type", "url") if key in item}
            for item in menu_of(messenger, thread)
        ],
        "commands": commands_of(messenger.page.profile, thread),
        "composer_off": composer_is_off(messenger, thread),
        "window_closes_at": thread.window_closes_at,
        "thread_owner": thread.owner,
    }


def tappables(messenger: Messenger, thread: Thread) -> list[Tappable]:
    """All that can be tapped now, the newest first."""
    return [
        *_beginnings(messenger, thread),
        *_on_items(thread),
        *_menu_items(messenger, thread),
        *_opt_ins(messenger, thread),
    ]


def _shown(item: Item) -> dict[str, Any]:
    shown = item.as_json()
    for key in ("buttons", "elements"):
        if key in shown:
            shown[key] = [_public(each) for each in shown[key]]
    return shown


def _public(part: Mapping[str, Any]) -> dict[str, Any]:
    """A button or element without what only Messenger knows, such as a coupon's hidden code."""
    shown = {key: value for key, value in part.items() if key not in HIDDEN}
    if "buttons" in shown:
        shown["buttons"] = [_public(button) for button in shown["buttons"]]
    elif "type" in shown:
        shown["title"] = button_title(part)
    return shown


def _beginnings(messenger: Messenger, thread: Thread) -> Iterator[Tappable]:
    """Ice breakers set through the API win over Get Started (Meta: "Ice Breakers")."""
    profile = messenger.page.profile
    if thread.begun or (in_browser(thread) and not profile.get("ice_breakers")):
        return
    if profile.get("ice_breakers"):
        for question in _questions(profile["ice_breakers"], thread):
            yield Tappable(question["question"], "ice_breaker", question)
    elif profile.get("get_started"):
        yield Tappable(GET_STARTED, "get_started", profile["get_started"])


def _questions(ice_breakers: list[dict[str, Any]], thread: Thread) -> list[dict[str, Any]]:
    """The questions in either form Meta accepts: flat, or per locale."""
    if "question" in ice_breakers[0]:
        return ice_breakers
    return list(localized(ice_breakers, thread).get("call_to_actions", []))


def _on_items(thread: Thread) -> Iterator[Tappable]:
    for item in reversed(thread.items):
        for reply in item.content.get("quick_replies", []):
            yield Tappable(reply["title"], "quick_reply", reply, item)
        for button in item.content.get("buttons", []):
            yield Tappable(button_title(button), button["type"], button, item)
        for number, element in enumerate(item.content.get("elements", [])):
            for button in element.get("buttons", []):
                yield Tappable(button_title(button), button["type"], button, item, number)
            for image in element.get("images", []):
                if image.get("payload"):
                    yield Tappable(image["title"], "postback", image, item, number)


def _menu_items(messenger: Messenger, thread: Thread) -> Iterator[Tappable]:
    for item in menu_of(messenger, thread):
        yield Tappable(item["title"], item["type"], item)


def _opt_ins(messenger: Messenger, thread: Thread) -> Iterator[Tappable]:
    for token in messenger.ledger.held_by(thread.person.psid):
        if token.stopped:
            yield Tappable(f"Resume {token.topic}", "resume", {"token": token.token})
        else:
            yield Tappable(f"Stop {token.topic}", "stop", {"token": token.token})


def _greeting(messenger: Messenger, thread: Thread) -> str | None:
    greetings = messenger.page.profile.get("greeting")
    if not greetings:
        return None
    person = thread.person
    text = str(localized(greetings, thread).get("text", ""))
    names = {"first": person.first_name, "last": person.last_name, "full": person.name}
    for which, name in names.items():
        text = text.replace(f"{{{{user_{which}_name}}}}", name)
    return text
