"""Does what a line of a transcript says that somebody does."""

import json
import re
from collections.abc import Callable
from typing import Any

import requests

from simulator.bubble import heading
from simulator.play import Person, World
from simulator.transcript import BREAK, INBOX


class CannotDo(ValueError):
    """What the line says cannot be done; the message says why."""


class Actor:
    """The person of one transcript, in a world where they are new."""

    def __init__(self, world: World, person: Person) -> None:
        self._world, self.person = world, person
        self._opened = ""

    def does(self, speaker: str, words: str) -> None:
        """Do one act; raise `CannotDo`."""
        acts = _acts_of(speaker)
        for pattern, act in acts.items():
            if match := re.fullmatch(pattern, words.replace(BREAK, "\n"), re.DOTALL):
                try:
                    return act(self, *match.groups(default=""))
                except AssertionError as error:
                    said, *screen = str(error).splitlines()
                    there = f". {screen[-1]}" if screen else ""
                    raise CannotDo(said.removesuffix(" and saw this:") + there) from None
        known = ", ".join(pattern.partition(" ")[0] for pattern in acts)
        raise CannotDo(f"Nobody knows how {speaker} “{words}”; there are {known}.")

    def taps(self, title: str, card: str) -> None:
        """Tap; a link that opens is kept for logging in."""
        which = {"element": int(card) - 1} if card else {}
        self._opened = self.person.taps(title, **which)["opened"] or ""

    def reacts(self, reaction: str, to: str) -> None:
        """React to the newest bubble with this heading."""
        items = reversed(self.person.screen()["conversation"])
        item = next((item for item in items if heading(item) == to and "mid" in item), None)
        if item is None:
            raise CannotDo(f"No bubble begins with “{to}”.")
        self.person.reacts(item, None if reaction == "nothing" else reaction)

    def logs_in(self, fields: str) -> None:
        """Fill in the shop's log-in page that the last tap opened, and send the form."""
        form = dict(field.split("=", 1) for field in fields.split() if "=" in field)
        try:
            with requests.Session() as session:
                session.trust_env = False
                session.post(self._opened, data=form, timeout=30)
        except requests.RequestException:
            raise CannotDo(f"The log-in page {self._opened!r} does not answer.") from None

    def rates(self, score: str, text: str) -> None:
        """Answer the newest feedback card."""
        items = reversed(self.person.screen()["conversation"])
        card = next((item["id"] for item in items if item["kind"] == "customer_feedback"), None)
        self.posts_to("feedback", id=card, score=int(score), text=text)

    def posts_to(self, path: str, **body: object) -> None:
        """Do something of which a person of the plugin knows nothing."""
        self._world.post(f"/people/{self.person.psid}/{path}", body)

    def writes_on_the_page(self, kind: str, message: str) -> None:
        """Comment on the Page's post, or write one of one's own."""
        body = {"psid": self.person.psid, "kind": kind, "message": message}
        self._world.post("/feed", body, 201)


def can_be_done(speaker: str, words: str) -> bool:
    """Whether these are words for an act of this speaker's."""
    return any(re.fullmatch(pattern, words) for pattern in _acts_of(speaker))


def _acts_of(speaker: str) -> dict[str, Callable[..., None]]:
    return _OF_THE_INBOX if speaker == INBOX else _ACTS


def _json(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise CannotDo(f"This is no JSON object: {text}")
    return given


_ACTS: dict[str, Callable[..., None]] = {
    r"opens (.+)": lambda actor, link: actor.person.opens(link),
    r"taps (.+?)(?:, card (\d+))?": Actor.taps,
    r"says (.+)": lambda actor, text: actor.person.says(text),
    r"sends (\w+) ?(.*)": lambda actor, kind, url: actor.person.sends(kind, url),
    r"reacts (\w+) to (.+)": Actor.reacts,
    r"comments (.+)": lambda actor, text: actor.writes_on_the_page("comment", text),
    r"posts (.+)": lambda actor, text: actor.writes_on_the_page("post", text),
    r"logs in(?: with)? ?(.*)": Actor.logs_in,
    r"rates (\d+) ?(.*)": Actor.rates,
    r"follows an ad (.+)": lambda actor, facts: actor.posts_to("ad", **_json(facts)),
    r"causes (.+)": lambda actor, event: actor.person.causes(_json(event)),
    r"blocks": lambda actor: actor.posts_to("block", blocked=True),
    r"unblocks": lambda actor: actor.posts_to("block", blocked=False),
}
_OF_THE_INBOX: dict[str, Callable[..., None]] = {
    r"says (.+)": lambda actor, text: actor.posts_to("inbox", action="say", text=text),
    r"(take|give back|request)": lambda actor, words: actor.posts_to(
        "inbox", action=words.replace(" ", "_")
    ),
}
