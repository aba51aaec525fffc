"""A choice among names, made by mouse, finger and keys, as the platform's radio buttons are."""

TOUCH = 44  # pixels


class Row:
    """The radio buttons of a choice.

    Args:
        shown: the explorer on its page.
        control: the choice's data.
    """

    def __init__(self, shown, control):
        self.shown, self.control, self.page = shown, control, shown.page
        start = f"dlx-{shown.spec['id']}-{control['name']}-"
        self.options = shown.box.locator(f"input[type=radio][name^='{start}']")

    @property
    def input(self):
        """The chosen button: the one that the Tab key reaches."""
        return self.options.nth(self.place())

    def place(self):
        """The place of the chosen name."""
        return self.options.evaluate_all("(all) => all.findIndex((e) => e.checked)")

    def told(self):
        return self.options.nth(self.place()).locator("..").inner_text().strip()

    def share(self):
        """Where the chosen name stands among all."""
        return self.place() / self.control["steps"]

    def put(self, share):
        """Chooses a name at once, as a program does."""
        self.options.nth(round(share * self.control["steps"])).check()

    def put_far(self):
        """Chooses another name at once."""
        self.options.nth(self.other()).check()

    def walk(self):
        """(key, what is then chosen), from where the choice starts; the ends meet."""
        names, place = self.control["names"], self.control["value"]
        count = len(names)
        return [("ArrowRight", names[(place + 1) % count]), ("ArrowLeft", names[place])]

    def by_mouse(self):
        """Clicks another name."""
        label = self.options.nth(self.other()).locator("..")
        self.shown.center(label)
        label.click()

    def by_finger(self):
        """Taps another name; each is as high as a finger needs."""
        for option in self.options.all():
            assert option.locator("..").bounding_box()["height"] >= TOUCH
        label = self.options.nth(self.other()).locator("..")
        self.shown.center(label)
        label.tap()

    def other(self):
        return (self.place() + 1) % len(self.control["names"])
