"""`flask doctor`: looks at everything a bot needs, and names the cure of what is not well."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.doctor import meta, profile, settings, subscriptions, token, webhook, work
from bot.doctor.finding import Finding, State, broken, look
from bot.doctor.patient import Patient
from bot.graph_error import GraphError, Verdict
from bot.store.database import DatabaseError

__all__ = ["Line", "Patient", "State", "examine"]

Check = Callable[[Patient], Finding]

# In the order in which one thing stands on the other.
GROUPS: tuple[tuple[str, tuple[Check, ...]], ...] = (
    ("settings", settings.CHECKS),
    ("meta", meta.CHECKS),
    ("token", token.CHECKS),
    ("webhook", webhook.CHECKS),
    ("subscriptions", subscriptions.CHECKS),
    ("profile", profile.CHECKS),
    ("work", work.CHECKS),
)


@dataclass(frozen=True)
class Line:
    """One line of the report: the check's group and name, and what it found."""

    group: str
    name: str
    finding: Finding


def examine(patient: Patient) -> Iterator[Line]:
    """Every check in turn; one that cannot be made says so, and the others go on.

    What was said once, as that Meta is out of reach, is not said again.
    """
    said: set[str] = set()
    for group, checks in GROUPS:
        for check in checks:
            finding = _made(check, patient)
            if finding.state is State.FINE or finding.says not in said:
                said.add(finding.says)
                yield Line(group, check.__name__.replace("_", " "), finding)


def _made(check: Check, patient: Patient) -> Finding:
    try:
        return check(patient)
    except GraphError as error:
        return _refused(error)
    except DatabaseError as error:
        return broken(
            f"the database cannot be used ({type(error).__name__})",
            "Start it, or set DATABASE_URL to where it is; where its tables are missing, run: "
            "flask migrate",
        )


def _refused(error: GraphError) -> Finding:
    if error.nobody_at:
        return broken(
            str(error),
            "Start it (`make demo`), or set GRAPH_API_URL to where it listens (leave it out for "
            "Meta's own).",
        )
    if error.status is None:
        return broken(
            "Meta is out of reach from this machine",
            "Check the network, a firewall, and GRAPH_API_URL (leave it out for Meta's own).",
        )
    if error.verdict is Verdict.TOKEN:
        return broken(f"Meta does not take the token ({error})", "See the lines on the token.")
    if error.verdict is Verdict.LATER:
        return look(f"Meta does not answer this now ({error})", "Ask again in ten minutes.")
    return broken(f"Meta refuses to tell ({error})", "See the lines above on token and secret.")
