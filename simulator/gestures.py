"""What a person does on the screen, and what Messenger tells the bot about it."""

from collections.abc import Mapping
from typing import Any

from simulator import events, opt_in_gestures, taps
from simulator.links import OptInLink, PageLink
from simulator.menu import commands_of
from simulator.messenger import Messenger
from simulator.thread import Item, Thread


def open_link(messenger: Messenger, thread: Thread, link: PageLink | OptInLink) -> None:
    """Follow an m.me link (Meta: "m.me Links"): a new conversation waits for Get Started."""
    person = thread.person
    if isinstance(link, OptInLink) and (person.app == "old_ios" or person.region == "ended"):
        plain = {"text": f"This phone opens m.me/{messenger.setup.page_name} instead."}
        thread.add("notice", "notice", messenger.clock.now(), plain)
        link = PageLink()
    if isinstance(link, OptInLink):
        opt_in_gestures.open_opt_in_link(messenger, thread, link)
    else:
        _open_page_link(messenger, thread, link)
    messenger.screen_changed(thread)


def _open_page_link(messenger: Messenger, thread: Thread, link: PageLink) -> None:
    now = messenger.clock.now()
    kept = link.ref and thread.person.app != "ref_lost"
    source = events.referral(link.ref) if link.ref and kept else None
    thread.composer = link.text
    if not thread.begun:
        thread.referral = source
        return
    thread.act(now)
    name = messenger.setup.page_name
    told = f" {name} knows which one: {link.ref}." if source else ""
    thread.add("notice", "notice", now, {"text": f"You came here by following a link.{told}"})
    if source:
        messenger.tell(thread, {"referral": source})


def say(messenger: Messenger, thread: Thread, text: str, answered: Item | None = None) -> None:
    """Send a text, perhaps in reply to an item; what waited in the composer is gone with it."""
    thread.composer = ""
    more = _first_referral(messenger, thread) | _command(thread, text, messenger.page.profile)
    if answered and answered.mid:
        more["reply_to"] = {"mid": answered.mid, "is_self_reply": answered.sender == "person"}
    taps.write(messenger, thread, text, **more)
    messenger.screen_changed(thread)


def _first_referral(messenger: Messenger, thread: Thread) -> dict[str, Any]:
    """What an ad led to; of an m.me link only a third party says so, hence the switch."""
    source, thread.referral = thread.referral, None
    told = messenger.settings.message_referral or (
        source
        and source["source"] == "ADS"
        and "messaging_referrals" in messenger.page.subscribed_fields
    )
    return {"referral": source} if source and told else {}


def _command(thread: Thread, text: str, profile: Mapping[str, Any]) -> dict[str, Any]:
    """A text that begins with a command of the Page's carries its name."""
    first = text.split(maxsplit=1)[0]
    known = [f"/{command['name']}" for command in commands_of(profile, thread)]
    return {"commands": [{"name": first[1:]}]} if first in known else {}
