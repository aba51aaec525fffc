"""Visits to pages that are no chapters, to the longest chapter, and to the sample's chapters."""

import pytest

from tests.book.site.chapter_checks import CHAPTER, mathematics
from tests.book.site.page_checks import PAGE, SAMPLE, weight
from tests.book.site.visit import LOOKS, OTHER_LOOKS


def told(faults):
    return "\n".join([f"{len(faults)} faults", *faults])


def test_a_page(other, serve, visitor):
    faults = visitor.faults(serve("book"), other, LOOKS + OTHER_LOOKS, PAGE)
    assert not faults, told(faults)


def test_the_longest_chapter_in_its_other_looks(serve, visitor):
    site = serve("book")
    faults = visitor.faults(site, site.longest, OTHER_LOOKS, CHAPTER)
    assert not faults, told(faults)


CHAPTERS = [f"notebooks/foundations/{name}.html" for name in ("adam_vs_adamw", "autograd")]
KINDS = ["index", "health", "glossary", "map", "references"]  # pages that grow with the book


@pytest.mark.parametrize("sampled", CHAPTERS + [f"book/{name}.html" for name in KINDS])
def test_a_page_of_the_sample_at_full_depth(sampled, serve, visitor):
    extra = (mathematics, weight) if sampled in CHAPTERS else ()
    faults = visitor.faults(serve("sample"), sampled, LOOKS, (*extra, *SAMPLE))
    assert not faults, told(faults)
