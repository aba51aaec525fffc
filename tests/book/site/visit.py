"""One visit to a page in a browser: what is wrong with it, all at once."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from playwright.sync_api import Error, Page

from tests.book.site.site import Site

READY = "html[data-ready]"


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    theme: str

    def __str__(self):
        return f"{self.width} {self.theme}"


WIDE, NARROW = Look(1280, "light"), Look(390, "dark")
LOOKS = (WIDE, NARROW)  # of every page
OTHER_LOOKS = (Look(1280, "dark"), Look(390, "light"))  # of a page of each kind


@dataclass
class Visit:
    """A page that is open, and what it has asked for and complained of since.

    Attributes:
        window: the page in the browser.
        site, address: which page of which site it is.
        look: how it is looked at.
    """

    window: Page
    site: Site
    address: str
    look: Look
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    @contextmanager
    def listening(self):
        """Notes what the page asks for and complains of, while the block runs."""
        listeners = {
            "request": lambda request: self.requests.append(request.url),
            "console": self.heard,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "response": self.answered,
        }
        for event, listener in listeners.items():
            self.window.on(event, listener)
        yield
        for event, listener in listeners.items():
            self.window.remove_listener(event, listener)

    def heard(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def answered(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")


class Visitor:
    """Opens pages in one browser, with a window and a profile for each look.

    Args:
        browser: it.
        prepare: what is done with each window before it opens a page.
    """

    def __init__(self, browser, prepare=lambda window: None):
        self.browser, self.prepare, self.windows = browser, prepare, {}

    @contextmanager
    def visit(self, site, address, look):
        """The page, opened; its fonts are there and its scripts have run."""
        visit = Visit(self.window(look), site, address, look)
        with visit.listening():
            visit.window.goto(site.url + address)
            visit.window.locator(READY).wait_for(state="attached")
            yield visit
            visit.window.goto("about:blank")  # what it asks for late is not the next page's

    def window(self, look):
        if look not in self.windows:
            size = {"width": look.width, "height": 900}
            profile = self.browser.new_context(viewport=size, color_scheme=look.theme)
            self.windows[look] = profile.new_page()
            self.prepare(self.windows[look])
        return self.windows[look]

    def faults(self, site, address, looks, checks):
        """All that the checks find on a page in these looks, each with its look.

        Args:
            site, address: the page.
            looks: how to look at it.
            checks: functions that take a `Visit` and return faults, as lines of text.
        """
        return [
            f"{look}: {fault}"
            for look in looks
            for fault in self.found(site, address, look, checks)
        ]

    def found(self, site, address, look, checks):
        try:
            with self.visit(site, address, look) as visit:
                return [fault for check in checks for fault in attempted(check, visit)]
        except Error as error:
            return [f"it does not open: {error.message}"]

    def close(self):
        for window in self.windows.values():
            window.context.close()


def attempted(check, visit):
    """What a check finds; that it cannot be made is a fault too."""
    try:
        return list(check(visit))
    except Error as error:
        return [f"{check.__name__} cannot be checked: {error.message}"]
