"""A slider, moved by mouse, finger and keys; one of names too."""

import pytest

from tests.explore.settings import at_step, words

THUMB = 20  # pixels


class Row:
    """The row of a slider.

    Args:
        shown: the explorer on its page.
        control: the slider's data.
    """

    def __init__(self, shown, control):
        self.shown, self.control, self.page = shown, control, shown.page
        self.input = shown.box.locator(f"input[id^='dlx-{shown.spec['id']}-{control['name']}-']")

    def told(self):
        return self.input.get_attribute("aria-valuetext")

    def put(self, share):
        """Sets it at once, as a program does."""
        self.input.fill(str(round(share * self.control["steps"])))

    def put_far(self):
        """Sets it at once to another value."""
        self.put(self.far())

    def walk(self):
        """(key, what the row then says), from where the slider starts."""
        low = self.control["value"] == self.control["min"]
        last = self.control["steps"]
        ways = [("End", last), ("ArrowLeft", last - 1)] if low else [("Home", 0), ("ArrowRight", 1)]
        return [(key, words(self.control, at_step(self.control, step))) for key, step in ways]

    def by_mouse(self):
        """Drags it far."""
        target, start = self.far(), self.place(self.share())
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*self.place(target), steps=3)
        self.page.mouse.up()
        self.check_landed(target)

    def by_finger(self):
        """Taps far along its way; the target is as high as a finger needs."""
        target = self.far()
        assert self.input.bounding_box()["height"] >= 44
        self.page.touchscreen.tap(*self.place(target))
        self.check_landed(target)

    def check_landed(self, target):
        tolerance = 0.04 + 0.5 / self.control["steps"]
        assert self.share() == pytest.approx(target, abs=tolerance), self.control["name"]

    def share(self):
        """Where it stands on its way."""
        return int(self.input.input_value()) / self.control["steps"]

    def far(self):
        return 0.2 if self.share() > 0.5 else 0.8

    def place(self, share):
        """The point on the page at a share of its way."""
        self.shown.center(self.input)
        box = self.input.bounding_box()
        x = box["x"] + THUMB / 2 + share * (box["width"] - THUMB)
        return x, box["y"] + box["height"] / 2
