"""Pages of explorers in the kinds of windows that readers have, and one explorer on such a page."""

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
    """Pages, each opened once in each kind of window, and what was wrong with them.

    Args:
        browser: where they open.
        url: address of the folder that holds them.
        prepare: what is done with each window before it opens a page.
    """

    def __init__(self, browser, url, prepare=lambda page: None):
        self.browser, self.url, self.prepare = browser, url, prepare
        self.contexts, self.opened, self.problems = {}, {}, []

    def page(self, address, kind="desk"):
        """The page, open in a window of that kind; the first visit loads it."""
        if (address, kind) not in self.opened:
            if kind not in self.contexts:
                self.contexts[kind] = self.browser.new_context(**WINDOWS[kind])
            page = self.contexts[kind].new_page()
            self.prepare(page)
            listen(page, self.url, self.problems)
            page.goto(f"{self.url}/{address}")
            self.opened[address, kind] = page
        # A browser draws one frame a second on a page that lies behind another.
        self.opened[address, kind].bring_to_front()
        return self.opened[address, kind]

    def close(self):
        for context in self.contexts.values():
            context.close()


def listen(page, url, problems):
    """Writes down the page's errors and warnings, and what it asks of other hosts."""
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((url, "data:", "blob:"))
            else problems.append(request.url)
        ),
    )


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
