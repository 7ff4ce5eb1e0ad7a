"""The Page's face: Get Started, greeting, menu, personas; and whether Meta tells who people are."""

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient
from bot.flow import GET_STARTED
from bot.graph_error import MISSING_PERMISSION, GraphError
from bot.personas import PERSONAS
from bot.profile import messenger_profile
from bot.setup_change import described
from bot.store import people, personas

_CONNECT = "Run `flask connect`."


def get_started(patient: Patient) -> Finding:
    """Without the button a link's ref never arrives from somebody new."""
    button = patient.profile.get("get_started")
    payload = button.get("payload") if isinstance(button, dict) else None
    if payload == GET_STARTED:
        return fine("Get Started is there")
    if payload is None:
        return broken(
            "there is no Get Started button: the ref of a link is lost with new people", _CONNECT
        )
    return broken("Get Started carries the payload of another bot", _CONNECT)


def ice_breakers(patient: Patient) -> Finding:
    """People see them instead of Get Started."""
    if not patient.profile.get("ice_breakers"):
        return fine("no ice breakers hide Get Started")
    return look(
        "ice breakers hide Get Started: who taps one comes without the ref of their link",
        "`flask connect` takes them away; those set by hand go in Business Suite > Inbox > "
        "Automations.",
    )


def greeting_and_menu(patient: Patient) -> Finding:
    """What people see before the first word."""
    wanted = messenger_profile(patient.settings, patient.words)
    apart = [
        name
        for name, value in wanted.items()
        if name != "get_started"
        and described(patient.profile.get(name), value) != described(value, value)
    ]
    if not apart:
        return fine("greeting, menu and domains are as in the code")
    return look(f"not as in the code: {', '.join(apart)}", _CONNECT)


def who_speaks(patient: Patient) -> Finding:
    """The personas live at Meta."""
    alive = patient.setup.persona_ids()
    with patient.database.reading() as connection:
        known = personas.find(connection)
    missing = [title for name, (title, _) in PERSONAS.items() if known.get(name) not in alive]
    if not missing:
        return fine("all personas are there")
    return look(f"the Page speaks for want of {', '.join(missing)}", _CONNECT)


def names(patient: Patient) -> Finding:
    """Meta tells who people are, shown by the last person who wrote."""
    with patient.database.reading() as connection:
        psid = people.latest(connection)
    if psid is None:
        return fine("nobody has written yet: whether Meta tells names will be seen then")
    try:
        person = patient.setup.person(psid)
    except GraphError as error:
        if MISSING_PERMISSION not in (error.code, error.subcode):
            raise
        return look(
            "Meta does not tell who people are: they are greeted without a name, in English",
            "Ask for Business Asset User Profile Access in App Review, and for pages_user_locale, "
            "pages_user_timezone and pages_user_gender.",
        )
    told = "the name" if person.get("first_name") else "nothing, which may be their own choice,"
    return fine(f"Meta tells {told} of the last person who wrote")


CHECKS = (get_started, ice_breakers, greeting_and_menu, who_speaks, names)
