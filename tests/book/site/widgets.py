"""Explorers and questions: as the chapters store them, and as a browser shows them."""

from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from dlnotes.explore.controls.rows import value_text
from tools import notebooks
from tools.lints.references import widgets

SIZE = {"width": 1280, "height": 900}
WINDOWS = {
    "desk": {"viewport": SIZE, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "still": {"viewport": SIZE, "java_script_enabled": False},
    "paper": {"viewport": SIZE, "color_scheme": "dark"},
    "shared": {"viewport": SIZE},
}
SETTLED = "() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))"
# What is drawn, without what only the pointer shows.
DRAWING = """(box) => [
  ...[...box.querySelectorAll(".dlx-panels :is(.dlx-line, .dlx-marker, .dlx-rule, .dlx-name, " +
    ".dlx-lit, rect:not(.dlx-probe, .dlx-tip))")].map((e) => e.outerHTML),
  ...[...box.querySelectorAll("canvas")].map((e) => e.toDataURL())].join("\\n")"""


class Stored(NamedTuple):
    """One explorer or question of a chapter: the chapter's name and the widget's spec."""

    chapter: str
    spec: dict

    @property
    def page(self):
        return f"notebooks/{self.chapter}.html"

    @property
    def sliders(self):
        """The sliders that have a row."""
        return [s for s in self.spec["sliders"] if not s["hidden"] and "kind" not in s]

    @property
    def choices(self):
        """The choices among names."""
        return [s for s in self.spec["sliders"] if s.get("kind") == "choice"]

    @property
    def draggable(self):
        """How many points can be dragged."""
        markers = [m for panel in self.spec["panels"] for m in panel.get("markers", [])]
        return sum(bool(marker["drag"]) for marker in markers)


def stored(kind):
    """The widgets of a kind in the finished chapters, as parameters of a test."""
    found = [Stored(name, spec) for name in notebooks.toc() for spec in specs_of(name)]
    return [
        pytest.param(widget, id=f"{widget.chapter}-{widget.spec['id']}")
        for widget in found
        if widget.spec["kind"] == kind
    ]


def specs_of(chapter):
    """The specs in a chapter's stored outputs, in order."""
    return [spec for _, spec in widgets(notebooks.find(chapter).nb)]


def text_of(slider, value):
    """What the row of a slider says at a value."""
    return f"{value_text(slider, value)} {slider['unit']}".strip()


def value_at(slider, share):
    """The value that lies at a share of the slider's way."""
    low, high = slider["min"], slider["max"]
    value = low * (high / low) ** share if slider["log"] else low + share * (high - low)
    return round(value) if "names" in slider else value


def settings_of(widget, share):
    """{slider name: value}, every slider at a share of its way, with digits that are told.

    A choice goes to the name after the one it starts with.
    """
    values = {s["name"]: value_at(s, share) for s in widget.spec["sliders"]}
    values |= {
        s["name"]: (s["value"] + 1) % len(s["names"])
        for s in widget.spec["sliders"]
        if "names" in s
    }
    return {name: float(f"{value:.3g}") for name, value in values.items()}


def address_of(together, share):
    """The query that moves every slider of these explorers."""
    return urlencode(
        {
            f"{widget.spec['id']}.{name}": value
            for widget in together
            for name, value in settings_of(widget, share).items()
        }
    )


class Windows:
    """Pages in a browser, each opened once in each kind of window, and what they complained of."""

    def __init__(self, browser, url):
        self.browser, self.url = browser, url
        self.contexts, self.opened, self.complaints = {}, {}, []

    def page(self, path, kind, query=""):
        """The page, open in a window of that kind; the first visit loads it."""
        if (path, kind) not in self.opened:
            if kind not in self.contexts:
                self.contexts[kind] = self.browser.new_context(**WINDOWS[kind])
            page = self.contexts[kind].new_page()
            page.on("pageerror", lambda error: self.complaints.append(str(error)))
            page.on("console", self.heard)
            page.goto(f"{self.url}{path}?{query}")
            if kind != "still":
                page.locator("html[data-ready]").wait_for(state="attached")
            self.opened[path, kind] = page
        # A browser draws one frame a second on a page that lies behind another.
        self.opened[path, kind].bring_to_front()
        return self.opened[path, kind]

    def heard(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def close(self):
        for context in self.contexts.values():
            context.close()


class Shown:
    """An explorer on a page, in the middle of the window."""

    def __init__(self, page, widget):
        self.page, self.spec, self.box = page, widget.spec, page.locator(f"#{widget.spec['id']}")
        self.center(self.box)

    def center(self, locator):
        locator.evaluate("(e) => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
        self.page.evaluate(SETTLED)

    def row(self, name):
        """The range input of a slider, or of the time."""
        return self.box.locator(f"input[id^='dlx-{self.spec['id']}-{name}-']")

    def options(self, name):
        """The radio buttons of a choice."""
        return self.box.locator(f"input[type=radio][name^='dlx-{self.spec['id']}-{name}-']")

    def chosen(self, name):
        """The place of the chosen option."""
        return self.options(name).evaluate_all("(all) => all.findIndex((e) => e.checked)")

    def told(self, name):
        return self.row(name).get_attribute("aria-valuetext")

    def drawing(self):
        self.page.evaluate(SETTLED)
        return self.box.evaluate(DRAWING)

    def reset(self):
        self.box.get_by_role("button", name="Reset").click()
        self.page.mouse.move(0, 0)
        self.page.evaluate(SETTLED)

    def choose_where_it_matters(self, slider):
        """Makes the choices with which this slider matters to the picture: a margin, its loss."""
        choices = [s for s in self.spec["sliders"] if "names" in s]
        self.reset()
        for steps in product(*(range(s["steps"] + 1) for s in choices)):
            for choice, step in zip(choices, steps, strict=True):
                self.options(choice["name"]).nth(step).check()
            if not choices or self.changed_by(slider["name"]):
                return
        pytest.fail(f"{slider['name']} changes nothing, whatever else is chosen")

    def changed_by(self, name):
        """Whether the ends of a slider show different pictures; it goes back to where it was."""
        place, drawings = self.row(name).input_value(), set()
        for end in ("min", "max"):
            self.row(name).fill(self.row(name).get_attribute(end))
            drawings.add(self.drawing())
        self.row(name).fill(place)
        return len(drawings) == 2

    def track(self, name, share):
        """The point on the page at a share of a slider's way, and the input's height."""
        row = self.row(name)
        self.center(row)
        box, thumb = row.bounding_box(), 20
        x = box["x"] + thumb / 2 + share * (box["width"] - thumb)
        return x, box["y"] + box["height"] / 2

    def share(self, name):
        """Where a slider stands on its way."""
        return int(self.row(name).input_value()) / int(self.row(name).get_attribute("max"))
