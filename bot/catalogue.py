"""The shop's looks as data: one row a product. `docs/products.md` shows how to add one."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """A look: `price` in whole dollars, `picture` a file in static/pictures/."""

    sku: str
    name: str
    occasion: str
    price: int
    picture: str


OCCASIONS = ("work", "dinner", "party")
BUDGETS = (20, 30, 50)

# The names are translated in bot/locale/ like every other word that people read.
PRODUCTS: Sequence[Product] = (
    Product("harbour-oxford", "Harbour Oxford and chinos", "work", 20, "work-harbour-oxford.png"),
    Product("boathouse-knit", "Boathouse knit", "work", 20, "work-boathouse-knit.png"),
    Product("quayside-overshirt", "Quayside overshirt", "work", 30, "work-quayside-overshirt.png"),
    Product("tideline-cardigan", "Tideline cardigan", "work", 30, "work-tideline-cardigan.png"),
    Product("linen-suit", "Linen suit", "work", 50, "work-linen-suit.png"),
    Product("lighthouse-blazer", "Lighthouse blazer", "work", 50, "work-lighthouse-blazer.png"),
    Product("breton-evening", "Breton evening", "dinner", 20, "dinner-breton-evening.png"),
    Product("driftwood-shirt", "Driftwood shirt", "dinner", 20, "dinner-driftwood-shirt.png"),
    Product("dune-wrap", "Dune wrap", "dinner", 30, "dinner-dune-wrap.png"),
    Product("sundown-jumpsuit", "Sundown jumpsuit", "dinner", 30, "dinner-sundown-jumpsuit.png"),
    Product("seamist-set", "Sea-mist knit set", "dinner", 50, "dinner-seamist-set.png"),
    Product("harbour-coat", "Harbour coat", "dinner", 50, "dinner-harbour-coat.png"),
    Product("lagoon-shirt", "Lagoon shirt", "party", 20, "party-lagoon-shirt.png"),
    Product("sunset-stripes", "Sunset stripes", "party", 20, "party-sunset-stripes.png"),
    Product("moonlit-satin", "Moonlit satin shirt", "party", 30, "party-moonlit-satin.png"),
    Product("lantern-jumpsuit", "Lantern jumpsuit", "party", 30, "party-lantern-jumpsuit.png"),
    Product("velvet-blazer", "Velvet blazer", "party", 50, "party-velvet-blazer.png"),
    Product("starlight-wrap", "Starlight wrap", "party", 50, "party-starlight-wrap.png"),
)


def all_products() -> Sequence[Product]:
    """Every look, in the order of the rows."""
    return PRODUCTS


def find_product(sku: str) -> Product | None:
    """The product with this sku, however its letters are cased."""
    return next((product for product in PRODUCTS if product.sku == sku.casefold()), None)


def looks(occasion: str, budget: int) -> Sequence[Product]:
    """The products for an occasion that cost up to a budget."""
    return [it for it in PRODUCTS if it.occasion == occasion and it.price <= budget]
