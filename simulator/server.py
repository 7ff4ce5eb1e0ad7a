"""The Flask app: script API, chat page and Graph API on one port."""

from flask import Flask, render_template

from simulator.graph.router import graph
from simulator.messenger import Messenger
from simulator.script.account_linking import linking
from simulator.script.asking import EXTENSION
from simulator.script.beyond import beyond
from simulator.script.clock import clock
from simulator.script.conversation import conversation
from simulator.script.faults import faults
from simulator.script.inspection import inspection
from simulator.script.memory import memory
from simulator.script.page import page
from simulator.script.people import people
from simulator.script.qr import qr
from simulator.script.raw import raw
from simulator.script.stream import PLACES, places, stream
from simulator.script.token import token
from simulator.script.transcript import transcript
from simulator.serving import Server

ANYWHERE = "0.0.0.0"  # noqa: S104 - the address that --host may name to listen at every one


def create_app(messenger: Messenger) -> Flask:
    """Wire the simulator's app round its state."""
    app = Flask(__name__)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 60  # seconds: the page loads at once when reloaded
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions[EXTENSION] = messenger
    app.extensions[PLACES] = places()
    of_people = (people, conversation, beyond, transcript, linking, memory, qr)
    of_messenger = (page, inspection, clock, faults, token, raw, stream)
    for part in (*of_people, *of_messenger, graph):
        app.register_blueprint(part)
    app.add_url_rule("/", "chat", lambda: render_template("index.html"))
    return app


def bind(messenger: Messenger, host: str, port: int) -> Server:
    """A server for the app on this address (port 0: any free one); raise `OSError`."""
    server = Server(create_app(messenger), host, port)
    own = "127.0.0.1" if host == ANYWHERE else host
    messenger.address = f"http://{own}:{server.server_port}"
    return server
