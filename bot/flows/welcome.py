"""Get Started, plain links, greetings, and everything that nobody else answers."""

from bot.flows import GET_STARTED, Flow, QuickReply, Steps, Text, Turn

flow = Flow()


@flow.on_ref("DEVDOCS", "GITHUB")
@flow.on_payload(GET_STARTED, "DEVDOCS", "GITHUB")
@flow.on_text("hi | hello | hey | good morning | good evening | start over | get started")
@flow.on_greeting()
def greet(turn: Turn) -> Steps:
    """Says at once that it is automated: people have a right to know, and Meta asks for it."""
    yield Text(turn.say("{hello} Welcome to Original Coast Clothing.", hello=turn.hello))
    yield Text(
        turn.say("I'm the shop's automated assistant. What can I show you?"),
        quick_replies=choices(turn),
    )


@flow.on_anything()
def offer_choices(turn: Turn) -> Steps:
    yield Text(
        turn.say("I'm an automated assistant, and I didn't get that. Here is what I can do:"),
        quick_replies=choices(turn),
    )


@flow.on_handover("back")
def return_from_people(turn: Turn) -> Steps:
    yield Text(
        turn.say("The automated assistant is back with you. Is there anything else?"),
        quick_replies=choices(turn),
    )


def choices(turn: Turn) -> list[QuickReply]:
    return [
        QuickReply(turn.say("Find an outfit"), "CURATION"),
        QuickReply(turn.say("Summer coupon"), "SUMMER_COUPON"),
        QuickReply(turn.say("Weekly deals"), "PRODUCT_LAUNCH"),
        QuickReply(turn.say("Help"), "CARE_HELP"),
    ]
