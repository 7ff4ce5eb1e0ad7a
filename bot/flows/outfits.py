"""Outfits: for whom, for what, for how much, then a look; preferences are remembered."""

from bot.flows import (
    BUDGETS,
    OCCASIONS,
    Button,
    Element,
    Flow,
    GenericTemplate,
    PostbackButton,
    Product,
    QuickReply,
    Remember,
    Steps,
    Text,
    Turn,
    UrlButton,
    find_product,
    looks,
)

flow = Flow()


@flow.on_ref("CURATION")
@flow.on_payload("CURATION")
@flow.on_text("outfit | outfits | look | find an outfit")
def ask_for_whom(turn: Turn) -> Steps:
    replies = [
        QuickReply(turn.say("For me"), "CURATION_FOR_ME"),
        QuickReply(turn.say("For someone else"), "CURATION_SOMEONE_ELSE"),
    ]
    occasion, budget = preferences(turn)
    if occasion and budget:
        again = QuickReply(turn.say("Like last time"), f"CURATION_BUDGET_{budget}_{occasion}")
        replies.insert(0, again)
    yield Text(turn.say("Let's find a look. Who is it for?"), quick_replies=replies)


@flow.on_payload("CURATION_FOR_ME", "CURATION_SOMEONE_ELSE")
def ask_occasion(turn: Turn) -> Steps:
    names = {"work": turn.say("Work"), "dinner": turn.say("Dinner"), "party": turn.say("Party")}
    yield Text(
        turn.say("What is the occasion?"),
        quick_replies=[
            QuickReply(names[occasion], f"CURATION_OCCASION_{occasion.upper()}")
            for occasion in OCCASIONS
        ],
    )


# The second spelling is the original sample's; it sits in people's threads.
@flow.on_payload("CURATION_OCCASION_{occasion}", "CURATION_OCASION_{occasion}")
def ask_budget(turn: Turn, occasion: str) -> Steps:
    yield Text(
        turn.say("How much would you like to spend?"),
        quick_replies=[
            QuickReply(
                turn.say("Up to ${price}", price=budget),
                f"CURATION_BUDGET_{budget}_{occasion.upper()}",
            )
            for budget in BUDGETS
        ],
    )


@flow.on_payload("CURATION_BUDGET_{budget}_{occasion}")
def show_look(turn: Turn, budget: str, occasion: str) -> Steps:
    yield Remember(occasion=occasion.upper(), budget=budget)
    yield from _one_of(turn, occasion, budget)


@flow.on_payload("CURATION_OTHER_STYLE")
def show_another(turn: Turn) -> Steps:
    """Like the look shown last, however the person came to it."""
    last = find_product(str(turn.person.facts.get("sku") or ""))
    if last is None:
        yield from ask_for_whom(turn)
        return
    occasion, budget = preferences(turn)
    chosen = occasion.casefold() == last.occasion and _dollars(budget) >= last.price
    yield from _one_of(turn, last.occasion, budget if chosen else str(last.price))


@flow.on_ref("product={sku}")
def show_product(turn: Turn, sku: str) -> Steps:
    product = find_product(sku)
    if product is None:
        yield Text(turn.say("That piece has left the shop. Let's find you another."))
        yield from ask_for_whom(turn)
    else:
        yield Remember(sku=product.sku)
        yield card(turn, product)


def preferences(turn: Turn) -> tuple[str, str]:
    """What the person chose last time: occasion and budget, "" where they have not yet."""
    facts = turn.person.facts
    return str(facts.get("occasion") or ""), str(facts.get("budget") or "")


def _one_of(turn: Turn, occasion: str, budget: str) -> Steps:
    """A fitting look, never the one shown last; a payload that names none begins anew."""
    fitting = looks(occasion.casefold(), _dollars(budget))
    fresh = [product for product in fitting if product.sku != turn.person.facts.get("sku")]
    if not fresh:
        yield from ask_for_whom(turn)
        return
    product = turn.pick(fresh)
    yield Remember(sku=product.sku)
    yield Text(turn.say("How about this one?"))
    yield card(turn, product, _dollars(budget))


def _dollars(budget: str) -> int:
    return int(budget) if budget.isdigit() else 0


def card(turn: Turn, product: Product, budget: int = 0) -> GenericTemplate:
    buttons: list[Button] = [
        UrlButton(turn.say("Shop now"), turn.product_url(product.sku)),
        PostbackButton(turn.say("Another look"), "CURATION_OTHER_STYLE"),
    ]
    if max(product.price, budget) >= max(BUDGETS):
        buttons.append(PostbackButton(turn.say("Talk to sales"), "CARE_SALES"))
    return GenericTemplate(
        [
            Element(
                title=turn.say(product.name),
                subtitle=turn.say("${price}, ready to ship", price=product.price),
                image_url=turn.picture(product.picture),
                url=turn.product_url(product.sku),
                buttons=buttons,
            )
        ]
    )
