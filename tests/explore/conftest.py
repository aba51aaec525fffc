import pytest

from tests.explore.demos import DEMOS
from tests.explore.pages import serve, write_page
from tools.browser import chromium


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Address of a folder with one page for each demonstration, and one with all of them."""
    folder = tmp_path_factory.mktemp("site")
    demos = {name: make() for name, make in DEMOS.items()}
    for name, explorer in demos.items():
        write_page(folder, f"{name}.html", [explorer])
    write_page(folder, "all.html", demos.values())
    server = serve(folder)
    server.folder, server.demos = folder, demos
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def module(browser, site):
    """A page whose `dlx` is the module, for calling its functions."""
    write_page(site.folder, "empty.html", [])
    page = browser.new_page()
    page.goto(f"{site.url}/empty.html")
    page.evaluate("async () => { window.dlx = await import('./explorer.js') }")
    yield page
    page.close()


@pytest.fixture
def visit(browser, site):
    """Opens a page and fails on any error in its console or any request to elsewhere."""
    contexts, problems = [], []

    def opened(address, **options):
        context = browser.new_context(
            **{"viewport": {"width": 1000, "height": 800}, "color_scheme": "light", **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda r: None if r.url.startswith((site.url, "data:")) else problems.append(r.url),
        )
        page.goto(f"{site.url}/{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []
