"""Following an m.me/rn link, allowing notification messages, stopping and resuming them."""

from typing import Any

from simulator.links import OptInLink
from simulator.messenger import Messenger
from simulator.optins import Token, opt_in_event
from simulator.render import opt_in_card
from simulator.screen import Tappable
from simulator.thread import Thread


def open_opt_in_link(messenger: Messenger, thread: Thread, link: OptInLink) -> None:
    """Show the card of a registered topic; any other topic leads to the base link, without one."""
    now = messenger.clock.now()
    topic = messenger.page.topics.get(link.topic.lower())
    if topic is None:
        why = _no_request(messenger.setup.page_name, link.topic)
        thread.add("notice", "notice", now, {"text": why})
        return
    link_facts = {
        "ref": link.ref,
        "source": "SHORTLINK",
        "notification_messages_topic": topic,
        "notification_messages_frequency": link.cadence.upper(),
    }
    thread.add(
        "page", "notification_messages", now, opt_in_card(topic, payload="", link=link_facts)
    )


def opt_in(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    """Allow messages; it does not open the window. A role holder's tap registers the topic."""
    assert tapped.item  # noqa: S101 - only an opt-in card has this button
    person, title = thread.person, str(tapped.item.content["title"])
    now = messenger.clock.now()
    thread.begun = True
    token = messenger.ledger.opt_in(person.psid, title, _timezone(person.timezone), now)
    if person.role_holder:
        messenger.page.register_topic(title)
        messenger.changes.mark("page")
    thread.change(tapped.item, buttons=None, subtitle="You will get messages on this topic.")
    more: dict[str, Any] = {"payload": tapped.button["payload"], **tapped.button.get("link", {})}
    if messenger.settings.optin_frequency and "link" not in tapped.button:
        more["notification_messages_frequency"] = tapped.button.get("frequency", "DAILY")
    messenger.tell(thread, opt_in_event(token, **more))


def stop(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    """Messages on the topic are no longer wanted."""
    _change(messenger, thread, tapped, stopped=True)


def resume(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    """Messages on the topic are wanted again."""
    _change(messenger, thread, tapped, stopped=False)


def _change(messenger: Messenger, thread: Thread, tapped: Tappable, *, stopped: bool) -> None:
    token: Token = messenger.ledger.tokens[tapped.button["token"]]
    token.stopped = stopped
    said = "stopped" if stopped else "resumed"
    notice = {"text": f"You {said} messages on {token.topic}."}
    thread.add("notice", "notice", messenger.clock.now(), notice)
    status = "STOP_NOTIFICATIONS" if stopped else "RESUME_NOTIFICATIONS"
    messenger.tell(thread, opt_in_event(token, notification_messages_status=status))


def _no_request(page: str, topic: str) -> str:
    """What Messenger does where a link's topic is not registered, and how one is."""
    plain = f"Messenger then opens the bare m.me/rn/{page}: the chat, without an opt-in request."
    if not topic:
        return f"The link names no topic (?topic=…). {plain}"
    return (
        f"The topic “{topic}” is not registered with this Page. {plain} To register a topic, "
        "somebody with a role on the app taps the bot's opt-in request for it."
    )


def _timezone(hours: float) -> str:
    """A zone id for an offset; the Etc zones count the other way round."""
    return "Etc/UTC" if not hours else f"Etc/GMT{-int(hours):+d}"
