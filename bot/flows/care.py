"""Care: a help menu, an answer by the persona in charge, the survey; and the way to a person."""

from bot.flows import (
    As,
    Button,
    ButtonTemplate,
    Flow,
    HandOver,
    Pause,
    PostbackButton,
    QuickReply,
    Steps,
    Text,
    Turn,
)
from bot.flows.survey import ask

flow = Flow()

# Long enough to read the answer before it is asked how it was, in seconds.
_READING = 4


@flow.on_ref("CARE_HELP", "CHAT-PLUGIN")
@flow.on_payload("CARE_HELP", "CHAT-PLUGIN")
@flow.on_text("help | support | question")
def offer_help(turn: Turn) -> Steps:
    yield Text(
        turn.say("What can we help you with?"),
        quick_replies=help_choices(turn),
    )


def help_choices(turn: Turn) -> list[QuickReply]:
    return [
        QuickReply(turn.say("My order"), "CARE_ORDER"),
        QuickReply(turn.say("Billing"), "CARE_BILLING"),
        QuickReply(turn.say("Style advice"), "CARE_SALES"),
        QuickReply(turn.say("Something else"), "CARE_OTHER"),
    ]


@flow.on_ref("CARE_ORDER")
@flow.on_payload("CARE_ORDER")
def answer_order(turn: Turn) -> Steps:
    text = turn.say("I look after orders. With your number I can tell you where yours is.")
    track = PostbackButton(turn.say("Track my order"), "TRACK_ORDER")
    yield from _answer(turn, "order", text, track)


@flow.on_ref("CARE_BILLING")
@flow.on_payload("CARE_BILLING")
def answer_billing(turn: Turn) -> Steps:
    text = turn.say(
        "I look after bills. Refunds reach you within five working days of the parcel "
        "reaching us, and every receipt comes by e-mail."
    )
    yield from _answer(turn, "billing", text)


@flow.on_ref("CARE_SALES")
@flow.on_payload("CARE_SALES")
def answer_sales(turn: Turn) -> Steps:
    text = turn.say("I look after style. A stylist of ours can put a whole look together for you.")
    book = PostbackButton(turn.say("Book a stylist"), "BOOK_APPOINTMENT")
    yield from _answer(turn, "sales", text, book)


@flow.on_ref("CARE_OTHER")
@flow.on_payload("CARE_OTHER")
def answer_other(turn: Turn) -> Steps:
    text = turn.say("I look after everything else. A person can read this and answer you here.")
    yield from _answer(turn, "care", text)


@flow.on_payload("CARE_HUMAN")
@flow.on_text("agent | human | person | talk to a person")
def hand_over(turn: Turn) -> Steps:
    yield Text(turn.say("I'm handing you over to a person. Please write what it is about."))
    yield HandOver(
        otherwise=Text(turn.say("Nobody is at the desk just now. We answer you here soon."))
    )


def _answer(turn: Turn, persona: str, text: str, *more: Button) -> Steps:
    person = PostbackButton(turn.say("Talk to a person"), "CARE_HUMAN")
    yield As(persona, ButtonTemplate(text, [*more, person]))
    yield Pause(_READING)
    yield from ask(turn)
