"""gunicorn's settings: one process; its threads receive, and workers that send live beside them."""

import gc
import os
import shutil
import tempfile

# Nothing of what is loaded is garbage; looking for some takes a quarter of the start.
gc.disable()

# Before anything of the bot's is loaded: where its processes count for /metrics together. A folder
# that is given is left alone.
_made = None
if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    _made = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="counts-")

from prometheus_client.multiprocess import mark_process_dead  # noqa: E402

from bot.settings import Settings, host_that_wipes  # noqa: E402

# Read here too, so that a missing setting ends gunicorn itself and not one worker after another.
_settings = Settings.from_env()
gc.enable()

# A host sets PORT itself and comes from outside; on a desk only this machine does.
_address = "0.0.0.0" if "PORT" in os.environ else "127.0.0.1"  # noqa: S104
bind = f"{_address}:{_settings.port}"
workers = _settings.web_concurrency
worker_class = "bot.slow_clients.Worker"
# Begun when they are needed, not before: whoever sends half a request keeps one for a while.
threads = 250

# A proxy before the bot keeps its connections open for a minute: longer than it, not shorter.
keepalive = 75

# What leaks, leaks slowly. One process alone is not replaced: nobody would answer meanwhile.
max_requests = 100_000 if workers > 1 else 0
max_requests_jitter = 10_000

# Hosts send SIGTERM and kill 30 s later; draining takes at most 20.
graceful_timeout = 28
# On by default since gunicorn 27; two bots of one user would share its socket.
control_socket_disable = True


def pre_fork(server, worker):  # type: ignore[no-untyped-def]
    """Nobody looks for garbage in what is imported by now: to look at it would copy its memory."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker):  # type: ignore[no-untyped-def]
    """Start the background workers after the fork: threads do not survive one."""
    # Nor in the app, which stays: that would stop everything for 60 ms now and then.
    gc.collect()
    gc.freeze()
    # One thread at a time runs Python. On one processor it hands on without waking another: a
    # quarter of the work less. What else runs there is moved to others by the kernel.
    if hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[os.getpid() % len(processors)]})
    worker.app.callable.extensions["engine"].start()


def when_ready(server):  # type: ignore[no-untyped-def]
    """Say once what a restart would cost."""
    if (host := host_that_wipes()) and _settings.database_url.startswith("sqlite"):
        server.log.warning(
            "The database is a SQLite file, and %s wipes the disk at every restart: add PostgreSQL "
            "and set DATABASE_URL.",
            host,
        )


def child_exit(server, worker):  # type: ignore[no-untyped-def]
    """What a process that ended has counted still counts; what it was doing does not."""
    mark_process_dead(worker.pid)


def on_exit(server):  # type: ignore[no-untyped-def]
    """The counts are of this run."""
    if _made:
        shutil.rmtree(_made, ignore_errors=True)
