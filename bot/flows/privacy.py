"""Privacy: where it is written what is stored, and "delete my data", asked once more first."""

from bot.flows import (
    ButtonTemplate,
    Flow,
    Forget,
    PostbackButton,
    QuickReply,
    Steps,
    Text,
    Turn,
    UrlButton,
)

flow = Flow()


@flow.on_ref("PRIVACY")
@flow.on_payload("PRIVACY")
@flow.on_text("privacy | data protection | what do you know about me")
def explain(turn: Turn) -> Steps:
    yield ButtonTemplate(
        turn.say("What I keep about you, what for, and how to have it deleted:"),
        [
            UrlButton(turn.say("Privacy"), f"{turn.shop.app_url}/privacy"),
            PostbackButton(turn.say("Delete my data"), "PRIVACY_DELETE"),
        ],
    )


@flow.on_payload("PRIVACY_DELETE")
@flow.on_text("delete my data | forget me")
def ask(turn: Turn) -> Steps:
    yield Text(
        turn.say(
            "Shall I delete everything I know about you? Your coupon codes and weekly messages "
            "end with it."
        ),
        quick_replies=[
            QuickReply(turn.say("Yes, delete it"), "PRIVACY_FORGET"),
            QuickReply(turn.say("No, keep it"), "PRIVACY_KEEP"),
        ],
    )


@flow.on_payload("PRIVACY_FORGET")
def forget(turn: Turn) -> Steps:
    """The last words first: then there is nobody left to say them to."""
    yield Text(
        turn.say("Done: I have forgotten you. What we wrote here, you can delete in Messenger.")
    )
    yield Forget()


@flow.on_payload("PRIVACY_KEEP")
def keep(turn: Turn) -> Steps:
    yield Text(turn.say("All stays as it was."))
