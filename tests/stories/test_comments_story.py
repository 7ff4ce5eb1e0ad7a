"""Comments and visitor posts: one private reply for each new one by somebody else."""

import pytest

from tests.stories.acts import is_welcomed, page_said
from tests.stories.shop import rests
from tests.world import Json, Person, World

REPLY = "Thank you for writing to us!"


def writes(world: World, person: Person | None, message: str, **more: str) -> Json:
    """A person, or the Page itself, comments on a post of the Page, or posts there."""
    author = {"psid": person.psid} if person else {}
    entry: Json = world.post("/feed", {"message": message, **author, **more}, 201)
    return entry


def replies_to(world: World, entry: Json) -> list[Json]:
    """All private replies that the bot has tried to send to a comment or a post."""
    asked = [call["request"] for call in world.get("/calls") if call["method"] == "POST"]
    named = [request.get("recipient") for request in asked if isinstance(request, dict)]
    kinds = ("comment_id", "post_id")
    return [to for to in named if isinstance(to, dict) and entry["id"] in map(to.get, kinds)]


@pytest.mark.parametrize("kind", ["comment", "post"])
def test_a_new_one_gets_one_private_reply(world: World, ana: Person, kind: str) -> None:
    entry = writes(world, ana, "Is the linen suit back?", kind=kind)
    assert entry["kind"] == kind
    ana.sees(REPLY)
    rests(world.environment["DATABASE_URL"])
    assert replies_to(world, entry) == [{f"{kind}_id": entry["id"]}]


def test_who_answers_the_private_reply_is_in_a_conversation(world: World, ana: Person) -> None:
    writes(world, ana, "Is the linen suit back?", kind="comment")
    ana.sees(REPLY)
    ana.says("Outfits")
    ana.taps("For me")
    ana.sees("What is the occasion?")


@pytest.mark.parametrize("verb", ["edited", "hide", "unhide", "remove"])
@pytest.mark.parametrize("kind", ["comment", "post"])
def test_what_becomes_of_it_gets_no_reply(world: World, ana: Person, kind: str, verb: str) -> None:
    is_welcomed(ana)
    entry = writes(world, ana, "Is the linen suit back?", kind=kind)
    ana.sees(REPLY)
    world.post(f"/feed/{entry['id']}", {"verb": verb, "message": "Is it?"})
    is_still_answered(world, ana)
    assert len(replies_to(world, entry)) == 1
    assert len([text for text in page_said(ana) if REPLY in text]) == 1


def test_the_pages_own_comments_and_posts_get_none(world: World, ana: Person) -> None:
    is_welcomed(ana)
    own = [writes(world, None, "New in!", kind=kind) for kind in ("post", "comment")]
    other = writes(world, ana, "Lovely", kind="comment", post_id=own[0]["id"])
    ana.sees(REPLY)
    is_still_answered(world, ana)
    assert [len(replies_to(world, entry)) for entry in (*own, other)] == [0, 0, 1]


def test_each_comment_gets_its_own(world: World, ana: Person) -> None:
    is_welcomed(ana)
    entries = [writes(world, ana, text, kind="comment") for text in ("One", "Two", "Three")]
    is_still_answered(world, ana)
    assert [len(replies_to(world, entry)) for entry in entries] == [1, 1, 1]


def is_still_answered(world: World, person: Person) -> None:
    """Whatever Messenger told the bot before this has been heard, and done, by now."""
    person.says("Do you sell submarines?")
    person.sees("I didn't get that")
    rests(world.environment["DATABASE_URL"])
