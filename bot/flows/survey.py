"""The survey after care: good, average or bad, and a suggestion; kept for the shop."""

from bot.flows import Expect, Flow, QuickReply, Record, Steps, Text, Turn

flow = Flow()


def ask(turn: Turn) -> Steps:
    yield Text(
        turn.say("How was your experience with us?"),
        quick_replies=[
            QuickReply(turn.say("Good"), "CSAT_GOOD"),
            QuickReply(turn.say("Average"), "CSAT_AVERAGE"),
            QuickReply(turn.say("Bad"), "CSAT_BAD"),
        ],
    )


@flow.on_payload("CSAT_GOOD")
def thank(turn: Turn) -> Steps:
    yield Record("survey", rating="good")
    yield Text(
        turn.say("That's good to hear. Thank you!"),
        quick_replies=[QuickReply(turn.say("Suggest something"), "CSAT_SUGGESTION")],
    )


@flow.on_payload("CSAT_AVERAGE")
def note_average(turn: Turn) -> Steps:
    yield Record("survey", rating="average")
    yield from ask_suggestion(turn)


@flow.on_payload("CSAT_BAD")
def note_bad(turn: Turn) -> Steps:
    yield Record("survey", rating="bad")
    yield Text(turn.say("I'm sorry to hear that."))
    yield from ask_suggestion(turn)


@flow.on_payload("CSAT_SUGGESTION")
def ask_suggestion(turn: Turn) -> Steps:
    yield Expect("suggestion")
    yield Text(turn.say("What could we do better? Write it in one message."))


@flow.on_reply("suggestion")
def keep_suggestion(turn: Turn) -> Steps:
    yield Record("suggestion", text=turn.text)
    yield Text(turn.say("Thank you. We read every one of these."))
