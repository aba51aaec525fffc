"""Visits to pages that are no chapters, to the longest chapter, and to the sample's chapters."""

import pytest

from tests.book.site.chapter_checks import CHAPTER, mathematics
from tests.book.site.page_checks import PAGE, weight
from tests.book.site.visit import LOOKS, OTHER_LOOKS


def told(faults):
    return "\n".join([f"{len(faults)} faults", *faults])


def test_a_page(address, serve, visitor):
    faults = visitor.faults(serve("book"), address, LOOKS + OTHER_LOOKS, PAGE)
    assert not faults, told(faults)


def test_the_longest_chapter_in_its_other_looks(serve, visitor):
    site = serve("book")
    faults = visitor.faults(site, site.longest, OTHER_LOOKS, CHAPTER)
    assert not faults, told(faults)


@pytest.mark.parametrize("name", ["adam_vs_adamw", "autograd"])
def test_a_chapter_with_every_kind_of_output_at_full_depth(name, serve, visitor):
    address = f"notebooks/foundations/{name}.html"
    faults = visitor.faults(serve("sample"), address, LOOKS, (mathematics, *PAGE, weight))
    assert not faults, told(faults)
