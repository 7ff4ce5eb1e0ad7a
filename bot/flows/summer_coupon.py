"""m.me/PAGE?ref=summer_coupon: a code of the person's own, and a look to spend it on."""

from bot.flows import (
    CouponTemplate,
    Element,
    Flow,
    GenericTemplate,
    IssueCoupon,
    PostbackButton,
    Remember,
    Steps,
    Text,
    Turn,
    all_products,
)
from bot.flows.outfits import card as outfit_card

flow = Flow()

CAMPAIGN = "summer"


@flow.on_ref("summer_coupon")
@flow.on_payload("SUMMER_COUPON")
@flow.on_text("coupon | summer coupon | discount")
def offer(turn: Turn) -> Steps:
    code = turn.coupon_code(CAMPAIGN, prefix="SUMMER")
    yield IssueCoupon(CAMPAIGN, code)
    yield Text(turn.say("{hello} Summer is half price: any one look.", hello=turn.hello))
    yield CouponTemplate(
        title=turn.say("Your summer look at half price"),
        subtitle=turn.say("One code, yours alone, for one order."),
        code=code,
        payload="SUMMER_COUPON",
        image_url=turn.picture("coupon.png"),
        url=turn.shop_url,
        url_title=turn.say("Shop now"),
        otherwise=_card(turn),
    )


@flow.on_ref("COUPON_50")
@flow.on_payload("COUPON_50")
def apply_discount(turn: Turn) -> Steps:
    code = turn.coupon_code(CAMPAIGN, prefix="SUMMER")
    yield IssueCoupon(CAMPAIGN, code, is_revealed=True)
    yield Text(turn.say("Your code is {code}. It takes half the price off at the till.", code=code))
    yield from _look(turn)


@flow.on_coupon_revealed("SUMMER_COUPON")
def follow_up(turn: Turn) -> Steps:
    yield Text(turn.say("That code is yours alone. Here is a look for it:"))
    yield from _look(turn)


def _look(turn: Turn) -> Steps:
    look = turn.pick(all_products())
    yield Remember(sku=look.sku)
    yield outfit_card(turn, look)


def _card(turn: Turn) -> GenericTemplate:
    """The coupon for Pages whose coupon template Meta does not take."""
    return GenericTemplate(
        [
            Element(
                title=turn.say("Your summer look at half price"),
                subtitle=turn.say("One code, yours alone, for one order."),
                image_url=turn.picture("coupon.png"),
                buttons=[PostbackButton(turn.say("Apply discount"), "COUPON_50")],
            )
        ]
    )
