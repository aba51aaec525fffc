"""A visit to each chapter's page, wide and light, narrow and dark: all that is wrong with it."""

from tests.book.site.chapter_checks import CHAPTER
from tests.book.site.visit import LOOKS


def test_a_chapter(chapter, serve, visitor):
    site, address = serve("book"), f"notebooks/{chapter}.html"
    assert address in site.pages, f"{address} is not built: run `make html`"
    faults = visitor.faults(site, address, LOOKS, CHAPTER)
    assert not faults, "\n".join([f"{chapter}: {len(faults)} faults", *faults])
