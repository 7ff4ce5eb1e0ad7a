"""Every limit of Messenger's is known where a message is made, and what is made is its JSON.

The limits: Meta, "Send API", "Templates", "Buttons", "Quick replies", "Marketing messages".
"""

from collections.abc import Callable
from typing import Any

import pytest

from bot.flows import (
    AccountLinkButton,
    AccountUnlinkButton,
    ButtonTemplate,
    CouponTemplate,
    Element,
    GenericTemplate,
    Image,
    OptInRequest,
    PostbackButton,
    QuickReply,
    Text,
    UrlButton,
)
from bot.messages.limits import LimitError

Make = Callable[[Any], Any]

REPLY = QuickReply("Yes", "YES")
BUTTON = PostbackButton("Go", "GO")
CARD = Element("A coat", "Warm")


def coupon(**more: Any) -> CouponTemplate:
    return CouponTemplate(**{"title": "Half price", "code": "HALF", "payload": "P", **more})


def opt_in(**more: Any) -> OptInRequest:
    return OptInRequest(**{"title": "Weekly deals", "payload": "weekly deals", **more})


WORDS: dict[str, tuple[int, Make]] = {
    "text": (1999, Text),
    "quick reply's title": (20, lambda words: QuickReply(words, "P")),
    "quick reply's payload": (1000, lambda words: QuickReply("Yes", words)),
    "postback button's title": (20, lambda words: PostbackButton(words, "P")),
    "postback button's payload": (1000, lambda words: PostbackButton("Go", words)),
    "web button's title": (20, lambda words: UrlButton(words, "https://shop.example")),
    "button template's text": (640, lambda words: ButtonTemplate(words, [BUTTON])),
    "card's title": (80, lambda words: Element(words, "Warm")),
    "card's subtitle": (80, lambda words: Element("A coat", words)),
    "coupon's title": (80, lambda words: coupon(title=words)),
    "coupon's subtitle": (80, lambda words: coupon(subtitle=words)),
    "coupon's payload": (1000, lambda words: coupon(payload=words)),
    "coupon's button": (20, lambda words: coupon(url_title=words)),
    "opt-in request's title": (65, lambda words: opt_in(title=words)),
    "opt-in request's payload": (1000, lambda words: opt_in(payload=words)),
}
OPTIONAL = {"card's subtitle", "coupon's subtitle", "coupon's button"}
COUNTS: dict[str, tuple[int, int, Make]] = {
    "quick replies of a text": (0, 13, lambda items: Text("Well?", [REPLY] * items)),
    "quick replies of cards": (0, 13, lambda items: GenericTemplate([CARD], [REPLY] * items)),
    "buttons of a button template": (1, 3, lambda items: ButtonTemplate("Well?", [BUTTON] * items)),
    "buttons of a card": (0, 3, lambda items: Element("A coat", "Warm", buttons=[BUTTON] * items)),
    "cards": (1, 10, lambda items: GenericTemplate([CARD] * items)),
}


@pytest.mark.parametrize("where", WORDS)
def test_words_fit_up_to_messengers_limit_and_no_further(where: str) -> None:
    most, make = WORDS[where]
    make("x" * most)
    with pytest.raises(ValueError, match=f"{most + 1} characters; Messenger takes 1 to {most}"):
        make("x" * (most + 1))


