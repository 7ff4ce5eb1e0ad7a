"""Orders: by number, or by the account that the person links; the orders are for show."""

from bot.flows import (
    AccountLinkButton,
    AccountUnlinkButton,
    ButtonTemplate,
    Element,
    Expect,
    Flow,
    GenericTemplate,
    PostbackButton,
    QuickReply,
    Remember,
    Steps,
    Text,
    Turn,
    UrlButton,
    all_products,
)

flow = Flow()

EXAMPLE = "2026117"


@flow.on_ref("TRACK_ORDER")
@flow.on_payload("TRACK_ORDER")
@flow.on_text("order | my order | track my order | where is my order")
def track(turn: Turn) -> Steps:
    if turn.person.facts.get("customer"):
        yield from show_account_order(turn)
        return
    yield Text(
        turn.say("How shall I find your order?"),
        quick_replies=[
            QuickReply(turn.say("By order number"), "SEARCH_ORDER"),
            QuickReply(turn.say("Link my account"), "LINK_ORDER"),
        ],
    )


@flow.on_payload("SEARCH_ORDER")
def ask_number(turn: Turn) -> Steps:
    yield Expect("order_number")
    yield Text(turn.say("What is the number? It looks like {number}.", number=EXAMPLE))


@flow.on_payload("ORDER_NUMBER")
def show_example(turn: Turn) -> Steps:
    yield from show_order(turn, EXAMPLE)


@flow.on_pattern(r"#?\s?(?P<number>\d{5,10})")
def show_order(turn: Turn, number: str) -> Steps:
    yield Text(turn.say("Here is order {number}:", number=number))
    yield card(turn, number)


@flow.on_reply("order_number")
def read_number(turn: Turn) -> Steps:
    written = turn.text.strip().removeprefix("#")
    if written.isdecimal() and 5 <= len(written) <= 10:
        yield from show_order(turn, written)
    else:
        yield from explain_number(turn)


@flow.on_pattern(r"#?\s?(\d{1,4}|\d{11,40})")
def explain_number(turn: Turn) -> Steps:
    yield Expect("order_number")
    yield Text(
        turn.say(
            "I can't find that one. An order number has five to ten digits, like {number}, and "
            "stands at the top of your receipt.",
            number=EXAMPLE,
        ),
        quick_replies=[
            QuickReply(turn.say("Link my account"), "LINK_ORDER"),
            QuickReply(turn.say("Talk to a person"), "CARE_HUMAN"),
        ],
    )


@flow.on_payload("LINK_ORDER")
def link_account(turn: Turn) -> Steps:
    yield ButtonTemplate(
        turn.say("Log in to the shop, and I'll find all your orders."),
        [AccountLinkButton(turn.login_url)],
    )


@flow.on_account("linked")
def thank_for_account(turn: Turn) -> Steps:
    if customer := turn.customer:
        yield Remember(customer=customer)
        yield Text(turn.say("Your account is linked."))
        yield from show_account_order(turn)
    else:
        yield Text(turn.say("That log-in has run out. Please try once more."))
        yield from link_account(turn)


@flow.on_account("unlinked")
def forget_account(turn: Turn) -> Steps:
    yield Remember(customer=None)
    yield Text(turn.say("Your account is no longer linked."))


def show_account_order(turn: Turn) -> Steps:
    yield Text(turn.say("This is your latest order:"))
    yield card(turn, EXAMPLE)
    yield ButtonTemplate(turn.say("Log out of the shop here."), [AccountUnlinkButton()])


def card(turn: Turn, number: str) -> GenericTemplate:
    """A demo order: the number alone decides what is in it and where it is."""
    products = all_products()
    product = products[int(number) % len(products)]
    states = [
        turn.say("Packed, leaves the warehouse today"),
        turn.say("On its way, with you in two days"),
        turn.say("Out for delivery today"),
        turn.say("Delivered"),
    ]
    return GenericTemplate(
        [
            Element(
                title=turn.say("Order {number}", number=number),
                subtitle=states[int(number) % len(states)],
                image_url=turn.picture("order.png"),
            ),
            Element(
                title=turn.say(product.name),
                subtitle=turn.say("1 piece, ${price}, paid", price=product.price),
                image_url=turn.picture(product.picture),
                buttons=[
                    UrlButton(turn.say("Shop again"), turn.product_url(product.sku)),
                    PostbackButton(turn.say("Get help"), "CARE_ORDER"),
                ],
            ),
        ]
    )
