"""Each limit of the Send API, met and broken by one."""

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.messenger import Messenger
from simulator.setup import Setup
from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import (
    URL,
    button,
    coupon,
    feedback,
    generic,
    image,
    image_grid,
    media,
    opt_in,
    postback,
    quick_reply,
    receipt,
    template,
    web_url,
)

FACEBOOK = "https://www.facebook.com/photo.php?fbid=1"
PAYLOAD = "message.attachment.payload"

FITTING = {
    "text": {"text": "x" * 2000},
    "metadata": {"text": "x", "metadata": "x" * 1000},
    "13 quick replies": {"text": "x", "quick_replies": [quick_reply("x" * 20, "x" * 1000)] * 13},
    "quick reply with only a picture": {
        "text": "x",
        "quick_replies": [{"content_type": "text", "image_url": URL, "payload": ""}],
    },
    "quick replies on an attachment": image(url=URL) | {"quick_replies": [quick_reply()]},
    "10 elements": generic(10, title="x" * 80, subtitle="x" * 80, buttons=[postback()] * 3),
    "default action": generic(default_action={"type": "web_url", "url": URL}),
    "button text": button("x" * 640, [postback("x" * 20, "x" * 1000), web_url(), web_url()]),
    "extensions": button(buttons=[web_url(messenger_extensions=True, fallback_url=URL)]),
    "every other button": button(
        buttons=[
            {"type": "phone_number", "title": "Call", "payload": "+15550100"},
            {"type": "account_link", "url": "https://example.com/login"},
            {"type": "account_unlink"},
        ]
    ),
    "play and call": button(
        buttons=[{"type": "game_play", "title": "Play"}, {"type": "audio_call", "title": "Call"}]
    ),
    "coupon": coupon(title="x" * 80, subtitle="x" * 80, coupon_url=URL, image_url=URL),
    "media": media(url=FACEBOOK, buttons=[postback()]),
    "6 pictures": image_grid(6, title="x" * 45, subtitle="x" * 80, buttons=[web_url()]),
    "opt-in": opt_in(title="x" * 65, elements=[{"payload": "P"}] * 5),
    "feedback": feedback({"id": "x" * 80, "title": "x" * 85}, expires_in_days=7),
    "receipt": receipt(elements=[{"title": "Coat", "price": 10}]),
    "receipt of nothing in particular": receipt(),
    "product": template("product", elements=[{"id": "1"}] * 10),
    "sticker": {"sticker_id": 369239263222822},
    "picture": image(url=URL),
}

