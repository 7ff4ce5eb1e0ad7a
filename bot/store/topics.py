"""Topics of recurring messages: asked for, then registered when somebody with a role opts in."""

from sqlalchemy import Connection, delete, select, update

from bot.events import OptIn
from bot.store.models import OPT_IN, TOPIC
from bot.store.opt_ins import fold_topic
from bot.store.upsert import insert


def request(connection: Connection, topic: str, now: float) -> None:
    """A request for this topic goes out to somebody with a role."""
    row = {"name": fold_topic(topic), "requested_at": now}
    connection.execute(insert(connection, TOPIC).on_conflict_do_nothing(), row)


def take_back(connection: Connection, topic: str, requested_at: float) -> None:
    """The request of that time did not go out; an earlier one, or a registration, stays."""
    statement = delete(TOPIC).where(
        TOPIC.c.name == fold_topic(topic),
        TOPIC.c.requested_at == requested_at,
        TOPIC.c.registered_at.is_(None),
    )
    connection.execute(statement)


def note(connection: Connection, event: OptIn, now: float) -> None:
    """An opt-in by link proves its topic; any other completes a registration under way."""
    if event.source == "SHORTLINK":
        take_over(connection, event.topic, now)
    else:
        _register(connection, event.topic, now)


def take_over(connection: Connection, topic: str, now: float) -> None:
    """Meta has this topic, whoever registered it."""
    request(connection, topic, now)
    _register(connection, topic, now)


def _register(connection: Connection, topic: str, now: float) -> None:
    row = TOPIC.c.name == fold_topic(topic), TOPIC.c.registered_at.is_(None)
    connection.execute(update(TOPIC).where(*row).values(registered_at=now))


def listing(connection: Connection) -> list[tuple[str, bool]]:
    """Every topic, by name, and whether it is registered."""
    statement = select(TOPIC.c.name, TOPIC.c.registered_at).order_by(TOPIC.c.name)
    rows = connection.execute(statement)
    return [(name, registered_at is not None) for name, registered_at in rows]


def opted_in_since(connection: Connection, topic: str, psid: str, since: float) -> bool:
    """Whether this person has opted in to the topic since that time."""
    statement = select(OPT_IN.c.token).where(
        OPT_IN.c.topic == fold_topic(topic), OPT_IN.c.psid == psid, OPT_IN.c.changed_at >= since
    )
    return connection.execute(statement).first() is not None
