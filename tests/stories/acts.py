"""What people do in more than one story."""

import requests

from tests.world import LINK, Json, Person


def begins(person: Person, link: str = LINK) -> None:
    """Follow a link into a new conversation, and begin it."""
    person.opens(link)
    person.taps("Get Started")


def is_welcomed(person: Person) -> Json:
    """Begin a conversation without a ref, up to the welcome's last word."""
    begins(person)
    return person.sees("What can I show you?")


def page_said(person: Person) -> list[str]:
    """All that the Page has said to this person: the words of texts, the kinds of the rest."""
    items = person.screen()["conversation"]
    return [item.get("text") or item["kind"] for item in items if item["from"] == "page"]


def leads_to(link: str) -> str:
    """Where the bot leads somebody who follows one of its links to the shop."""
    with requests.Session() as web:
        web.trust_env = False
        answer = web.get(link, allow_redirects=False, timeout=90, headers={"User-Agent": "Phone"})
    assert answer.status_code == 302
    return answer.headers["Location"]
