"""A topic's life: registered, followed by link, broadcast, stopped by one, broadcast again."""

import time
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask

from bot import flows
from bot.answer import Answers
from bot.cap import Cap
from bot.graph import Graph
from bot.notification_commands import notification_commands
from bot.routes import Routes
from bot.settings import Settings
from bot.store.database import Database
from bot.turn import Shop
from bot.voice import Voices
from tests.stories.acts import begins
from tests.turns import WORDS
from tests.world import PAGE_NAME, Person, Stage, log_with

TOPIC = "tide news"
RN_LINK = f"https://m.me/rn/{PAGE_NAME}?topic=tide%20news&cadence=weekly"
WELCOME = "I'm the shop's automated assistant. What can I show you?"
BROADCAST = ("broadcast", TOPIC, "weekly_deals")


class Terminal:
    """The shop's terminal: its commands share the running bot's settings and database."""

    def __init__(self, world: Stage) -> None:
        settings = Settings.from_env(world.environment)
        self._database = Database(settings.database_url)
        self._graph = Graph(settings, Cap(1), connections=1)
        routes, voices = Routes.gather(flows, WORDS), Voices(settings, self._database)
        answers = Answers(routes, WORDS, Shop.of(settings), voices, time.time)
        app = Flask(__name__)
        app.register_blueprint(notification_commands(self._database, self._graph, answers))
        self._runner = app.test_cli_runner()

    def types(self, *arguments: str) -> str:
        """`flask …`: what it prints."""
        result = self._runner.invoke(args=list(arguments))
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def closes(self) -> None:
        self._graph.close()
        self._database.close()


@pytest.fixture
def terminal(world: Stage) -> Iterator[Terminal]:
    terminal = Terminal(world)
    yield terminal
    terminal.closes()


def registers(terminal: Terminal, tester: Person) -> None:
    """Somebody with a role on the app taps the request that the command sends."""
    begins(tester)
    tester.sees(WELCOME)
    tap = Thread(target=tester.taps, args=("Get updates",))
    tap.start()
    assert "is registered" in terminal.types("topic", "register", TOPIC, "--psid", tester.psid)
    tap.join()
    assert f"registered  {TOPIC}" in terminal.types("topic", "list")
    tester.taps(f"Stop {TOPIC}")


def follows(person: Person, locale: str) -> None:
    """Opt in by the m.me/rn link, and be thanked."""
    person.opens(RN_LINK)
    person.taps("Get updates")
    person.sees(said(locale, "Thank you! You'll get the weekly deals. Write STOP to end them."))
    person.sees(deal(locale))


def said(locale: str, english: str) -> str:
    return WORDS.in_locale(locale).say(english)


def deal(locale: str) -> str:
    return said(locale, "This week: rain jackets")


def test_where_meta_has_ended_them_people_hear_so_and_the_operator_why(world: Stage) -> None:
    bea = world.person("Bea Lima", locale="pt_BR", region="ended")
    begins(bea)
    bea.sees(said("pt_BR", WELCOME))
    bea.taps(said("pt_BR", "Weekly deals"))
    bea.sees("Escreva OFERTAS quando quiser")
    bea.says("ofertas")
    bea.sees(deal("pt_BR"))
    assert "set RECURRING_NOTIFICATIONS=off" in log_with(world, "Since February 2026")


def test_from_the_registration_to_the_second_broadcast(world: Stage, terminal: Terminal) -> None:
    registers(terminal, world.person("Tess Tide", role_holder=True))
    ana, bea, kei = (
        world.person(name, locale=locale)
        for name, locale in (("Ana Alder", "en_US"), ("Bea Lima", "pt_BR"), ("Kei Mori", "ja_JP"))
    )
    for person, locale in ((ana, "en_US"), (bea, "pt_BR")):
        begins(person)
        person.sees(said(locale, WELCOME))
        follows(person, locale)
    # Of who opts in before they ever wrote Meta tells nothing; once they write, it does.
    follows(kei, "en_US")
    kei.says("hi")
    kei.sees(said("ja_JP", WELCOME))

    everyone = {ana: "en_US", bea: "pt_BR", kei: "ja_JP"}
    assert "3  must wait: the token still rests" in terminal.types(*BROADCAST, "--dry-run")
    world.clock.forward(days=8)
    rehearsed = terminal.types(*BROADCAST, "--dry-run")
    assert "3  would get it now" in rehearsed
    for locale in everyone.values():
        assert f"{locale}: 1\n    {deal(locale)}" in rehearsed
    heard = {person: len(person.heard()) for person in everyone}
    assert terminal.types(*BROADCAST).endswith("       3  sent\n")
    for person, locale in everyone.items():
        [item] = person.heard()[heard[person] :]
        assert deal(locale) in str(item)

    bea.taps(f"Stop {TOPIC}")
    world.clock.forward(days=8)
    heard = {person: len(person.heard()) for person in everyone}
    assert terminal.types(*BROADCAST).endswith("       2  sent\n")
    more = {person: person.heard()[heard[person] :] for person in everyone}
    assert more.pop(bea) == []
    for person, [item] in more.items():
        assert deal(everyone[person]) in str(item)
    assert "stopped" in terminal.types("opt-ins", "--psid", bea.psid, "--topic", TOPIC)
