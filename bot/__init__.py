"""Original Coast Clothing for Flask: `create_app` is the wiring of the bot, read it first."""

import time
from collections.abc import Callable

from flask import Flask

from bot import flows, log, sentry
from bot.admin import Admin
from bot.admin_page import admin_page
from bot.answer import Answers
from bot.campaign_pages import campaign_pages
from bot.cli_errors import tell_plainly
from bot.commands import commands
from bot.conversation import Conversations
from bot.demo_door import demo_door
from bot.doctor import Patient
from bot.error_pages import answer_errors
from bot.floor import Floor
from bot.graph import Graph
from bot.health import health
from bot.home import home
from bot.link_commands import link_commands
from bot.login_page import login_page
from bot.memory_view import memory_view
from bot.metrics_page import metrics_page
from bot.notification_commands import notification_commands
from bot.notifications import Broadcasts
from bot.outside import Outside
from bot.page_setup import PageSetup
from bot.person_commands import person_commands
from bot.privacy import Privacy
from bot.privacy_page import privacy_page
from bot.public import send_headers
from bot.routes import Routes
from bot.sending import Sending
from bot.settings import ROOT, Settings, host_that_wipes
from bot.shared_cap import cap_for
from bot.shop_door import shop_door
from bot.static_files import mark_static_files
from bot.store import topics
from bot.store.database import Database
from bot.store.intake import Intake
from bot.store.migrate import ensure_tables
from bot.store.retention import Retention
from bot.store.sweep import Sweep
from bot.turn import Shop
from bot.upkeep_commands import upkeep_commands
from bot.voice import Voices
from bot.webhook import MAX_BODY, webhook
from bot.words import Words
from bot.work import WORKER_THREADS, Engine
from bot.workshop_page import workshop_page


def create_app(settings: Settings, clock: Callable[[], float] = time.time) -> Flask:
    """The bot for one Page. Raises FlowError where two flows claim the same, or a ref cannot be."""
    log.set_up()
    if settings.sentry_dsn:
        sentry.watch(settings.sentry_dsn)
    database = Database(settings.database_url)
    ensure_tables(database)
    words = Words()
    routes = Routes.gather(flows, words)
    cap = cap_for(settings.broker_url, settings.page_id, settings.web_concurrency)
    graph = Graph(settings, cap, connections=WORKER_THREADS)
    engine = _engine(settings.broker_url, clock)
    shop = Shop.of(settings)
    answers = Answers(routes, words, shop, Voices(settings, database), clock)
    # SQLite takes one writer at a time; in PostgreSQL a step is mostly waiting.
    floor = Floor(places=1 if database.is_sqlite else 8)
    conversations = Conversations(
        database=database,
        graph=graph,
        answers=answers,
        sending=Sending(graph, clock),
        floor=floor,
        clock=clock,
        wake_at=engine.wake_at,
        stopping=engine.stopping,
    )

    def listed_topics() -> list[tuple[str, bool]]:
        with database.reading() as connection:
            return topics.listing(connection)

    broadcasts = Broadcasts(database, graph, answers, engine.wake, clock)
    retention = Retention(database, clock, settings.keep_days)

    def chore() -> bool:
        return any([broadcasts.spread(), retention.step()])

    engine.serve(conversations.converse, Sweep(database, clock), chore)

    patient = Patient(
        settings=settings,
        database=database,
        graph=graph,
        words=words,
        clock=clock,
        outside=Outside(),
        reaches_broker=engine.reaches_broker,
        wiped_by=host_that_wipes(),
    )

    privacy = Privacy(database, PageSetup(settings, graph), shop, clock)

    app = Flask(__name__, root_path=str(ROOT))
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.url_map.merge_slashes = False  # no redirect to whatever Host a request names
    app.extensions["engine"] = engine
    mark_static_files(app)
    send_headers(app, settings)
    answer_errors(app)
    admin = Admin(settings, clock)
    admin.init_app(app)
    app.register_blueprint(webhook(settings, Intake(database, clock), floor, engine.wake))
    app.register_blueprint(health(settings, database, graph, clock))
    app.register_blueprint(metrics_page(admin, database, clock))
    app.register_blueprint(home(settings))
    app.register_blueprint(privacy_page(settings, privacy))
    app.register_blueprint(shop_door(settings, database, clock))
    app.register_blueprint(admin_page(admin))
    app.register_blueprint(admin.guard(workshop_page(settings, routes, listed_topics)))
    app.register_blueprint(admin.guard(campaign_pages(settings, database, clock)))
    app.register_blueprint(admin.guard(demo_door(settings, database, clock)))
    if settings.memory_view:
        app.register_blueprint(memory_view(privacy))
    app.register_blueprint(login_page(settings, words))
    app.register_blueprint(notification_commands(database, graph, answers))
    app.register_blueprint(link_commands(settings.page_name, routes, listed_topics))
    app.register_blueprint(commands(settings, database, routes, graph, words))
    app.register_blueprint(person_commands(privacy))
    app.register_blueprint(upkeep_commands(patient))
    tell_plainly(app.cli)
    return app


def _engine(broker_url: str | None, clock: Callable[[], float]) -> Engine:
    if broker_url is None:
        return Engine(clock)
    # Loaded only where it is used.
    from bot.broker import BrokerEngine

    return BrokerEngine(broker_url, clock)
