"""The web pages people meet outside Messenger: the shop's front, which the buttons open in the
demo.
"""

from flask import Blueprint, render_template

from bot.settings import Settings


def pages(settings: Settings) -> Blueprint:
    """The blueprint of the web pages."""
    blueprint = Blueprint("pages", __name__)

    @blueprint.get("/")
    def home() -> str:
        return render_template("home.html", page_name=settings.page_name)

    return blueprint
