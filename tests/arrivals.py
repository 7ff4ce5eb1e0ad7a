"""Messaging events of people who follow links, and the sums that are kept of them."""

from collections.abc import Mapping
from typing import Any

from bot.store.milestones import ALL
from bot.store.models import CAMPAIGN_DAY
from tests.payloads import event
from tests.runtime import Runtime

Json = dict[str, Any]
Sums = dict[tuple[str, str], Mapping[str, int]]


def of(psid: str, item: Json) -> Json:
    """The event as if this person had caused it."""
    return {**item, "sender": {"id": psid}}


def link(psid: str, ref: str, seconds: int = 0) -> Json:
    """They follow m.me/PAGE?ref=… in a conversation they have."""
    found = event("referral_link", seconds)
    return of(psid, {**found, "referral": {**found["referral"], "ref": ref}})


def get_started(psid: str, ref: str) -> Json:
    """They follow the link, and tap Get Started."""
    found = event("postback_get_started_from_link")
    referral = {**found["postback"]["referral"], "ref": ref}
    return of(psid, {**found, "postback": {**found["postback"], "mid": psid, "referral": referral}})


def tap(psid: str, payload: str, mid: str) -> Json:
    """They tap a button."""
    found = event("postback_button")
    return of(psid, {**found, "postback": {**found["postback"], "mid": mid, "payload": payload}})


def reveal(psid: str, seconds: int = 0) -> Json:
    """They tap Reveal code."""
    return of(psid, event("coupon_revealed", seconds))


def opt_in(psid: str, name: str = "optin_button", seconds: int = 0, **more: str) -> Json:
    """They opt in, or stop (optin_stop), with a token of their own."""
    found = event(name, seconds)
    token = {"notification_messages_token": f"token-of-{psid}"}
    return of(psid, {**found, "optin": {**found["optin"], **token, **more}})


def sums(runtime: Runtime) -> Sums:
    """What is counted of all days, by kind and name of the campaign; without those of all."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for row in runtime.rows(CAMPAIGN_DAY):
        if row.kind == ALL:
            continue
        of_campaign = found.setdefault((row.kind, row.campaign), {})
        of_campaign[row.milestone] = of_campaign.get(row.milestone, 0) + row.people
    return dict(found)
