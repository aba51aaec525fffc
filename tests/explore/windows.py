"""Pages of explorers in the kinds of windows that readers have, and one explorer on such a page."""

from contextlib import contextmanager
from itertools import product

import pytest

from tests.explore.rows import row

SIZE = {"width": 1280, "height": 900}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WINDOWS = {
    "desk": {"viewport": SIZE, "color_scheme": "light"},
    "phone": PHONE,
    "still": {"viewport": SIZE, "java_script_enabled": False},
    "still phone": PHONE | {"java_script_enabled": False},
    "paper": {"viewport": SIZE, "color_scheme": "dark"},
}
SETTLED = "() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))"
# What is drawn, without what only the pointer shows.
DRAWING = """(box) => [
  ...[...box.querySelectorAll(".dlx-panels :is(.dlx-line, .dlx-marker, .dlx-rule, .dlx-name, " +
    ".dlx-lit, .dlx-on, rect:not(.dlx-probe, .dlx-tip))")].map((e) => e.outerHTML),
  ...[...box.querySelectorAll("canvas")].map((e) => e.toDataURL())].join("\\n")"""


def settled(page):
    """Waits until what was asked for is drawn."""
    page.evaluate(SETTLED)


def text_of(label):
    """The words of a label, as the browser tells them."""
    return "".join(run if isinstance(run, str) else run[0] for run in label)


class Windows:
    """One window of each kind, open as long as its examples are asked for, and what was wrong.

    Args:
        kept: where they are taken from and given back to.
        url: address of the folder that holds the pages.
        prepare: what is done with each window before it opens a page.
    """

    def __init__(self, kept, url, prepare=lambda page: None):
        self.kept, self.url, self.prepare = kept, url, prepare
        self.opened, self.shown, self.problems = {}, {}, []

    def page(self, address, kind="desk"):
        """The page in the window of that kind, loaded unless it was asked for there last."""
        if kind not in self.opened:
            page = self.kept.take(**WINDOWS[kind])
            self.prepare(page)
            self.opened[kind] = page, listen(page, self.url, self.problems)
        page, _ = self.opened[kind]
        if self.shown.get(kind) != address:
            page.emulate_media(media="null")  # the last one may have been printed
            page.goto(f"{self.url}/{address}")
            self.shown[kind] = address
        return page

    def close(self):
        for kind, (page, listeners) in self.opened.items():
            self.kept.give_back(page, **WINDOWS[kind])
            forget(page, listeners)


def listen(page, url, problems):
    """Writes down the page's errors and warnings, and what it asks of other hosts.

    Returns:
        The listeners, {event: function}.
    """

    def hear(message):
        if message.type in ("error", "warning"):
            problems.append(message.text)

    def ask(request):
        if not request.url.startswith((url, "data:", "blob:")):
            problems.append(request.url)

    listeners = {"pageerror": lambda e: problems.append(str(e)), "console": hear, "request": ask}
    for event, listener in listeners.items():
        page.on(event, listener)
    return listeners


@contextmanager
def listening(page, url, problems):
    """Listens as `listen` does, while the block runs."""
    listeners = listen(page, url, problems)
    yield
    forget(page, listeners)


def forget(page, listeners):
    """Undoes `listen`."""
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


class Shown:
    """An explorer on a page, in the middle of the window."""

    def __init__(self, page, spec):
        self.page, self.spec, self.box = page, spec, page.locator(f"#{spec['id']}")
        self.controls = [control for control in spec["sliders"] if not control["hidden"]]
        self.rows = {control["name"]: row(self, control) for control in self.controls}
        self.clock = self.box.locator(f"input[id^='dlx-{spec['id']}-time-']")
        self.center(self.box)

    def center(self, locator):
        locator.evaluate("(e) => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
        settled(self.page)

    def drawing(self):
        settled(self.page)
        return self.box.evaluate(DRAWING)

    def told(self):
        """{name: what the row says}"""
        return {name: row.told() for name, row in self.rows.items()}

    def stands(self):
        """{name: where the control stands}, which may contradict what its row says."""
        return {name: row.share() for name, row in self.rows.items()}

    def reset(self):
        self.box.get_by_role("button", name="Reset").click()
        self.page.mouse.move(0, 0)
        settled(self.page)

    def choose_where_it_matters(self, name):
        """Sets what has names so that this control matters to the picture: a margin, its loss."""
        choices = [c for c in self.controls if "names" in c and c["name"] != name]
        self.reset()
        for places in product(*(range(len(choice["names"])) for choice in choices)):
            for choice, place in zip(choices, places, strict=True):
                self.rows[choice["name"]].put(place / choice["steps"])
            if not choices or self.changed_by(self.rows[name]):
                return
        pytest.fail(f"{name} changes nothing, whatever else is chosen")

    def changed_by(self, row):
        """Whether the ends of a control show different pictures; it goes back to where it was."""
        drawings = set()
        for share in (0, 1, row.share()):
            row.put(share)
            drawings.add(self.drawing())
        return len(drawings) > 1
