"""A switch, turned by mouse, finger and keys."""

TOUCH = 44  # pixels


class Row:
    """The row of a switch.

    Args:
        shown: the explorer on its page.
        control: the switch's data.
    """

    def __init__(self, shown, control):
        self.shown, self.control, self.page = shown, control, shown.page
        self.input = shown.box.locator(f"input[id^='dlx-{shown.spec['id']}-{control['name']}-']")
        self.label = self.input.locator("..")

    def told(self):
        return self.label.locator("xpath=..").locator(".dlx-value").inner_text()

    def share(self):
        """1 where it is on, else 0."""
        return int(self.input.is_checked())

    def put(self, share):
        """Turns it at once, as a program does."""
        self.input.set_checked(bool(round(share)))

    def put_far(self):
        """Turns it at once to where it is not."""
        self.put(1 - self.share())

    def walk(self):
        """(key, what the row then says), from where the switch starts."""
        first, other = ("on", "off") if self.control["value"] else ("off", "on")
        return [("Space", other), ("Space", first)]

    def by_mouse(self):
        """Clicks its words."""
        self.shown.center(self.label)
        self.label.click()

    def by_finger(self):
        """Taps its words, which are as high as a finger needs."""
        self.shown.center(self.label)
        assert self.label.bounding_box()["height"] >= TOUCH
        self.label.tap()
