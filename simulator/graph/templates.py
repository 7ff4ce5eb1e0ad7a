"""The rules of each message template (Meta: "Templates")."""

import re

from simulator.graph import checks
from simulator.graph.buttons import check_buttons, check_default_action
from simulator.graph.checks import Json
from simulator.graph.errors import invalid
from simulator.render import OPT_IN_WORDS

PATH = "message.attachment.payload"
TITLE = SUBTITLE = 80
PAYLOAD = 1000


def check_template(payload: Json) -> None:
    """Check a template's payload by its type."""
    kind = checks.one_of(payload, "template_type", PATH, tuple(_TEMPLATES))
    _TEMPLATES[kind](payload)


def _generic(payload: Json) -> None:
    for number, element in enumerate(checks.items(payload, "elements", PATH, 1, 10)):
        path = f"{PATH}.elements[{number}]"
        checks.text(element, "title", path, TITLE, required=True)
        checks.text(element, "subtitle", path, SUBTITLE)
        checks.url(element, "image_url", path)
        check_buttons(element, path)
        if element.get("default_action") is not None:
            check_default_action(element["default_action"], f"{path}.default_action")
        if not set(element) & {"subtitle", "image_url", "buttons", "default_action"}:
            raise invalid(path, "needs at least one property besides its title")


def _button(payload: Json) -> None:
    checks.text(payload, "text", PATH, 640, required=True)
    check_buttons(payload, PATH, least=1)


def _media(payload: Json) -> None:
    [element] = checks.items(payload, "elements", PATH, 1, 1)
    path = f"{PATH}.elements[0]"
    checks.one_of(element, "media_type", path, ("image", "video"))
    if bool(element.get("url")) == bool(element.get("attachment_id")):
        raise invalid(path, "needs either an attachment_id or a url")
    address = checks.url(element, "url", path)
    if address and not re.match(r"https?://([\w-]+\.)*facebook\.com/", address):
        raise invalid(f"{path}.url", "must be a Facebook URL; upload other media and send its id")
    check_buttons(element, path)


def _image_grid(payload: Json) -> None:
    [element] = checks.items(payload, "elements", PATH, 1, 1)
    path = f"{PATH}.elements[0]"
    checks.text(element, "title", path, 45)
    checks.text(element, "subtitle", path, SUBTITLE)
    images = checks.items(element, "images", path, 2, 6)
    if sum(checks.boolean(image.get("hero")) for image in images) > 1:
        raise invalid(f"{path}.images", "can have one hero only")
    for number, image in enumerate(images):
        where = f"{path}.images[{number}]"
        checks.text(image, "payload", where, PAYLOAD)
        checks.text(image, "title", where, 20)
    for number, button in enumerate(element.get("buttons") or []):
        where = f"{path}.buttons[{number}]"
        checks.one_of(button, "type", where, ("web_url", "postback"))
    check_buttons(element, path)


def _coupon(payload: Json) -> None:
    checks.text(payload, "title", PATH, TITLE, required=True)
    checks.text(payload, "subtitle", PATH, SUBTITLE)
    checks.text(payload, "payload", PATH, PAYLOAD)
    checks.text(payload, "coupon_url_button_title", PATH, 20)
    code = checks.text(payload, "coupon_code", PATH, PAYLOAD)
    address = checks.url(payload, "coupon_url", PATH)
    checks.url(payload, "image_url", PATH)
    if not code and not address:
        raise invalid(f"{PATH}.coupon_code", "is required unless there is a coupon_url")
    if re.search(r"\s", code):
        raise invalid(f"{PATH}.coupon_code", "must not contain spaces")


def _notification_messages(payload: Json) -> None:
    checks.text(payload, "payload", PATH, PAYLOAD, required=True)
    checks.text(payload, "title", PATH, 65)
    checks.url(payload, "image_url", PATH)
    shapes = ("HORIZONTAL", "SQUARE")
    checks.one_of(payload, "image_aspect_ratio", PATH, shapes, "HORIZONTAL")
    checks.one_of(
        payload, "notification_messages_cta_text", PATH, tuple(OPT_IN_WORDS), "GET_UPDATES"
    )
    often = ("DAILY", "WEEKLY", "MONTHLY")
    checks.one_of(payload, "notification_messages_frequency", PATH, often, "DAILY")
    if payload.get("elements") is not None:
        _opt_in_elements(payload)


def _opt_in_elements(payload: Json) -> None:
    checks.text(payload, "title", PATH, 65, required=True)
    for number, element in enumerate(checks.items(payload, "elements", PATH, 1, 5)):
        path = f"{PATH}.elements[{number}]"
        checks.text(element, "payload", path, PAYLOAD, required=True)
        checks.text(element, "title", path, 65)
        checks.url(element, "image_url", path)


def _customer_feedback(payload: Json) -> None:
    checks.text(payload, "title", PATH, 65, required=True)
    checks.text(payload, "subtitle", PATH, SUBTITLE, required=True)
    checks.text(payload, "button_title", PATH, 20, required=True)
    days = payload.get("expires_in_days", 1)
    if not str(days).isdigit() or not 1 <= int(days) <= 7:
        raise invalid(f"{PATH}.expires_in_days", "must be 1 to 7")
    [page] = checks.items(payload, "feedback_screens", PATH, 1, 1)
    path = f"{PATH}.feedback_screens[0]"
    [question] = checks.items(page, "questions", path, 1, 1)
    path += ".questions[0]"
    name = checks.text(question, "id", path, 80, required=True)
    if not re.fullmatch(r"[A-Za-z0-9_]+", name):
        raise invalid(f"{path}.id", "can contain letters, digits and _ only")
    checks.one_of(question, "type", path, ("csat", "nps", "ces"))
    title = checks.text(question, "title", path, 85)
    follow_up = question.get("follow_up")
    asks = isinstance(follow_up, dict) and follow_up.get("type") == "free_form"
    if follow_up is not None and not asks:
        raise invalid(f"{path}.follow_up.type", "must be free_form")
    if title and len(title) < 5:
        raise invalid(f"{path}.title", f"has {len(title)} characters, at least 5 are required")


def _receipt(payload: Json) -> None:
    for key in ("recipient_name", "order_number", "currency", "payment_method"):
        checks.text(payload, key, PATH, PAYLOAD, required=True)
    summary = payload.get("summary")
    if not isinstance(summary, dict) or "total_cost" not in summary:
        raise invalid(f"{PATH}.summary.total_cost", "is required")
    if payload.get("elements") is not None:
        for number, element in enumerate(checks.items(payload, "elements", PATH, 0, 100)):
            path = f"{PATH}.elements[{number}]"
            checks.text(element, "title", path, PAYLOAD, required=True)
            checks.url(element, "image_url", path)


def _product(payload: Json) -> None:
    for number, element in enumerate(checks.items(payload, "elements", PATH, 1, 10)):
        checks.text(element, "id", f"{PATH}.elements[{number}]", PAYLOAD, required=True)


_TEMPLATES = {
    "generic": _generic,
    "button": _button,
    "media": _media,
    "image_grid": _image_grid,
    "coupon": _coupon,
    "notification_messages": _notification_messages,
    "customer_feedback": _customer_feedback,
    "receipt": _receipt,
    "product": _product,
}
