"""BOOK_APPOINTMENT: an hour with a stylist; the wish is kept for the shop."""

from bot.flows import Flow, QuickReply, Record, Steps, Text, Turn

flow = Flow()


@flow.on_ref("BOOK_APPOINTMENT")
@flow.on_payload("BOOK_APPOINTMENT")
@flow.on_text("appointment | book an appointment")
def ask_when(turn: Turn) -> Steps:
    yield Text(turn.say("An hour with a stylist is free, in the shop or by video call."))
    yield Text(
        turn.say("When would it suit you?"),
        quick_replies=[
            QuickReply(turn.say("This week"), "APPOINTMENT_THIS_WEEK"),
            QuickReply(turn.say("Next week"), "APPOINTMENT_NEXT_WEEK"),
            QuickReply(turn.say("At the weekend"), "APPOINTMENT_WEEKEND"),
        ],
    )


@flow.on_payload("APPOINTMENT_THIS_WEEK", "APPOINTMENT_NEXT_WEEK", "APPOINTMENT_WEEKEND")
def keep_wish(turn: Turn) -> Steps:
    yield Record("appointment", when=turn.payload)
    yield Text(turn.say("Noted! A stylist writes to you here."))
