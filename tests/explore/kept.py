"""Windows of a browser that are kept for the next test: opening one costs more than most tests."""

BLANK = "about:blank"
# What a window can be told after it was opened.
CHANGED = ("viewport", "color_scheme")


class Kept:
    """Windows by what they were opened with; one that is given back is as a new one.

    Args:
        browser: where they open.
    """

    def __init__(self, browser):
        self.browser, self.free = browser, {}

    def take(self, viewport, color_scheme="light", **options):
        """A window with a profile of its own.

        Args:
            viewport: its size.
            color_scheme: the theme of its system.
            **options: of a context.
        """
        waiting = self.free.setdefault(_key(options), [])
        page = waiting.pop() if waiting else self.browser.new_context(**options).new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=color_scheme)
        return page

    def give_back(self, page, **options):
        """Takes back a window: what a page, a reader or a test left in it is gone."""
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        page.context.clear_cookies()
        page.goto(BLANK)
        page.unroute_all()
        page.mouse.up()
        page.mouse.move(0, 0)
        self.free[_key(options)].append(page)

    def close(self):
        for page in (page for waiting in self.free.values() for page in waiting):
            page.context.close()


def _key(options):
    return repr(sorted((name, value) for name, value in options.items() if name not in CHANGED))