# message, the field the refusal names, a piece of its reason
BROKEN: dict[str, tuple[Any, str, str]] = {
    "empty": ({}, "message", "exactly one of"),
    "text and attachment": ({"text": "x"} | image(url=URL), "message", "exactly one of"),
    "long text": ({"text": "x" * 2001}, "message.text", "2001 characters, at most 2000"),
    "text no string": ({"text": 5}, "message.text", "string"),
    "long metadata": ({"text": "x", "metadata": "x" * 1001}, "message.metadata", "1001"),
    "14 quick replies": (
        {"text": "x", "quick_replies": [quick_reply()] * 14},
        "message.quick_replies",
        "14 entries",
    ),
    "quick replies of words": (
        {"text": "x", "quick_replies": ["Yes"]},
        "message.quick_replies",
        "a list of objects",
    ),
    "no quick reply": ({"text": "x", "quick_replies": []}, "message.quick_replies", "0 entries"),
    "long quick reply": (
        {"text": "x", "quick_replies": [quick_reply("x" * 21)]},
        "message.quick_replies[0].title",
        "21 characters",
    ),
    "long quick reply payload": (
        {"text": "x", "quick_replies": [quick_reply(), quick_reply(payload="x" * 1001)]},
        "message.quick_replies[1].payload",
        "1001 characters",
    ),
    "bare quick reply": (
        {"text": "x", "quick_replies": [quick_reply(title="")]},
        "message.quick_replies[0].title",
        "required",
    ),
    "kind of quick reply": (
        {"text": "x", "quick_replies": [quick_reply(content_type="location")]},
        "message.quick_replies[0].content_type",
        "'location'",
    ),
    "unknown template": (template("list"), f"{PAYLOAD}.template_type", "'list'"),
    "unknown attachment": (
        {"attachment": {"type": "gif", "payload": {"url": URL}}},
        "message.attachment.type",
        "'gif'",
    ),
    "attachment without payload": (
        {"attachment": {"type": "image"}},
        "message.attachment",
        "payload",
    ),
    "url and id": (image(url=URL, attachment_id="1"), PAYLOAD, "either"),
    "relative url": (image(url="/a.png"), f"{PAYLOAD}.url", "absolute"),
    "no url": (image(), PAYLOAD, "either"),
    "no elements": (generic(0), f"{PAYLOAD}.elements", "0 entries"),
    "11 elements": (generic(11), f"{PAYLOAD}.elements", "11 entries"),
    "long element title": (generic(title="x" * 81), f"{PAYLOAD}.elements[0].title", "81"),
    "long element subtitle": (generic(subtitle="x" * 81), f"{PAYLOAD}.elements[0].subtitle", "81"),
    "element without title": (generic(title=""), f"{PAYLOAD}.elements[0].title", "required"),
    "title alone": (
        template("generic", elements=[{"title": "Coat"}]),
        f"{PAYLOAD}.elements[0]",
        "besides its title",
    ),
    "element picture": (generic(image_url="a.png"), f"{PAYLOAD}.elements[0].image_url", "absolute"),
    "4 buttons": (
        generic(buttons=[postback()] * 4),
        f"{PAYLOAD}.elements[0].buttons",
        "4 entries",
    ),
    "titled default action": (
        generic(default_action=web_url()),
        f"{PAYLOAD}.elements[0].default_action.title",
        "not allowed",
    ),
    "default action no link": (
        generic(default_action=postback()),
        f"{PAYLOAD}.elements[0].default_action.type",
        "web_url",
    ),
    "long button text": (button("x" * 641), f"{PAYLOAD}.text", "641"),
    "no button": (button(buttons=[]), f"{PAYLOAD}.buttons", "0 entries"),
    "4 template buttons": (button(buttons=[postback()] * 4), f"{PAYLOAD}.buttons", "4 entries"),
    "long button title": (
        button(buttons=[postback("x" * 21)]),
        f"{PAYLOAD}.buttons[0].title",
        "21 characters, at most 20",
    ),
    "long button payload": (
        button(buttons=[postback(payload="x" * 1001)]),
        f"{PAYLOAD}.buttons[0].payload",
        "1001",
    ),
    "button type": (button(buttons=[postback(type="buy")]), f"{PAYLOAD}.buttons[0].type", "'buy'"),
    "button without url": (button(buttons=[web_url(url="")]), f"{PAYLOAD}.buttons[0].url", "requi"),
    "webview height": (
        button(buttons=[web_url(webview_height_ratio="huge")]),
        f"{PAYLOAD}.buttons[0].webview_height_ratio",
        "'huge'",
    ),
    "http extensions": (
        button(buttons=[web_url(url="http://example.com", messenger_extensions=True)]),
        f"{PAYLOAD}.buttons[0].url",
        "https",
    ),
    "a foreign domain": (
        button(buttons=[web_url(url="https://example.org", messenger_extensions=True)]),
        "url",
        "whitelisted_domains",
    ),
    "an opt-in carousel without a title": (
        opt_in(title=None, elements=[{"payload": "P"}]),
        f"{PAYLOAD}.title",
        "required",
    ),
    "fallback without extensions": (
        button(buttons=[web_url(fallback_url=URL)]),
        f"{PAYLOAD}.buttons[0].fallback_url",
        "messenger_extensions",
    ),
    "share button": (
        button(buttons=[web_url(webview_share_button="show")]),
        f"{PAYLOAD}.buttons[0].webview_share_button",
        "hide",
    ),
    "phone number": (
        button(buttons=[{"type": "phone_number", "title": "Call", "payload": "5550100"}]),
        f"{PAYLOAD}.buttons[0].payload",
        "phone number",
    ),
    "account link": (
        button(buttons=[{"type": "account_link"}]),
        f"{PAYLOAD}.buttons[0].url",
        "required",
    ),
    "coupon title": (coupon(title="x" * 81), f"{PAYLOAD}.title", "81"),
    "coupon without title": (coupon(title=None), f"{PAYLOAD}.title", "required"),
    "coupon subtitle": (coupon(subtitle="x" * 81), f"{PAYLOAD}.subtitle", "81"),
    "coupon code with a space": (coupon(coupon_code="OCC 50"), f"{PAYLOAD}.coupon_code", "spaces"),
    "coupon without code": (coupon(coupon_code=None), f"{PAYLOAD}.coupon_code", "required"),
    "two media": (
        template("media", elements=[{"media_type": "image", "url": FACEBOOK}] * 2),
        f"{PAYLOAD}.elements",
        "2 entries",
    ),
    "media elsewhere": (media(url=URL), f"{PAYLOAD}.elements[0].url", "Facebook"),
    "media without anything": (media(), f"{PAYLOAD}.elements[0]", "either"),
    "media type": (
        media(media_type="audio", url=FACEBOOK),
        f"{PAYLOAD}.elements[0].media_type",
        "'audio'",
    ),
    "1 picture": (image_grid(1), f"{PAYLOAD}.elements[0].images", "1 entries"),
    "7 pictures": (image_grid(7), f"{PAYLOAD}.elements[0].images", "7 entries"),
    "2 heroes": (
        template("image_grid", elements=[{"images": [{"image_url": URL, "hero": True}] * 2}]),
        f"{PAYLOAD}.elements[0].images",
        "one hero",
    ),
    "grid title": (image_grid(title="x" * 46), f"{PAYLOAD}.elements[0].title", "46"),
    "grid call": (
        image_grid(buttons=[{"type": "account_unlink"}]),
        f"{PAYLOAD}.elements[0].buttons[0].type",
        "'account_unlink'",
    ),
    "opt-in title": (opt_in(title="x" * 66), f"{PAYLOAD}.title", "66"),
    "opt-in payload": (opt_in(payload=""), f"{PAYLOAD}.payload", "required"),
    "opt-in words": (
        opt_in(notification_messages_cta_text="FREQUENCY"),
        f"{PAYLOAD}.notification_messages_cta_text",
        "'FREQUENCY'",
    ),
    "opt-in picture": (
        opt_in(image_aspect_ratio="ROUND"),
        f"{PAYLOAD}.image_aspect_ratio",
        "'ROUND'",
    ),
    "6 opt-ins": (opt_in(elements=[{"payload": "P"}] * 6), f"{PAYLOAD}.elements", "6 entries"),
    "feedback title": (feedback(title="x" * 66), f"{PAYLOAD}.title", "66"),
    "feedback subtitle": (feedback(subtitle="x" * 81), f"{PAYLOAD}.subtitle", "81"),
    "feedback button": (feedback(button_title="x" * 21), f"{PAYLOAD}.button_title", "21"),
    "feedback days": (feedback(expires_in_days=8), f"{PAYLOAD}.expires_in_days", "1 to 7"),
    "feedback screens": (feedback(feedback_screens=[]), f"{PAYLOAD}.feedback_screens", "0 entries"),
    "long question": (
        feedback({"title": "x" * 86}),
        f"{PAYLOAD}.feedback_screens[0].questions[0].title",
        "86",
    ),
    "short question": (
        feedback({"title": "x" * 4}),
        f"{PAYLOAD}.feedback_screens[0].questions[0].title",
        "at least 5",
    ),
    "question id": (
        feedback({"id": "a-b"}),
        f"{PAYLOAD}.feedback_screens[0].questions[0].id",
        "letters",
    ),
    **{
        f"follow-up {given}": (
            feedback({"follow_up": given}),
            f"{PAYLOAD}.feedback_screens[0].questions[0].follow_up.type",
            "free_form",
        )
        for given in ({"type": "stars"}, "free_form")
    },
    "11 products": (
        template("product", elements=[{"id": "1"}] * 11),
        f"{PAYLOAD}.elements",
        "11 entries",
    ),
    "product without id": (
        template("product", elements=[{"title": "Coat"}]),
        f"{PAYLOAD}.elements[0].id",
        "required",
    ),
    "receipt total": (receipt(summary={}), f"{PAYLOAD}.summary.total_cost", "required"),
    "receipt order": (receipt(order_number=""), f"{PAYLOAD}.order_number", "required"),
}


@pytest.fixture(scope="module")
def ana() -> Iterator[Hands]:
    """One person for all: what is refused leaves nothing behind."""
    bot = Bot()
    sim = Sim(Messenger(Setup(), bot.url))
    ana = sim.person(name="Ana Alder")
    ana.says("Hello")
    sim.graph("POST", "me/messenger_profile", {"whitelisted_domains": ["https://example.com"]})
    yield ana
    sim.close()
    bot.close()


@pytest.mark.parametrize("message", FITTING.values(), ids=FITTING)
def test_what_fits_is_shown(ana: Hands, message: dict[str, Any]) -> None:
    answer = ana.is_sent(message)
    assert ana.last()["mid"] == answer["message_id"]


@pytest.mark.parametrize(("message", "field", "why"), BROKEN.values(), ids=BROKEN)
def test_what_breaks_a_limit_is_refused(
    ana: Hands, message: dict[str, Any], field: str, why: str
) -> None:
    before = ana.screen()["conversation"]
    error = ana.is_sent(message, 400)["error"]
    assert error["code"] == 100
    assert error["message"].startswith(f"(#100) {field}:"), error["message"]
    assert why in error["message"]
    assert ana.screen()["conversation"] == before
