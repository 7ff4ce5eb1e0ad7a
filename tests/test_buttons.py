"""Every button and quick reply of every flow, in every language, leads somewhere and fits.

It begins at every claim and follows every button, so a new flow is tested by being there.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from bot.compose import EXPECTS, Answer
from bot.events import (
    AccountLinked,
    Attachment,
    Broadcast,
    Comment,
    CouponRevealed,
    Event,
    Handover,
    OptIn,
    Reaction,
)
from bot.flow import Claim
from bot.login import make_code
from bot.personas import PERSONAS
from bot.profile import messenger_profile
from bot.settings import ROOT, Settings
from bot.steps import As
from tests.test_settings import FULL
from tests.turns import (
    ROUTES,
    SHOP,
    WHO,
    WORDS,
    message,
    postback,
    referred,
    said,
    steps,
    turn,
)

# What stands in a claim's {place}; anything will do where the flow knows no better.
DATA = {"sku": "linen-suit", "budget": "20", "occasion": "WORK"}
# Messages for the claims on patterns: a new pattern needs one here.
WRITTEN = ["2026117", "117"]
# People of whom nothing is known, and of whom everything is.
STATES: list[dict[str, Any]] = [
    {},
    {"customer": "ana@shop.example", "sku": "linen-suit", "occasion": "WORK", "budget": "20"},
]


def event_of(claim: Claim) -> Event:
    """Something that a person does and that this claim answers."""
    key = re.sub(r"\{(\w+)\}", lambda name: DATA.get(name[1], "something"), claim.key)
    events: dict[str, Event] = {
        "ref": referred(key),
        "payload": postback(key),
        "broadcast": Broadcast(**WHO, flow=key, topic="weekly deals", token="t"),  # noqa: S106
        "text": message(key.split("|")[0]),
        "pattern": message(next((text for text in WRITTEN if re.fullmatch(key, text)), "")),
        "greeting": message("?", is_greeting=True),
        "reply": message("Pier 7"),
        "attachment": message(attachments=(Attachment(key or "image"),)),
        "reaction": Reaction(**WHO, reaction=key),
        "opt_in": OptIn(**WHO, token="t", topic=key or "anything"),  # noqa: S106
        "coupon": CouponRevealed(**WHO, payload=key, code="C"),
        "lead": referred(type=key),
        "account": AccountLinked(
            **WHO, code=make_code("ana@shop.example", SHOP.secret) if key == "linked" else ""
        ),
        "handover": Handover(**WHO, owner=SHOP.app_id if key == "back" else "1"),
        "comment": Comment(**WHO, comment_id="1_2"),
        "anything": message("Do you sell submarines?"),
    }
    return events[claim.door]


@cache
def answers(locale: str) -> list[tuple[str, Answer]]:
    """What every claim answers in every state, and what every button of it answers in turn."""
    made = []
    for state in STATES:
        tapped: set[str] = set()
        waiting = [(claim.place, event_of(claim), claim) for claim in ROUTES.claims]
        while waiting:
            place, event, claim = waiting.pop()
            facts = {**state, EXPECTS: claim.key} if claim.door == "reply" else state
            answer = said(turn(event, locale=locale, facts=facts))
            made.append((place, answer))
            for payload in postbacks(answer):
                if payload not in tapped:
                    tapped.add(payload)
                    waiting.append((f"{payload} of {place}", postback(payload), claim))
    return made


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a piece of JSON."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from parts(part)


def objects(answer: Answer) -> Iterator[dict[str, Any]]:
    """Every object in the calls of an answer and in their stand-ins."""
    for call in answer.calls:
        yield from parts(call.body)
        yield from parts(call.otherwise)


def postbacks(answer: Answer) -> list[str]:
    """The payloads of buttons and quick replies."""
    tappable = ("postback", "text")
    return [
        part["payload"]
        for part in objects(answer)
        if (part.get("type") or part.get("content_type")) in tappable
    ]


def test_every_claim_answers(subtests: pytest.Subtests) -> None:
    for claim in ROUTES.claims:
        with subtests.test(f"{claim.door} {claim.key}"):
            facts = {EXPECTS: claim.key} if claim.door == "reply" else {}
            of = turn(event_of(claim), facts=facts)
            [answering, *_] = [flow.__name__ for flow in ROUTES.answer(of)]
            assert answering == claim.handler.__name__
            assert said(of).outcome == "answered"
            assert steps(of)


def test_every_answer_can_be_made_in_every_language(subtests: pytest.Subtests) -> None:
    """A title over Messenger's limit, or a lost placeholder, would make it fail."""
    for locale in WORDS.locales:
        with subtests.test(locale):
            outcomes = {place: answer.outcome for place, answer in answers(locale)}
            assert len(outcomes) >= len(ROUTES.claims) / 3
            assert {place for place, how in outcomes.items() if how != "answered"} == set()


