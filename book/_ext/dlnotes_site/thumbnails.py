"""A small picture of each chapter for its card: its first figure, at most 20 kB."""

import base64
import io
from pathlib import Path

from PIL import Image
from sphinx.util.osutil import relative_uri

from tools.model.notebook import code_cells, described, outputs

FOLDER = "_static/thumbnails"
SIZE = (480, 300)
COLOURS = (64, 32, 16, 8)
MOST = 20_000


def first_figure(notebook):
    """(PNG bytes, its description) of a chapter's first figure, or None."""
    cells = dict(code_cells(notebook.nb))
    found = ((n, data["image/png"]) for n, data in outputs(notebook.nb) if "image/png" in data)
    return next(((base64.b64decode(png), described(cells[n])) for n, png in found), None)


def thumbnail(png):
    """The picture at most `SIZE` large, on white, with as many colours as fit into `MOST` bytes."""
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    small = paper.convert("RGB")
    small.thumbnail(SIZE, Image.Resampling.LANCZOS)
    found = (encoded(small, count) for count in COLOURS)
    return next((data for data in found if len(data) <= MOST), encoded(small, COLOURS[-1]))


def encoded(picture, count):
    file = io.BytesIO()
    picture.quantize(count).save(file, "PNG", optimize=True)
    return file.getvalue()


def write(app, env, docnames):
    """Writes one file a chapter that has a figure."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in app.catalogue.written:
        figure = first_figure(chapter.notebook)
        if figure:
            (folder / f"{chapter.name}.png").write_bytes(thumbnail(figure[0]))


def address(env, chapter):
    """Where the page being read finds the picture of a chapter."""
    page = env.app.builder.get_target_uri(env.docname)
    return relative_uri(page, f"{FOLDER}/{chapter.name}.png")


def setup(app):
    app.connect("env-before-read-docs", write, priority=600)
