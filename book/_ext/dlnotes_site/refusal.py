"""What the site cannot show."""

from sphinx.errors import SphinxError


class Refusal(SphinxError):
    """Something that the site cannot show; the message names the file and the remedy."""

    category = "Refused"
