"""The webhook as Meta meets it: in reach, proving itself, and trusting our signature."""

import secrets

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient
from bot.outside import Answer, OutOfReach
from bot.signature import HEADER, sign

# What a delivery without anything in it looks like.
_EMPTY = b'{"object":"page","entry":[]}'
_SLOW = 2.0


def handshake(patient: Patient) -> Finding:
    """Meta's question, asked by us."""
    challenge = str(secrets.randbelow(10**9))
    query = {"hub.mode": "subscribe", "hub.verify_token": patient.settings.verify_token}
    try:
        answer = patient.outside.get(patient.webhook, **query, **{"hub.challenge": challenge})
    except OutOfReach as error:
        return broken(
            f"{patient.webhook} cannot be reached: {error}",
            "Start the bot (`gunicorn app:app`) and check that APP_URL leads to it from outside, "
            "with a valid certificate.",
        )
    if answer.status == 200 and answer.text.strip() == challenge:
        return _speed(answer)
    return _wrong(patient, answer)


def _speed(answer: Answer) -> Finding:
    if answer.seconds < _SLOW:
        return fine("the webhook answers Meta's handshake")
    return look(
        f"the webhook answers, but only after {answer.seconds:.1f} s of the 5 that Meta waits",
        "A host that puts the bot to sleep wakes it too late: use a plan that does not.",
    )


def _wrong(patient: Patient, answer: Answer) -> Finding:
    if answer.leads_to:
        return broken(
            f"{patient.webhook} leads on to {answer.leads_to}: Meta does not follow",
            "Set APP_URL to where it leads, and run `flask connect`.",
        )
    if answer.status == 403:
        return broken(
            "the bot that runs there has another VERIFY_TOKEN than this one",
            "Give both the same settings and restart the bot.",
        )
    return broken(
        f"{patient.webhook} answers {answer.status}: it is not this bot's webhook",
        "Set APP_URL to where this bot runs, without a path behind it that is not its own.",
    )


def signature(patient: Patient) -> Finding:
    """A delivery signed with APP_SECRET, with nothing in it."""
    headers = {HEADER: sign(_EMPTY, patient.settings.app_secret)}
    try:
        answer = patient.outside.post(patient.webhook, _EMPTY, headers)
    except OutOfReach:
        return look("no delivery could be tried", "See the line above.")
    if answer.status == 403:
        return broken(
            "the bot that runs there has another APP_SECRET: it refuses what is signed with this",
            "Set APP_SECRET to the app's own (App settings > Basic) and restart the bot.",
        )
    if answer.status != 200:
        return broken(
            f"a signed delivery is answered with {answer.status}",
            "Look into the bot's log: it says why. 503: its database is out of reach.",
        )
    return fine("a signed delivery is received")


CHECKS = (handshake, signature)
