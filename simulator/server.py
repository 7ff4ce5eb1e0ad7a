"""The Flask app: script API, chat page and Graph API on one port."""

from flask import Flask, render_template

from simulator.graph.router import graph_blueprint
from simulator.messenger import Messenger
from simulator.script.account_linking import account_linking_blueprint
from simulator.script.conversation import conversation_blueprint
from simulator.script.inspection import inspection_blueprint
from simulator.script.page import page_blueprint
from simulator.script.people import people_blueprint
from simulator.script.stream import stream_blueprint
from simulator.serving import Server


def create_app(messenger: Messenger) -> Flask:
    """Wire the simulator's app round its state."""
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    for part in (
        people_blueprint,
        conversation_blueprint,
        page_blueprint,
        account_linking_blueprint,
        inspection_blueprint,
        stream_blueprint,
        graph_blueprint,
    ):
        app.register_blueprint(part(messenger))

    @app.get("/")
    def page() -> str:
        return render_template("index.html")

    return app


def bind(messenger: Messenger, host: str, port: int) -> Server:
    """A server for the app on this address (port 0: any free one); raise `OSError`."""
    server = Server(create_app(messenger), host, port)
    messenger.address = f"http://{host}:{server.server_port}"
    return server
