"""Turns a message of the Send API into what the person sees."""

from collections.abc import Mapping
from typing import Any

from simulator.person import Person

Json = Mapping[str, Any]

OPT_IN_WORDS = {
    "ALLOW": "Allow messages",
    "GET": "Get messages",
    "GET_UPDATES": "Get updates",
    "OPT_IN": "Opt in to messages",
    "SIGN_UP": "Sign up for messages",
}
OPT_IN_TITLE = "Updates and promotions"
PICTURE = "Picture"  # how a quick reply without words is tapped
REVEAL = "Reveal code"


def rendered(message: Json, person: Person) -> tuple[str, dict[str, Any]]:
    """The kind of bubble and its content, for the person who sees it."""
    kind, content = _body(message)
    if message.get("quick_replies"):
        content["quick_replies"] = [_reply(each, person) for each in message["quick_replies"]]
    return kind, content


def _reply(reply: Json, person: Person) -> dict[str, Any]:
    """Messenger itself fills in the person's phone number and e-mail address."""
    own = {"user_phone_number": person.phone_number, "user_email": person.email}
    value = own.get(reply["content_type"])
    if value:
        return {**reply, "title": value, "payload": value}
    return {**reply, "title": reply.get("title") or PICTURE}


def opt_in_card(title: str, words: str = "GET_UPDATES", **more: Any) -> dict[str, Any]:
    """The card that asks for permission to send messages on a topic."""
    button = {"type": "notification_messages", "title": OPT_IN_WORDS[words], **more}
    return {"title": title, "buttons": [button]}


def _body(message: Json) -> tuple[str, dict[str, Any]]:
    if "text" in message:
        return "text", {"text": message["text"]}
    if "sticker_id" in message:
        return "sticker", {"sticker_id": str(message["sticker_id"])}
    attachment = message["attachment"]
    payload = attachment.get("payload", {})
    if attachment["type"] != "template":
        return attachment["type"], {"url": payload.get("url", "")}
    kind = payload["template_type"]
    return kind, _TEMPLATES.get(kind, _as_it_is)(payload)


def _as_it_is(payload: Json) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if key != "template_type"}


def _generic(payload: Json) -> dict[str, Any]:
    return {"elements": [_element(element) for element in payload["elements"]]}


def _element(element: Json) -> dict[str, Any]:
    shown = {key: element[key] for key in ("title", "subtitle", "image_url") if element.get(key)}
    if element.get("default_action"):
        shown["url"] = element["default_action"]["url"]
    return shown | {"buttons": list(element.get("buttons", []))}


def _media(payload: Json) -> dict[str, Any]:
    [element] = payload["elements"]
    url = element.get("url", "")
    return {"media_type": element["media_type"], "url": url, "buttons": element.get("buttons", [])}


def _coupon(payload: Json) -> dict[str, Any]:
    keys = {"title": "title", "image_url": "image_url", "coupon_pre_message": "text"}
    shown = {to: payload[key] for key, to in keys.items() if payload.get(key)}
    shown["subtitle"] = payload.get("subtitle") or "Terms may apply."
    buttons = []
    if payload.get("coupon_code"):
        code = {key: payload[key] for key in ("coupon_code", "payload") if key in payload}
        buttons.append({"type": "coupon", "title": REVEAL, **code})
    if payload.get("coupon_url"):
        title = payload.get("coupon_url_button_title") or "Shop now"
        buttons.append({"type": "web_url", "title": title, "url": payload["coupon_url"]})
    return shown | {"buttons": buttons}


def _notification_messages(payload: Json) -> dict[str, Any]:
    words = payload.get("notification_messages_cta_text") or "GET_UPDATES"
    title = payload.get("title") or OPT_IN_TITLE
    carried = {"payload": payload["payload"]}
    if payload.get("notification_messages_frequency"):
        carried["frequency"] = payload["notification_messages_frequency"]
    card = opt_in_card(title, words, **carried)
    return card | ({"image_url": payload["image_url"]} if payload.get("image_url") else {})


def _image_grid(payload: Json) -> dict[str, Any]:
    [element] = payload["elements"]
    images = [
        {**image, "title": image.get("title") or f"{PICTURE} {number}"}
        for number, image in enumerate(element["images"], 1)
    ]
    return {"elements": [{**element, "images": images}]}


def _customer_feedback(payload: Json) -> dict[str, Any]:
    shown = {key: payload[key] for key in ("title", "subtitle") if payload.get(key)}
    button = {
        "type": "customer_feedback",
        "title": payload["button_title"],
        "screen": payload["feedback_screens"][0],
        "days": int(payload.get("expires_in_days", 1)),
    }
    return shown | {"buttons": [button]}


_TEMPLATES = {
    "generic": _generic,
    "button": _as_it_is,
    "media": _media,
    "image_grid": _image_grid,
    "coupon": _coupon,
    "notification_messages": _notification_messages,
    "customer_feedback": _customer_feedback,
}
