"""The shop's front page, which leads into the conversation."""

from functools import cache

from flask import Blueprint, Response, render_template, request

from bot import qr
from bot.catalogue import all_products, find_product
from bot.chat import chat_url
from bot.links import Link, OptInLink
from bot.qr_style import Style
from bot.settings import Settings


def home(settings: Settings) -> Blueprint:
    """The blueprint of the front page; `?product=SKU` puts that look first."""
    blueprint = Blueprint("home", __name__)
    page = settings.page_name
    coupon = Link(page, "summer_coupon")
    deals = OptInLink(page, "weekly deals", "weekly")

    @cache
    def code() -> str:
        return qr.svg(str(coupon), Style(logo=True))

    def chat(ref: str = "") -> str:
        return chat_url(settings, Link(page, ref))

    @blueprint.get("/")
    def front() -> str:
        return render_template(
            "home.html",
            chat=chat,
            deals=chat_url(settings, deals),
            page_link=Link(page),
            product=find_product(request.args.get("product", "")),
            looks=all_products()[::2],  # of each occasion and price there are two
        )

    @blueprint.get("/summer-coupon.svg")
    def coupon_code() -> Response:
        """The QR code of the coupon's link: on m.me also where clicks lead elsewhere."""
        response = Response(code(), mimetype="image/svg+xml")
        response.cache_control.max_age = 3600
        return response

    return blueprint
