"""Tapping an ad that clicks to Messenger (Meta: "messages", "messaging_referrals")."""

from collections.abc import Mapping
from typing import Any

from simulator.messenger import Messenger
from simulator.thread import Thread

CONTEXT = ("ad_title", "photo_url", "video_url", "post_id", "product_id", "flow_id")


def tap(messenger: Messenger, thread: Thread, given: Mapping[str, Any]) -> None:
    """Open the conversation from an ad. The tap alone opens no window; what follows does.

    A new conversation carries the ad with its first message or postback, an existing one tells it
    at once.
    """
    source: dict[str, Any] = {"source": "ADS", "type": "OPEN_THREAD"}
    if given.get("ref"):
        source["ref"] = str(given["ref"])
    source["ad_id"] = str(given.get("ad_id") or "6000000000042")
    source["ads_context_data"] = {key: str(given[key]) for key in CONTEXT if given.get(key)}
    if not thread.begun:
        thread.referral = source
    else:
        messenger.tell(thread, {"referral": source})
    notice = {"text": "You came here from an ad."}
    thread.add("notice", "notice", messenger.clock.now(), notice)
    messenger.screen_changed(thread)
