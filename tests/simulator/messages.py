"""Right messages to make wrong ones of."""

from typing import Any

Json = dict[str, Any]

URL = "https://example.com/a.png"


def template(kind: str, **payload: Any) -> Json:
    return {"attachment": {"type": "template", "payload": {"template_type": kind, **payload}}}


def postback(title: str = "Yes", payload: str = "YES", **more: Any) -> Json:
    return {"type": "postback", "title": title, "payload": payload, **more}


def web_url(title: str = "Shop", url: str = URL, **more: Any) -> Json:
    return {"type": "web_url", "title": title, "url": url, **more}


def quick_reply(title: str = "Yes", payload: str = "YES", **more: Any) -> Json:
    return {"content_type": "text", "title": title, "payload": payload, **more}


def generic(number: int = 1, **element: Any) -> Json:
    return template("generic", elements=[{"title": "Coat", "subtitle": "Warm", **element}] * number)


def button(text: str = "Shall we?", buttons: Any = None) -> Json:
    return template("button", text=text, buttons=[postback()] if buttons is None else buttons)


def coupon(**changes: Any) -> Json:
    payload = {"title": "Half price", "coupon_code": "OCC50", **changes}
    return template("coupon", **{key: value for key, value in payload.items() if value is not None})


def opt_in(**changes: Any) -> Json:
    return template("notification_messages", **{"payload": "P", "title": "News", **changes})


def media(**element: Any) -> Json:
    return template("media", elements=[{"media_type": "image", **element}])


def image_grid(images: int = 2, **element: Any) -> Json:
    pictures = [{"image_url": URL} for _ in range(images)]
    return template("image_grid", elements=[{"title": "Looks", "images": pictures, **element}])


def feedback(question: Json | None = None, **changes: Any) -> Json:
    asked = {"id": "q1", "type": "csat", "title": "How was it?", **(question or {})}
    payload = {
        "title": "Rate us",
        "subtitle": "Please",
        "button_title": "Rate",
        "feedback_screens": [{"questions": [asked]}],
        **changes,
    }
    return template("customer_feedback", **payload)


def receipt(**changes: Any) -> Json:
    payload = {
        "recipient_name": "Ana",
        "order_number": "1",
        "currency": "USD",
        "payment_method": "Card",
        "summary": {"total_cost": 10},
        **changes,
    }
    return template("receipt", **payload)


def image(**payload: Any) -> Json:
    return {"attachment": {"type": "image", "payload": payload}}