@pytest.mark.parametrize("where", WORDS)
def test_words_are_counted_as_messenger_may_count_them(where: str) -> None:
    """Meta does not say how; an emoji counts as two in the stricter way, UTF-16."""
    most, make = WORDS[where]
    make("🧥" * (most // 2))
    with pytest.raises(ValueError, match="characters"):
        make("🧥" * (most // 2 + 1))


@pytest.mark.parametrize("where", sorted(set(WORDS) - OPTIONAL))
def test_words_that_must_be_there_are_not_empty(where: str) -> None:
    with pytest.raises(ValueError, match="has 0 characters"):
        WORDS[where][1]("")


@pytest.mark.parametrize("where", COUNTS)
def test_there_are_as_many_as_messenger_takes(where: str) -> None:
    least, most, make = COUNTS[where]
    make(least)
    make(most)
    for number in {least - 1, most + 1} - {-1}:
        with pytest.raises(ValueError, match=f"Messenger takes {least} to {most}"):
            make(number)


@pytest.mark.parametrize(
    "make",
    [
        *(make for _, make in WORDS.values()),
        lambda words: coupon(code=words),
        lambda words: opt_in(cta=words),
    ],
)
def test_the_error_tells_the_limit_and_nothing_of_the_message(make: Make) -> None:
    """So that it may be logged: an error's text reaches a log through this class alone."""
    with pytest.raises(LimitError) as caught:
        make("Ana Alder " * 500)
    assert "Alder" not in str(caught.value)


def test_a_card_needs_something_besides_its_title() -> None:
    with pytest.raises(ValueError, match="besides its title"):
        Element("A coat")
    Element("A coat", image_url="https://shop.example/coat.png")
    Element("A coat", url="https://shop.example/coat")
    Element("A coat", buttons=[BUTTON])


@pytest.mark.parametrize("code", ["", "SUMMER 50", "A\tB", "A\u00a0B"])
def test_a_coupons_code_is_one_word(code: str) -> None:
    with pytest.raises(ValueError, match="one word"):
        coupon(code=code)


def test_an_opt_in_request_knows_metas_words_for_its_button() -> None:
    for cta in ("ALLOW", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP"):
        opt_in(cta=cta)
    with pytest.raises(ValueError, match="cta"):
        opt_in(cta="SUBSCRIBE")


@pytest.mark.parametrize(
    ("made", "json"),
    [
        (Text("Hi"), {"text": "Hi"}),
        (
            Text("Hi", [REPLY]),
            {
                "text": "Hi",
                "quick_replies": [{"content_type": "text", "title": "Yes", "payload": "YES"}],
            },
        ),
        (
            Image("https://shop.example/a.png"),
            {"attachment": {"type": "image", "payload": {"url": "https://shop.example/a.png"}}},
        ),
        (BUTTON, {"type": "postback", "title": "Go", "payload": "GO"}),
        (
            UrlButton("Shop", "https://shop.example"),
            {"type": "web_url", "title": "Shop", "url": "https://shop.example"},
        ),
        (
            AccountLinkButton("https://bot.example/login"),
            {"type": "account_link", "url": "https://bot.example/login"},
        ),
        (AccountUnlinkButton(), {"type": "account_unlink"}),
        (CARD, {"title": "A coat", "subtitle": "Warm"}),
        (
            Element("A coat", url="https://shop.example/coat", buttons=[BUTTON]),
            {
                "title": "A coat",
                "default_action": {"type": "web_url", "url": "https://shop.example/coat"},
                "buttons": [{"type": "postback", "title": "Go", "payload": "GO"}],
            },
        ),
    ],
)
def test_what_is_made_is_messengers_json(made: Any, json: dict[str, Any]) -> None:
    assert made.to_json() == json


@pytest.mark.parametrize(
    ("made", "payload"),
    [
        (
            ButtonTemplate("Well?", [BUTTON]),
            {"template_type": "button", "text": "Well?", "buttons": [BUTTON.to_json()]},
        ),
        (GenericTemplate([CARD]), {"template_type": "generic", "elements": [CARD.to_json()]}),
        (
            coupon(url="https://shop.example", url_title="Shop now"),
            {
                "template_type": "coupon",
                "title": "Half price",
                "coupon_code": "HALF",
                "payload": "P",
                "coupon_url": "https://shop.example",
                "coupon_url_button_title": "Shop now",
            },
        ),
        (
            opt_in(),
            {
                "template_type": "notification_messages",
                "title": "Weekly deals",
                "payload": "weekly deals",
                "notification_messages_cta_text": "GET_UPDATES",
            },
        ),
    ],
)
def test_a_template_is_messengers_json(made: Any, payload: dict[str, Any]) -> None:
    assert made.to_json() == {"attachment": {"type": "template", "payload": payload}}
