"""What people do in more than one story."""

from tests.world import LINK, Json, Person, World


def begins(person: Person, link: str = LINK) -> None:
    """Follow a link into a new conversation, and begin it."""
    person.opens(link)
    person.taps("Get Started")


def is_welcomed(person: Person) -> Json:
    """Begin a conversation without a ref, up to the welcome's last word."""
    begins(person)
    return person.sees("What can I show you?")


def sends(world: World, person: Person, kind: str, **more: str) -> None:
    """Send a picture, a sticker, a link …"""
    world.post(f"/people/{person.psid}/send", {"type": kind, **more})


def reacts(world: World, person: Person, to: Json, reaction: str | None) -> None:
    """React to one of the Page's messages, or take it back."""
    world.post(f"/people/{person.psid}/react", {"id": to["id"], "reaction": reaction})


def page_said(person: Person) -> list[str]:
    """All that the Page has said to this person: the words of texts, the kinds of the rest."""
    items = person.screen()["conversation"]
    return [item.get("text") or item["kind"] for item in items if item["from"] == "page"]
