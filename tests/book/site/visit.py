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

    def __post_init__(self):
        self.window.on("request", lambda request: self.requests.append(request.url))
        self.window.on("console", self.heard)
        self.window.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.window.on("response", self.answered)

    def heard(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def answered(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")


class Visitor:
    """Opens pages in one browser, with a profile for each look.

    Args:
        browser: it.
        prepare: what is done with each window before it opens a page.
    """

    def __init__(self, browser, prepare=lambda window: None):
        self.browser, self.prepare, self.profiles = browser, prepare, {}

    @contextmanager
    def visit(self, site, address, look):
        """The page, opened; its fonts are there and its scripts have run."""
        window = self.profile(look).new_page()
        self.prepare(window)
        visit = Visit(window, site, address, look)
        window.goto(site.url + address)
        window.locator(READY).wait_for(state="attached")
        yield visit
        window.close()

    def profile(self, look):
        if look not in self.profiles:
            size = {"width": look.width, "height": 900}
            self.profiles[look] = self.browser.new_context(viewport=size, color_scheme=look.theme)
        return self.profiles[look]

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
        for profile in self.profiles.values():
            profile.close()


def attempted(check, visit):
    """What a check finds; that it cannot be made is a fault too."""
    try:
        return list(check(visit))
    except Error as error:
        return [f"{check.__name__} cannot be checked: {error.message}"]
