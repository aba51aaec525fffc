"""The whole site as one file to take along: the same bytes for the same pages."""

import zipfile
from pathlib import Path

from dlnotes_site.tag import tag

NAME = "dlnotes.zip"
FOLDER = "dlnotes"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
LEFT_OUT = {NAME, ".buildinfo", "objects.inv"}


def write_archive(app, error):
    if error or app.builder.format != "html":
        return
    root = Path(app.outdir)
    files = [p for p in sorted(root.rglob("*")) if p.is_file() and p.name not in LEFT_OUT]
    with zipfile.ZipFile(root / NAME, "w") as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(root).as_posix()}", LONG_AGO)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


def offline_nodes(env, document, catalogue):
    """How to read without a connection."""
    depth = env.docname.count("/")
    link = tag("a", NAME, href="../" * depth + NAME, download=NAME)
    command = tag("code", "python -m http.server", classes=["literal"])
    return [
        tag(
            "p",
            "To read without a connection, take the whole site along: ",
            link,
            ". Unpack it, run ",
            command,
            f" in the folder {FOLDER}, and open the address that it prints. Opened as plain files, "
            "the pages can be read, but browsers do not let the sliders start.",
        )
    ]


def setup(app):
    app.connect("build-finished", write_archive, priority=950)
