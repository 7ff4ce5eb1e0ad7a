"""Logging in to the shop from Messenger (Meta: "Account Linking")."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from simulator.messenger import Messenger
from simulator.thread import Thread

PATH = "/sim/account_linking"  # stands for Messenger's own redirect address


def begin(messenger: Messenger, thread: Thread, login_url: str) -> str:
    """The address of the shop's login page, with what Messenger adds to it."""
    token = messenger.logins.begin(thread.person.psid, messenger.clock.now())
    back = f"{messenger.address}{PATH}?{urlencode({'account_linking_token': token})}"
    parts = urlsplit(login_url)
    query = [*parse_qsl(parts.query), ("account_linking_token", token), ("redirect_uri", back)]
    return urlunsplit(parts._replace(query=urlencode(query)))


def finish(messenger: Messenger, token: str, code: str) -> bool:
    """The shop's page came back: linked if it brought a code. False for a token gone stale."""
    psid = messenger.logins.end(token, messenger.clock.now())
    if psid is None or psid not in messenger.threads:
        return False
    thread = messenger.threads[psid]
    told = "You logged in." if code else "You did not log in."
    with thread.doing("logs in" if code else "does not log in"):
        thread.add("notice", "notice", messenger.clock.now(), {"text": told})
    if code:
        thread.linked = True
        event = {"status": "linked", "authorization_code": code}
        messenger.tell(thread, {"account_linking": event})
    messenger.screen_changed(thread)
    return True


def log_out(messenger: Messenger, thread: Thread) -> None:
    """The person tapped Log Out."""
    thread.linked = False
    thread.add("notice", "notice", messenger.clock.now(), {"text": "You logged out."})
    messenger.tell(thread, {"account_linking": {"status": "unlinked"}})
