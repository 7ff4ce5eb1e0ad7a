"""Sets the Page up for the bot: Messenger Profile, personas, subscriptions. It may run again."""

from collections.abc import Callable

from bot.graph import Graph
from bot.personas import PERSONAS
from bot.profile import FIELDS, messenger_profile
from bot.settings import Settings
from bot.store import personas
from bot.store.database import Database
from bot.words import Words


def connect(
    settings: Settings, database: Database, graph: Graph, words: Words, tell: Callable[[str], None]
) -> None:
    """Do all of it, telling each step. Raises GraphError where Meta refuses one."""
    graph.set_profile(messenger_profile(settings, words))
    tell("Messenger Profile set: Get Started, greeting and menu in every language.")
    created = _create_personas(settings, database, graph)
    tell(f"Personas created: {', '.join(created)}." if created else "Personas are as they were.")
    webhook = f"{settings.app_url}/webhook"
    graph.subscribe(webhook, settings.verify_token, FIELDS)
    tell(f"Subscribed {webhook} to: {', '.join(FIELDS)}.")


def _create_personas(settings: Settings, database: Database, graph: Graph) -> list[str]:
    """Create those that Meta does not have, and keep their ids; answers with their names."""
    alive = graph.persona_ids()
    with database.reading() as connection:
        known = personas.find(connection)
    missing = [name for name in PERSONAS if known.get(name) not in alive]
    for name in missing:
        title, picture = PERSONAS[name]
        url = f"{settings.app_url}/static/pictures/{picture}"
        persona_id = graph.create_persona(title, url)
        with database.writing() as connection:
            personas.keep(connection, name, persona_id)
    return missing
