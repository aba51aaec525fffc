from contextlib import ExitStack

import pytest

from tests.explore.gallery import EXAMPLES
from tests.explore.kept import Kept
from tests.explore.pages import serve, write_page
from tests.explore.windows import SIZE, Shown, Windows, listening
from tools.browser import chromium


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Address of a folder with one page for each example, and one with all of them."""
    folder = tmp_path_factory.mktemp("site")
    examples = {name: make() for name, make in EXAMPLES.items()}
    for name, explorer in examples.items():
        write_page(folder, f"{name}.html", [explorer])
    write_page(folder, "all.html", examples.values())
    server = serve(folder)
    server.folder, server.examples = folder, examples
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def module(browser, site):
    """A page whose `dlx` is the module, for calling its functions."""
    page = browser.new_page()
    load_module(page, site)
    yield page
    page.close()


def load_module(page, site):
    """Gives a page the module under the name `dlx`."""
    write_page(site.folder, "empty.html", [])
    page.goto(f"{site.url}/empty.html")
    page.evaluate("async () => { window.dlx = await import('./explorer.js') }")


@pytest.fixture(scope="session")
def kept(browser):
    kept = Kept(browser)
    yield kept
    kept.close()


@pytest.fixture
def visit(kept, site):
    """Opens a page as for the first time; fails on its console's words and requests to elsewhere.

    In a window that is `alone` a test may change what later pages find: it is closed then. On a
    `frozen` page, which is alone, time stands still until `page.clock.run_for`.
    """
    closing, problems = ExitStack(), []

    def opened(address, frozen=False, alone=False, **options):
        options = {"viewport": SIZE, "color_scheme": "light", **options}
        page = kept.take(**options)
        if frozen or alone:
            closing.callback(page.context.close)
        else:
            closing.callback(kept.give_back, page, **options)
        closing.enter_context(listening(page, site.url, problems))
        if frozen:
            page.clock.install()
        page.goto(f"{site.url}/{address}")
        return page

    with closing:
        yield opened
    assert problems == []


@pytest.fixture(scope="module")
def windows(kept, site):
    """The examples' pages, in one window of each kind."""
    windows = Windows(kept, site.url)
    yield windows
    windows.close()


@pytest.fixture
def show(windows, site):
    """Shows an example as it starts; nothing may be wrong with its page until the test ends."""

    def shown(name, kind="desk"):
        explorer = Shown(windows.page(f"{name}.html", kind), site.examples[name].spec)
        explorer.reset()
        return explorer

    yield shown
    problems, windows.problems[:] = list(windows.problems), []
    assert problems == []


def pytest_collection_modifyitems(items):
    """What is asked of one example of the gallery is asked in a row, while its page is open."""
    gallery = [item for item in items if item.path.name == "test_gallery_browser.py"]
    gallery.sort(key=lambda item: list(EXAMPLES).index(item.callspec.params["name"]))
    for place, item in zip([n for n, i in enumerate(items) if i in gallery], gallery, strict=True):
        items[place] = item
