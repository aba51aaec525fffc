"""Faults planted into what a page loads, so that the tests of pages are tested themselves."""


class Spoiler:
    """Replaces text in the pages, scripts and styles that a window loads.

    Args:
        changes: {text: what stands there instead}.

    Attributes:
        left: the texts that no file held yet.
    """

    def __init__(self, changes):
        self.changes, self.left = changes, set(changes)

    def watch(self, window):
        """Has all that a page of a browser asks for pass through here."""
        window.route("**/*", self.answer)

    def answer(self, route):
        if route.request.resource_type not in ("document", "script", "stylesheet"):
            return route.continue_()
        if not route.request.url.startswith("http://127.0.0.1:"):
            return route.abort()
        response = route.fetch()
        text = response.text()
        for old, new in self.changes.items():
            if old in text:
                self.left.discard(old)
                text = text.replace(old, new)
        route.fulfill(response=response, body=text)
