"""Wholesale leads: from a conversation, or from a lead ad's form; kept for the shop."""

from bot.flows import Expect, Flow, QuickReply, Record, Referred, Steps, Text, Turn
from bot.flows.welcome import choices

flow = Flow()


@flow.on_ref("WHOLESALE_LEAD_AD")
@flow.on_payload("WHOLESALE_LEAD_AD")
@flow.on_text("wholesale")
def ask_interest(turn: Turn) -> Steps:
    yield Text(
        turn.say("{hello} Would you like to sell our clothes in your shop?", hello=turn.hello),
        quick_replies=[
            QuickReply(turn.say("Yes"), "WHOLESALE_LEAD_YES"),
            QuickReply(turn.say("No"), "WHOLESALE_LEAD_NO"),
        ],
    )


@flow.on_payload("WHOLESALE_LEAD_YES")
def ask_company(turn: Turn) -> Steps:
    yield Expect("company")
    yield Text(turn.say("Wonderful. What is your company's name, and in which town is it?"))


@flow.on_reply("company")
def keep_company(turn: Turn) -> Steps:
    yield Record("lead", company=turn.text)
    yield from thank(turn)


@flow.on_lead("LEAD_COMPLETE")
def keep_form(turn: Turn) -> Steps:
    yield Record("lead", **_answers(turn))
    yield from thank(turn)


@flow.on_lead("LEAD_INCOMPLETE")
def keep_begun_form(turn: Turn) -> Steps:
    yield Record("unfinished_lead", **_answers(turn))
    yield from ask_interest(turn)


def thank(turn: Turn) -> Steps:
    yield Text(turn.say("Thank you! Our wholesale team writes to you within two working days."))


@flow.on_payload("WHOLESALE_LEAD_NO")
def leave_it(turn: Turn) -> Steps:
    yield Text(
        turn.say("No problem. Perhaps there is something for yourself?"),
        quick_replies=choices(turn),
    )


def _answers(turn: Turn) -> dict[str, str]:
    """What the person wrote into a lead ad's form, by question."""
    return dict(turn.event.answers) if isinstance(turn.event, Referred) else {}
