"""The Flask app: script API, chat page and Graph API on one port."""

from flask import Flask, render_template

from simulator.graph.router import graph_blueprint
from simulator.inspection import inspection_blueprint
from simulator.messenger import Messenger
from simulator.script import script_blueprint
from simulator.stream import stream_blueprint


def create_app(messenger: Messenger) -> Flask:
    """Wire the simulator's app round its state."""
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.register_blueprint(script_blueprint(messenger))
    app.register_blueprint(inspection_blueprint(messenger))
    app.register_blueprint(stream_blueprint(messenger.changes))
    app.register_blueprint(graph_blueprint(messenger))

    @app.get("/")
    def page() -> str:
        return render_template("index.html")

    return app
