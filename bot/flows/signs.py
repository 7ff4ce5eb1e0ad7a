"""What people say without words: pictures, stickers, reactions; and comments on the Page."""

from bot.flows import Flow, QuickReply, Steps, Text, Turn

flow = Flow()


@flow.on_attachment()
def thank_for_attachment(turn: Turn) -> Steps:
    yield Text(
        turn.say("Thank you! As an automated assistant I can't look at it. What shall we do?"),
        quick_replies=_ways_on(turn),
    )


@flow.on_attachment("sticker")
def smile_back(turn: Turn) -> Steps:
    yield Text(turn.say("You made me smile. What shall we do?"), quick_replies=_ways_on(turn))


@flow.on_reaction("dislike", "sad", "angry")
def offer_help(turn: Turn) -> Steps:
    """Other reactions get no answer: nobody wants a message for each heart."""
    yield Text(
        turn.say("That was not what you hoped for. Shall I get you help?"),
        quick_replies=_ways_on(turn),
    )


@flow.on_comment()
def reply_in_private(turn: Turn) -> Steps:
    """Meta allows one message; the conversation begins if the person answers it."""
    yield Text(
        turn.say(
            "Thank you for writing to us! I'm the shop's automated assistant: answer here, and "
            "I'll help you with outfits, orders and coupons."
        )
    )


def _ways_on(turn: Turn) -> list[QuickReply]:
    return [
        QuickReply(turn.say("Help"), "CARE_HELP"),
        QuickReply(turn.say("Start over"), "GET_STARTED"),
    ]
