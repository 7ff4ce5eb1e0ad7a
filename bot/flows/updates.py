"""Weekly deals: asks for the opt-in, sends the first through it, stops and resumes on a word."""

from bot.flows import (
    Element,
    Flow,
    GenericTemplate,
    Notify,
    OptIn,
    OptInRequest,
    ResumeNotifications,
    Steps,
    StopNotifications,
    Text,
    Turn,
    UrlButton,
)

flow = Flow()

# Opt-ins are kept by this name; m.me/rn links carry it as their topic.
TOPIC = "weekly deals"


@flow.on_ref("PRODUCT_LAUNCH", "weekly_deals")
@flow.on_payload("PRODUCT_LAUNCH", "RN_DAILY", "RN_WEEKLY", "RN_MONTHLY")
def ask(turn: Turn) -> Steps:
    if turn.shop.recurring_notifications:
        yield Text(turn.say("New pieces arrive every week. Want to hear of them first?"))
        yield _request(turn)
    else:
        yield _regret(turn)


@flow.on_text("deals | weekly deals | updates")
def show_deal(turn: Turn) -> Steps:
    yield deal(turn)
    if turn.shop.recurring_notifications:
        yield _request(turn)


def _request(turn: Turn) -> OptInRequest:
    return OptInRequest(
        title=turn.say("Weekly deals"),
        payload=TOPIC,
        image_url=turn.picture("weekly-deals.png"),
        otherwise=_not_now(turn),
    )


def _not_now(turn: Turn) -> Text:
    """Meta refused, here or only this week: its reason is in the log, and people ask otherwise."""
    return Text(
        turn.say(
            "I can't offer you weekly messages just now. Write DEALS whenever you like, "
            "and I'll show you what is new."
        )
    )


def _regret(turn: Turn) -> Text:
    """Where Meta no longer sends recurring messages, people are told so, and how else to ask."""
    return Text(
        turn.say(
            "I can't send weekly messages where you are. Write DEALS whenever you like, "
            "and I'll show you what is new."
        )
    )


@flow.on_opt_in()
def thank(turn: Turn) -> Steps:
    """Through the token: an opt-in does not open the 24-hour window, so nothing else is sure to
    arrive.
    """
    event = turn.event
    if not turn.shop.recurring_notifications:
        yield _regret(turn)
    elif isinstance(event, OptIn) and event.token:
        thanks = turn.say("Thank you! You'll get the weekly deals. Write STOP to end them.")
        yield Notify(event.token, Text(thanks), otherwise=_not_now(turn))
        yield Notify(event.token, deal(turn))


@flow.on_broadcast("weekly_deals")
def send_deal(turn: Turn) -> Steps:
    """`flask broadcast "weekly deals" weekly_deals`."""
    yield deal(turn)


def deal(turn: Turn) -> GenericTemplate:
    """This week's deal: change it here, then broadcast it."""
    return GenericTemplate(
        [
            Element(
                title=turn.say("This week: rain jackets"),
                subtitle=turn.say("Save 30% all week"),
                image_url=turn.picture("weekly-deals.png"),
                buttons=[UrlButton(turn.say("Shop now"), turn.shop_url)],
            )
        ]
    )


@flow.on_text("stop | unsubscribe | stop messages | stop notifications")
def stop(turn: Turn) -> Steps:
    yield StopNotifications()
    yield Text(turn.say("Done: no more weekly messages. Write RESUME if you change your mind."))


@flow.on_text("resume | resume messages | resume notifications")
def resume(turn: Turn) -> Steps:
    yield ResumeNotifications()
    yield Text(turn.say("Welcome back! Your weekly messages go on. Write STOP to end them."))
