"""Outfits: for whom, for what, for how much, then a look, another look, and talk to sales."""

import pytest

from bot.catalogue import PRODUCTS, find_product, looks
from tests.processes import eventually
from tests.stories.acts import begins, is_welcomed, leads_to
from tests.stories.shop import followed
from tests.world import LINK, Json, Person, Stage


def looks_for(person: Person, occasion: str, budget: str) -> Json:
    """The card of the look that the person is shown for this."""
    person.taps("Find an outfit")
    person.taps("For me")
    person.taps(occasion)
    person.taps(budget)
    return the_look(person)


def the_look(person: Person) -> Json:
    card: Json = person.sees("ready to ship")["elements"][0]
    return card


def buttons(card: Json) -> list[str]:
    return [button["title"] for button in card["buttons"]]


@pytest.mark.parametrize(
    ("occasion", "price"), [("Work", 30), ("Dinner", 20), ("Party", 30)], ids=str
)
def test_a_look_fits_the_occasion_and_the_budget(ana: Person, occasion: str, price: int) -> None:
    is_welcomed(ana)
    card = looks_for(ana, occasion, f"Up to ${price}")
    fitting = {product.name: product for product in looks(occasion.lower(), price)}
    product = fitting[card["title"]]
    assert f"${product.price}" in card["subtitle"]
    assert product.picture in card["image_url"]
    assert buttons(card) == ["Shop now", "Another look"]
    shop = ana.taps("Shop now")
    assert leads_to(shop["opened"]).endswith(f"?product={product.sku}")


def test_who_follows_a_link_to_the_shop_is_counted_for_their_ref(ana: Person, world: Stage) -> None:
    ref = "ana_goes_to_the_shop"  # nobody else comes by it
    begins(ana, f"{LINK}?ref={ref}")
    looks_for(ana, "Work", "Up to $50")
    leads_to(ana.taps("Shop now")["opened"])
    eventually(lambda: followed(world, ref) == 1)


def test_it_can_be_for_someone_else(ana: Person) -> None:
    is_welcomed(ana)
    ana.taps("Find an outfit")
    ana.taps("For someone else")
    ana.sees("What is the occasion?")


def test_another_look_is_never_the_same_twice_in_a_row(ana: Person) -> None:
    is_welcomed(ana)
    shown = [looks_for(ana, "Work", "Up to $20")["title"]]
    for _ in range(4):
        ana.taps("Another look")
        shown.append(the_look(ana)["title"])
    assert all(one != next_one for one, next_one in zip(shown, shown[1:], strict=False))
    assert set(shown) <= {product.name for product in looks("work", 20)}


def test_the_highest_budget_offers_to_talk_to_sales(ana: Person) -> None:
    is_welcomed(ana)
    card = looks_for(ana, "Party", "Up to $50")
    assert buttons(card) == ["Shop now", "Another look", "Talk to sales"]
    ana.taps("Talk to sales")
    assert ana.sees("I look after style.")["persona"]["name"] == "Sol, style assistant"


def test_preferences_are_remembered_for_the_next_time(ana: Person) -> None:
    is_welcomed(ana)
    ana.taps("Find an outfit")
    first = ana.sees("Who is it for?")
    assert "Like last time" not in str(first)
    ana.taps("For me")
    ana.taps("Dinner")
    ana.taps("Up to $20")
    one = the_look(ana)["title"]

    ana.says("Start over")
    ana.taps("Find an outfit")
    ana.taps("Like last time")
    other = the_look(ana)["title"]
    assert {one, other} == {product.name for product in looks("dinner", 20)}


def test_a_link_to_a_product_opens_it_in_a_new_conversation(ana: Person) -> None:
    begins(ana, f"{LINK}?ref=product=linen-suit")
    card = the_look(ana)
    assert card["title"] == "Linen suit"
    assert "Talk to sales" in buttons(card)


def test_a_link_to_a_product_opens_it_in_an_old_conversation(ana: Person) -> None:
    is_welcomed(ana)
    ana.opens(f"{LINK}?ref=product=DUNE-WRAP")
    assert the_look(ana)["title"] == "Dune wrap"


def test_another_look_after_a_link_is_for_the_same_occasion_and_budget(ana: Person) -> None:
    begins(ana, f"{LINK}?ref=product=breton-evening")
    ana.taps("Another look")
    ana.sees("Driftwood shirt")


def test_a_link_to_a_product_that_is_gone_is_answered(ana: Person) -> None:
    assert find_product("cork-boots") is None
    begins(ana, f"{LINK}?ref=product=cork-boots")
    ana.sees("That piece has left the shop.")
    ana.taps("For me")
    ana.sees("What is the occasion?")


def test_the_misspelt_payload_of_old_threads_still_works(ana: Person) -> None:
    is_welcomed(ana)
    old = {"mid": f"m_old_{ana.psid}", "title": "Work", "payload": "CURATION_OCASION_WORK"}
    ana.causes({"postback": old})
    ana.sees("How much would you like to spend?")
    ana.taps("Up to $20")
    assert the_look(ana)["title"] in {product.name for product in looks("work", 20)}


def test_only_the_right_spelling_is_sent(ana: Person) -> None:
    is_welcomed(ana)
    ana.taps("Find an outfit")
    ana.taps("For me")
    ana.sees("What is the occasion?")
    sent = str([call["request"] for call in ana.calls()])
    assert "CURATION_OCCASION_WORK" in sent
    assert "CURATION_OCASION" not in sent


def test_every_row_of_the_catalogue_can_be_reached_by_a_link(ana: Person) -> None:
    is_welcomed(ana)
    for product in PRODUCTS:
        ana.opens(f"{LINK}?ref=product={product.sku}")
        assert the_look(ana)["title"] == product.name
