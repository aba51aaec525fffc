import pytest

from tests.explore.gallery import EXAMPLES
from tests.explore.pages import serve, write_page
from tests.explore.windows import SIZE, Shown, Windows, listen
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


@pytest.fixture
def visit(browser, site):
    """Opens a page of its own; fails on what its console says and on any request to elsewhere.

    On a frozen page time stands still until `page.clock.run_for`.
    """
    contexts, problems = [], []

    def opened(address, frozen=False, **options):
        context = browser.new_context(**{"viewport": SIZE, "color_scheme": "light", **options})
        contexts.append(context)
        page = context.new_page()
        listen(page, site.url, problems)
        if frozen:
            page.clock.install()
        page.goto(f"{site.url}/{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="module")
def windows(browser, site):
    """The examples' pages, each open in one window of a kind as long as a module needs it."""
    windows = Windows(browser, site.url)
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
