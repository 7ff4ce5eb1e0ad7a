"""The personas' ids at Meta, by their key in bot.personas."""

from sqlalchemy import Connection, select

from bot.store.models import PERSONA
from bot.store.upsert import insert


def find(connection: Connection) -> dict[str, str]:
    """Persona ids by name."""
    rows = connection.execute(select(PERSONA.c.name, PERSONA.c.persona_id))
    return {name: persona_id for name, persona_id in rows}


def keep(connection: Connection, name: str, persona_id: str) -> None:
    """Remember the id that Meta gave a persona."""
    statement = insert(connection, PERSONA).on_conflict_do_update(
        index_elements=["name"], set_={"persona_id": persona_id}
    )
    connection.execute(statement, {"name": name, "persona_id": persona_id})
