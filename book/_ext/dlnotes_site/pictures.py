"""The pictures that stand for sliders until these start, as files of their own.

Inside a page they would be half of its weight, for readers who never see them.
"""

import base64
import hashlib
import re
from pathlib import Path

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.osutil import relative_uri

FOLDER = "_static/pictures"
INLINE = re.compile(r'src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"')

SPOKEN = '<img alt="What the sliders below show at their first setting"'  # where no title says it


class TakeOutPictures(SphinxTransform):
    """Writes each picture once, named after what it shows, and leads to it."""

    default_priority = 400

    def apply(self):
        if self.app.builder.format != "html":
            return
        for node in list(self.document.findall(nodes.raw)):
            if INLINE.search(node.astext()):
                text = INLINE.sub(self.lead, node.astext()).replace('<img alt=""', SPOKEN)
                node.replace_self(nodes.raw("", text, **node.attributes))

    def lead(self, match):
        picture = base64.b64decode(match[1])
        name = f"{FOLDER}/{hashlib.sha256(picture).hexdigest()[:16]}.svg"
        file = Path(self.app.outdir, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture)
        page = self.app.builder.get_target_uri(self.env.docname)
        return f'src="{relative_uri(page, name)}" loading="lazy"'


def setup(app):
    app.add_transform(TakeOutPictures)
