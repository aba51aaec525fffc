"""Where a published copy of a chapter came from: what `make publish` wrote into its first cell."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.model.notebook import code_cells

BRANCH = "published"
PLACE = re.compile(r'^REPOSITORY, COMMIT = "([^"]*)", "([^"]*)"', re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A repository's address without `.git`, and the full hash of the published commit."""

    repository: str
    commit: str

    @property
    def host(self):
        """Scheme and host."""
        parts = urlsplit(self.repository)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def path(self):
        """The repository's path there."""
        return urlsplit(self.repository).path.strip("/")


def published_place(nb):
    """Where a notebook was published from; None where it was not."""
    matches = (PLACE.search(cell.source) for _, cell in code_cells(nb))
    repository, commit = next((m.groups() for m in matches if m), ("", ""))
    return Place(repository.rstrip("/").removesuffix(".git"), commit) if commit else None
