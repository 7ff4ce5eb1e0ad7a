"""What becomes of a link once somebody follows it: who answers, and what is still missing."""

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.links import Link, OptInLink
from bot.refs import build_ref, read_ref
from bot.routes import Routes

# Each topic's name, in small letters, and whether it is registered.
Topics = Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Advice:
    """Where the answer is written; what is missing, in a sentence, and the cure. "" for none."""

    answered_by: str = ""
    missing: str = ""
    code: str = ""


def advise(link: Link | OptInLink, routes: Routes, topics: Topics) -> Advice:
    """Advice on a link, given the topics that are known."""
    place = routes.place("ref", link.ref) if link.ref else ""
    if isinstance(link, OptInLink) and (link.topic.casefold(), True) not in topics:
        return Advice(
            place,
            f"The topic “{link.topic}” is not registered yet, as far as this bot knows: Messenger "
            "then leads people to the Page without it. Register it with a person who has a role:",
            f'flask topic register "{link.topic}" --psid PSID',
        )
    if link.ref and not place:
        return Advice(
            "",
            "No flow answers this ref yet: whoever follows the link gets the welcome. Write one:",
            flow_for(link.ref),
        )
    return Advice(place)


def flow_for(ref: str) -> str:
    """A file for bot/flows/ that answers this ref; of a structured one, all that have its pairs."""
    names = _parameters(ref)
    claimed, parameters = ref, ["turn: Turn"]
    if names:
        claimed = "-".join(f"{name}={{{name}}}" for name in names)
        parameters += [f"{name}: str" for name in names]
        words = " and ".join(f"{name} {{{name}}}" for name in names)
        said = f'turn.say("You come by {words}.", {", ".join(f"{it}={it}" for it in names)})'
    else:
        said = 'turn.say("Hi {name}!", name=turn.first_name)'
    return f'''# bot/flows/{file_name(ref)}
"""m.me/PAGE?ref={claimed}"""

from bot.flows import Flow, Steps, Text, Turn

flow = Flow()


@flow.on_ref("{claimed}")
def answer({", ".join(parameters)}) -> Steps:
    yield Text({said})
'''


def file_name(ref: str) -> str:
    """A file name for the flow of a ref: its names where it has pairs, else all of it."""
    words = "_".join(read_ref(ref)) or ref
    return f"{re.sub(r'[^a-z0-9]+', '_', words.lower()).strip('_')[:40] or 'campaign'}.py"


def _parameters(ref: str) -> list[str]:
    """The names of a structured ref's pairs, if a function can take them; else none."""
    pairs = read_ref(ref)
    usable = all(it.isidentifier() and not keyword.iskeyword(it) and it != "turn" for it in pairs)
    return list(pairs) if usable and build_ref(pairs) == ref else []
