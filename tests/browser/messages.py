"""What the tests' bot says: one message of every kind, in the shapes of the Send API."""

from typing import Any

Message = dict[str, Any]


def template(template_type: str, **payload: Any) -> Message:
    """A message with a template."""
    attached = {"type": "template", "payload": {"template_type": template_type, **payload}}
    return {"attachment": attached}


def web_url(title: str, url: str) -> Message:
    """A button that opens a page."""
    return {"type": "web_url", "title": title, "url": url}


def postback(title: str, payload: str) -> Message:
    """A button that tells the bot."""
    return {"type": "postback", "title": title, "payload": payload}


def answers(home: str) -> dict[str, list[Message]]:
    """What the bot answers to a ref, a payload or a text; pictures and pages stand at `home`."""
    return {
        "summer_coupon": [{"text": "Hi! Summer is here, and so is your coupon."}, coupon(home)],
        "template": [{"text": "Well done ☀️ This goes with it:"}, outfits(home)],
        "PRODUCT_LAUNCH": [opt_in(home)],
        "optin": [{"text": "Thank you, we will write."}],
        "FOR_ME": [{"text": "For you, then."}],
        "HARBOUR_KNIT": [{"text": "The harbour knit is yours."}],
        "gallery": gallery(home),
    }


def coupon(home: str) -> Message:
    """A coupon with a code and a shop."""
    return template(
        "coupon",
        title="50% off the summer collection",
        subtitle="One use per person. Ends August 31.",
        coupon_code="SUMMER-4F7K2Q",
        coupon_url=f"{home}/shop",
        image_url=f"{home}/coupon.svg",
        payload="SUMMER_COUPON",
    )


def outfits(home: str) -> Message:
    """Three cards side by side, with quick replies."""
    looks = {
        "Linen shirt": "Sand · XS to XL · $38",
        "Harbour knit": "Terracotta cotton · $52",
        "Rain coat": "For the other days · $90",
    }
    cards = [
        {
            "title": title,
            "subtitle": subtitle,
            "image_url": f"{home}/look.svg",
            "buttons": [web_url("Shop this look", f"{home}/shop"), postback("Choose", key(title))],
        }
        for title, subtitle in looks.items()
    ]
    replies = [
        {"content_type": "text", "title": title, "payload": key(title)}
        for title in ("For me", "For someone else")
    ]
    return template("generic", elements=cards) | {"quick_replies": replies}


def opt_in(home: str) -> Message:
    """A request to send messages on a topic."""
    picture = f"{home}/launch.svg"
    return template("notification_messages", title="Launches", image_url=picture, payload="P")


def gallery(home: str) -> list[Message]:
    """Everything else there is to draw."""
    media = {"media_type": "image", "url": "https://www.facebook.com/photo/1"}
    return [
        {"text": "See https://example.com/a?b=1, <b>not bold</b>\nand a second line."},
        {"text": "مرحبا! نص من اليمين إلى اليسار."},
        {"text": "🌊"},
        template(
            "button",
            text="What would you like to do?",
            buttons=[
                postback("Track my order", "TRACK"),
                {"type": "phone_number", "title": "Call us", "payload": "+15105559999"},
                web_url("Our shop", f"{home}/shop"),
            ],
        ),
        {"attachment": {"type": "image", "payload": {"url": f"{home}/look.svg"}}},
        {"attachment": {"type": "file", "payload": {"url": f"{home}/size%20chart.pdf"}}},
        template("media", elements=[media | {"buttons": [postback("Like it", "LIKE")]}]),
        receipt(),
    ]


def receipt() -> Message:
    """What somebody bought."""
    return template(
        "receipt",
        recipient_name="Ana Alder",
        order_number="1234",
        currency="USD",
        payment_method="Visa 4321",
        elements=[{"title": "Linen shirt", "quantity": 2, "price": 38, "currency": "USD"}],
        summary={"subtotal": 76, "shipping_cost": 5, "total_cost": 81},
    )


def key(title: str) -> str:
    """The payload that a title stands for."""
    return title.upper().replace(" ", "_")
