"""Makes events of a webhook body: total, no JSON raises, and no bad item loses its neighbours.

Source: Meta, "Webhook events" of the Messenger Platform.
"""

from bot.events import Comment, Event, Unknown
from bot.parse.kinds import READERS
from bot.parse.values import Json, as_millis, as_objects, as_text, event_key, member

_ENVELOPE = {"sender", "recipient", "timestamp"}
_LONGEST_PSID = 64
_FEED_ITEMS = {"comment", "post", "status", "photo", "video", "share"}


def parse(body: object) -> list[Event]:
    """All events of one webhook body, in order; `entry` and `messaging` are lists, walk both."""
    events: list[Event] = []
    for entry in as_objects(member(body, "entry")):
        time = as_millis(entry.get("time"))
        events += [_event(item, time) for item in as_objects(entry.get("messaging"))]
        events += [_unknown(item, "standby") for item in as_objects(entry.get("standby"))]
        events += [_change(item, entry) for item in as_objects(entry.get("changes"))]
    return events


def _event(item: Json, time: int) -> Event:
    """One item of `messaging`. Its kind is told by which key is present."""
    psid = as_text(member(item.get("sender"), "id"))
    kind = next((key for key in item if key not in _ENVELOPE), "nothing")
    if not psid or len(psid) > _LONGEST_PSID:
        return _unknown(item, kind)
    who = {"psid": psid, "at": as_millis(item.get("timestamp")) or time}
    for key, read in READERS.items():
        if isinstance(item.get(key), dict):
            # A referral may stand beside the message it came with, as a lead ad's answers do.
            beside = {"referral": item.get("referral"), "lead": item.get("lead")}
            part = {**beside, **item[key]}
            return read(part, who) or _unknown(item, key)
    return _unknown(item, kind)


def _change(change: Json, entry: Json) -> Event:
    """One item of `changes`: a new comment or visitor post by someone else than the Page."""
    value = change.get("value")
    what, verb = as_text(member(value, "item")), as_text(member(value, "verb"))
    author = as_text(member(member(value, "from"), "id"))
    is_news = change.get("field") == "feed" and what in _FEED_ITEMS and verb == "add"
    if not is_news or not author or author == as_text(entry.get("id")):
        return _unknown(change, "changes")
    post_id = as_text(member(value, "post_id"))
    comment_id = as_text(member(value, "comment_id")) if what == "comment" else ""
    name = comment_id or (post_id if what != "comment" else "")
    if not name:
        return _unknown(change, "changes")
    key = event_key("feed", name)
    at = as_millis(member(value, "created_time")) or as_millis(entry.get("time"))
    return Comment(psid=f"feed-{key}", key=key, at=at, comment_id=comment_id, post_id=post_id)


def _unknown(item: Json, kind: str) -> Unknown:
    psid = as_text(member(item.get("sender"), "id"))[:_LONGEST_PSID]
    return Unknown(psid=psid, key="", at=0, kind=kind)
