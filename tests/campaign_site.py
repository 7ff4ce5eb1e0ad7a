"""The bot's campaign pages and the way to the shop, in process, over the database of a runtime."""

import csv
import io
import re

from flask import Flask
from flask.testing import FlaskClient

from bot.admin import Admin
from bot.campaign_pages import campaign_pages
from bot.demo_door import demo_door
from bot.settings import ROOT, Settings
from bot.shop_door import shop_door
from tests.runtime import Runtime

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}


def site(runtime: Runtime, settings: Settings | None = None) -> Flask:
    """The app, with the runtime's clock; `settings` where they are others than the runtime's."""
    app = Flask("site", root_path=str(ROOT))
    given, database, clock = settings or runtime.settings, runtime.database, runtime.clock
    admin = Admin(given, clock)
    admin.init_app(app)
    app.add_url_rule("/links", "workshop.bench", lambda: "")
    for blueprint in (campaign_pages, demo_door):
        app.register_blueprint(admin.guard(blueprint(given, database, clock)))
    app.register_blueprint(shop_door(given, database, clock))
    return app


def page(web: FlaskClient, query: str = "") -> str:
    """/campaigns as HTML."""
    return web.get(f"/campaigns?{query}").text


def rows(table: str) -> list[list[str]]:
    """The cells of a table of the page, named by its aria-label or the words before it."""
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", line, re.DOTALL) for line in lines]
    return [[" ".join(re.sub("<.*?>", " ", cell).split()) for cell in line] for line in cells]


def table_after(html: str, words: str) -> list[list[str]]:
    """The table that comes next after these words."""
    after = html.split(words, 1)[1]
    return rows(after.split("</table>", 1)[0])


def tiles(html: str) -> dict[str, str]:
    """The numbers above the charts."""
    pairs = re.findall(r'class="measure">(.*?)</p>\s*<p class="number">(.*?)</p>', html)
    return dict(pairs)


def csv_rows(web: FlaskClient, query: str) -> list[list[str]]:
    """What the CSV has."""
    return list(csv.reader(io.StringIO(web.get(f"/campaigns.csv?{query}").text)))