def test_every_button_leads_somewhere(subtests: pytest.Subtests) -> None:
    for locale in WORDS.locales:
        with subtests.test(locale):
            payloads = {payload for _, answer in answers(locale) for payload in postbacks(answer)}
            assert len(payloads) > 2
            assert {each for each in payloads if not ROUTES.find("payload", each)} == set()


def test_quick_replies_and_buttons_of_one_message_have_different_titles() -> None:
    """Two pills of one title could not be told apart."""
    for locale in WORDS.locales:
        for place, answer in answers(locale):
            for part in objects(answer):
                for kind in ("quick_replies", "buttons"):
                    titles = [item.get("title") for item in part.get(kind, [])]
                    assert len(set(titles)) == len(titles), (locale, place, titles)


def test_every_coupon_and_opt_in_request_is_followed_up() -> None:
    doors = {"coupon": "coupon", "notification_messages": "opt_in"}
    seen = set()
    for _, answer in answers("en_US"):
        for part in objects(answer):
            if door := doors.get(part.get("template_type", "")):
                seen.add(door)
                assert ROUTES.find(door, part["payload"]) or ROUTES.find(door, "")
    assert seen == set(doors.values())


def test_every_question_has_somebody_who_reads_the_reply() -> None:
    questions = {answer.facts[EXPECTS] for _, answer in answers("en_US") if EXPECTS in answer.facts}
    asked = {str(question) for question in questions if question}
    assert asked == {claim.key for claim in ROUTES.claims if claim.door == "reply"}


def test_every_persona_that_speaks_exists() -> None:
    spoken = [steps(turn(event_of(claim), facts={EXPECTS: claim.key})) for claim in ROUTES.claims]
    personas = {step.persona for said in spoken for step in said if isinstance(step, As)}
    assert personas
    assert personas <= set(PERSONAS)


def test_every_picture_is_in_the_shop_and_every_address_is_one() -> None:
    pictures, addresses = set(), set()
    for _, answer in answers("en_US"):
        for part in objects(answer):
            if image := part.get("image_url"):
                pictures.add(image.removeprefix(SHOP.app_url))
            addresses |= {part[key] for key in ("url", "coupon_url") if key in part}
    assert len(pictures) > 2
    assert {path for path in pictures if not (ROOT / path.lstrip("/")).is_file()} == set()
    assert {url for url in addresses if not url.startswith(("https://", SHOP.app_url))} == set()


def test_every_item_of_the_menu_and_get_started_lead_somewhere() -> None:
    profile = messenger_profile(Settings.from_env(FULL), WORDS)
    payloads = {part["payload"] for part in parts(profile) if "payload" in part}
    assert "GET_STARTED" in payloads
    assert len(payloads) > 1
    assert {payload for payload in payloads if not ROUTES.find("payload", payload)} == set()


def test_greeting_and_menu_fit_in_every_language() -> None:
    profile = messenger_profile(Settings.from_env(FULL), WORDS)
    assert len(profile["greeting"]) == len(profile["persistent_menu"]) >= len(WORDS.locales)
    for greeting in profile["greeting"]:
        assert 0 < len(greeting["text"]) <= 160, greeting
        assert "{{user_first_name}}" in greeting["text"]
    for menu in profile["persistent_menu"]:
        titles = [item["title"] for item in menu["call_to_actions"]]
        assert all(0 < len(title) <= 30 for title in titles), titles
        assert len(set(titles)) == len(titles) <= 20
