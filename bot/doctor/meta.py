"""Meta itself: in reach, our version alive, our app's secret right, our clocks together.

Source: Meta, "Graph API Changelog".
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient
from bot.graph_error import GraphError

# When each version stops, as Meta has announced it; None: no date is set.
ENDS: Mapping[str, date | None] = {
    "v19.0": date(2026, 5, 21),
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": None,
}
NEWEST = list(ENDS)[-1]
# Days before the end at which it is time to move on.
_SOON = 90
# Seconds by which clocks may differ: opt-ins and coupons have times.
_FAST = 60.0

_OTHER_VERSION = f"Set GRAPH_API_VERSION={NEWEST} (or leave it out) and restart the bot."


def version(patient: Patient) -> Finding:
    """A version that has ended answers nothing, or as an other one."""
    name = patient.settings.graph_api_version
    today = datetime.fromtimestamp(patient.clock(), UTC).date()
    end = ENDS.get(name)
    if end is None and name in ENDS:
        return fine(f"{name} has no end yet")
    if end is None:
        return look(f"{name} is not known to this bot, which knows {NEWEST}", _OTHER_VERSION)
    if end <= today:
        return broken(f"{name} of the Graph API ended on {end}", _OTHER_VERSION)
    if (end - today).days < _SOON:
        return look(f"{name} of the Graph API ends on {end}", _OTHER_VERSION)
    return fine(f"{name} lives until {end}")


def page(patient: Patient) -> Finding:
    """The Page answers to its token."""
    name = str(patient.setup.page().get("name") or patient.settings.page_id)
    return fine(f"the token opens the Page {name}")


def app_secret(patient: Patient) -> Finding:
    """APP_ID and APP_SECRET together open the app."""
    try:
        _ = patient.app_subscription
    except GraphError as error:
        if error.code is None or error.status is None:
            raise
        return broken(
            f"Meta does not take APP_ID with APP_SECRET ({error})",
            "Copy both anew from the app dashboard: the id at the top, the secret under App "
            "settings > Basic. With a wrong secret every webhook is refused.",
        )
    return fine("APP_ID and APP_SECRET belong together")


def clock(patient: Patient) -> Finding:
    """Meta's clock judges windows and tokens; ours should not be far from it."""
    patient.setup.page()  # its answer tells the time
    apart = patient.clock() - patient.graph.now()
    if abs(apart) < _FAST:
        return fine("this machine's clock agrees with Meta's")
    way = "ahead of" if apart > 0 else "behind"
    return look(
        f"this machine's clock is {abs(apart):.0f} s {way} Meta's",
        "Switch on time synchronisation (NTP): `timedatectl set-ntp true`, or ask your host.",
    )


CHECKS = (version, page, app_secret, clock)
