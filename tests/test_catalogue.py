"""The catalogue: each row is whole, so that a product is one row and one picture."""

import re

import pytest

from bot.catalogue import BUDGETS, OCCASIONS, PRODUCTS, find_product, looks
from bot.settings import ROOT


def test_a_row_is_whole(subtests: pytest.Subtests) -> None:
    for product in PRODUCTS:
        with subtests.test(product.sku):
            assert re.fullmatch(r"[a-z0-9-]+", product.sku), "it goes into m.me links"
            assert (ROOT / "static" / "pictures" / product.picture).is_file()
            assert product.occasion in OCCASIONS
            assert product.price in BUDGETS


def test_no_two_looks_have_one_sku_or_one_name() -> None:
    assert len({product.sku for product in PRODUCTS}) == len(PRODUCTS)
    assert len({product.name for product in PRODUCTS}) == len(PRODUCTS)


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("budget", BUDGETS)
def test_there_is_always_another_look(occasion: str, budget: int) -> None:
    assert len(looks(occasion, budget)) >= 2


def test_a_look_is_found_by_its_sku_however_that_is_written() -> None:
    assert find_product("LINEN-Suit") == find_product("linen-suit") is not None
    assert find_product("cork-boots") is None
