"""What a tap does, by the kind of what is tapped, and what Messenger tells the bot about it."""

from collections.abc import Callable
from typing import Any

from simulator import account_linking, events, feedback, opt_in_gestures
from simulator.messenger import Messenger
from simulator.screen import Tappable, tappables
from simulator.thread import Thread


class NotOnScreen(LookupError):
    """What the person wanted to tap is not there; `tappable` is what is."""

    def __init__(self, title: str, tappable: list[str]) -> None:
        super().__init__(f"{title!r} is not on the screen.")
        self.tappable = tappable


def tap(
    messenger: Messenger,
    thread: Thread,
    title: str,
    item_id: int | None = None,
    element: int | None = None,
) -> str | None:
    """Tap what is on the screen; the URL it opens, if any. Raises `NotOnScreen`."""
    there = tappables(messenger, thread)
    tapped = next((each for each in there if each.answers_to(title, item_id, element)), None)
    if tapped is None:
        raise NotOnScreen(title, list(dict.fromkeys(each.title for each in there)))
    opened = _TAPS.get(tapped.kind, _nothing)(messenger, thread, tapped)
    messenger.screen_changed(thread)
    return opened


def write(messenger: Messenger, thread: Thread, text: str, **more: Any) -> None:
    """A message of the person's: on the screen, and told to the bot."""
    now, mid = messenger.clock.now(), events.new_mid()
    thread.speak(now)
    answered = {"reply_to": more["reply_to"]["mid"]} if "reply_to" in more else {}
    thread.add("person", "text", now, {"text": text} | answered, mid)
    messenger.tell(thread, events.message(mid, text=text, **more))


def _begin(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    """Get Started or an ice breaker: the referral that waited comes along."""
    source, thread.referral = thread.referral, None
    _post_back(messenger, thread, tapped, source)


def _post_back(
    messenger: Messenger, thread: Thread, tapped: Tappable, source: events.Event | None = None
) -> None:
    now, mid = messenger.clock.now(), events.new_mid()
    thread.speak(now)
    thread.add("person", "text", now, {"text": tapped.title}, mid)
    payload = str(tapped.button.get("payload", ""))
    messenger.tell(thread, events.postback(mid, tapped.title, payload, source))


def _quick_reply(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    payload = str(tapped.button.get("payload", ""))
    write(messenger, thread, tapped.title, quick_reply={"payload": payload})


def _reveal(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    assert tapped.item  # noqa: S101 - only a coupon's card has this button
    code = tapped.button["coupon_code"]
    left = [each for each in tapped.item.content["buttons"] if each["type"] != "coupon"]
    thread.change(tapped.item, code=code, buttons=left)
    messenger.tell(thread, events.coupon_revealed(code, tapped.button.get("payload")))


def _open_feedback(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    assert tapped.item  # noqa: S101 - only a feedback card has this button
    feedback.open_card(thread, tapped.item)


def _score(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    assert tapped.item  # noqa: S101 - only a feedback card has this button
    feedback.answer(messenger, thread, tapped.item, int(tapped.title))


def _open_url(messenger: Messenger, thread: Thread, tapped: Tappable) -> str:
    return str(tapped.button["url"])


def _call(messenger: Messenger, thread: Thread, tapped: Tappable) -> str:
    return f"tel:{tapped.button['payload']}"


def _log_in(messenger: Messenger, thread: Thread, tapped: Tappable) -> str:
    return account_linking.begin(messenger, thread, str(tapped.button["url"]))


def _log_out(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    account_linking.log_out(messenger, thread)


def _nothing(messenger: Messenger, thread: Thread, tapped: Tappable) -> None:
    """What opens a part of Messenger that the simulator does not have."""


_TAPS: dict[str, Callable[[Messenger, Thread, Tappable], str | None]] = {
    "get_started": _begin,
    "ice_breaker": _begin,
    "quick_reply": _quick_reply,
    "postback": _post_back,
    "coupon": _reveal,
    "web_url": _open_url,
    "phone_number": _call,
    "account_link": _log_in,
    "account_unlink": _log_out,
    "notification_messages": opt_in_gestures.opt_in,
    "customer_feedback": _open_feedback,
    "score": _score,
    "stop": opt_in_gestures.stop,
    "resume": opt_in_gestures.resume,
}
