"""People opted in to a topic, and the broadcasts that reach them, without a bot running."""

import time
from typing import Any

from bot.notifications import Broadcasts
from bot.store import broadcasts, opt_ins
from tests.meta import Meta
from tests.runtime import Runtime

TOPIC = "weekly deals"


def opts_in(runtime: Runtime, psid: str, token: str, topic: str = TOPIC, **more: Any) -> None:
    """The person allows messages by a link; what the bot says to that is out of the way."""
    optin = {
        "type": "notification_messages",
        "notification_messages_token": token,
        "notification_messages_topic": topic,
        "payload": "",
    }
    runtime.gets({"sender": {"id": psid}, "timestamp": 1, "optin": optin | more})
    runtime.settles(psid)
    with runtime.database.writing() as connection:
        opt_ins.eligible_from(connection, token, None)


def spreading(runtime: Runtime) -> Broadcasts:
    """The broadcasts of a process just started."""
    woken: list[str] = []
    return Broadcasts(runtime.database, runtime.graph, runtime.answers, woken.append, runtime.clock)


def begin(runtime: Runtime) -> int:
    """Plan the weekly deals for now; the broadcast's id."""
    with runtime.database.writing() as connection:
        now = time.time()
        return broadcasts.plan(connection, TOPIC, "weekly_deals", now, now)


def settle(runtime: Runtime, *psids: str) -> None:
    """Spread and send until nothing is left."""
    while spreading(runtime).spread():
        for psid in psids:
            runtime.settles(psid)


def deals(meta: Meta) -> list[str]:
    """The tokens that the deal went through, in order."""
    calls = [call for call in meta.calls if "attachment" in call.body.get("message", {})]
    return [call.body["recipient"].get("notification_messages_token", "") for call in calls]
