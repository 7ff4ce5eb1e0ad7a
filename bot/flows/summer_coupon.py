"""m.me/PAGE?ref=summer_coupon: a coupon with a code of the person's own, and a look to spend it
on.
"""

from bot.flows import (
    CouponTemplate,
    Element,
    Flow,
    GenericTemplate,
    IssueCoupon,
    PostbackButton,
    Steps,
    Text,
    Turn,
    UrlButton,
)

flow = Flow()

CAMPAIGN = "summer"


@flow.on_ref("summer_coupon")
@flow.on_payload("SUMMER_COUPON")
@flow.on_text("coupon | summer coupon")
def offer(turn: Turn) -> Steps:
    code = turn.coupon_code(CAMPAIGN, prefix="SUMMER")
    yield IssueCoupon(CAMPAIGN, code)
    yield Text(turn.say("{name}, summer is half price: 50% off one look.", name=turn.first_name))
    yield CouponTemplate(
        title=turn.say("50% off your summer look"),
        subtitle=turn.say("One code, yours alone, for one order."),
        code=code,
        payload="SUMMER_COUPON",
        image_url=turn.picture("coupon.png"),
        url=turn.shop_url,
        url_title=turn.say("Shop now"),
        otherwise=card(turn),
    )


def card(turn: Turn) -> GenericTemplate:
    """The coupon for Pages where Meta does not take its own template."""
    apply = PostbackButton(turn.say("Apply discount"), "COUPON_50")
    return GenericTemplate(
        [
            Element(
                title=turn.say("50% off your summer look"),
                subtitle=turn.say("One code, yours alone, for one order."),
                image_url=turn.picture("coupon.png"),
                buttons=[apply],
            )
        ]
    )


@flow.on_payload("COUPON_50")
def apply_discount(turn: Turn) -> Steps:
    code = turn.coupon_code(CAMPAIGN, prefix="SUMMER")
    yield IssueCoupon(CAMPAIGN, code)
    yield Text(turn.say("Your code is {code}. It takes 50% off at the till.", code=code))
    yield look(turn)


@flow.on_coupon_revealed("SUMMER_COUPON")
def follow_up(turn: Turn) -> Steps:
    yield Text(
        turn.say("That code is yours, {name}. Here is a look to try it on:", name=turn.first_name)
    )
    yield look(turn)


def look(turn: Turn) -> GenericTemplate:
    title, picture = turn.pick(
        [
            (turn.say("The linen suit, for warm offices"), "work-linen-suit.png"),
            (turn.say("The dune wrap, for long dinners"), "dinner-dune-wrap.png"),
        ]
    )
    return GenericTemplate(
        [
            Element(
                title=title,
                subtitle=turn.say("Half price with your code"),
                image_url=turn.picture(picture),
                url=turn.shop_url,
                buttons=[UrlButton(turn.say("Shop now"), turn.shop_url)],
            )
        ]
    )
