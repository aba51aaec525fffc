"""MathJax from the pip package `sphinx-mathjax-offline`, cut down to what the pages load.

The package's own Sphinx extension copies 15 MB and loads all of it as one file; the parts named
here are a fraction. Less common TeX commands load their file of `input/tex/extensions` on demand.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "sphinx-mathjax-offline"
FOLDER = "mathjax"
PARTS = (
    "startup.js",
    "core.js",
    "input/tex.js",
    "input/tex",
    "output/chtml.js",
    "output/chtml",
    "a11y/assistive-mml.js",
)
CONFIG = {
    "loader": {
        "load": ["input/tex", "[tex]/textmacros", "output/chtml", "a11y/assistive-mml"],
    },
    "tex": {"packages": {"[+]": ["textmacros"]}},
}


def configure(app, config):
    config.mathjax_path = f"{FOLDER}/{PARTS[0]}"
    config.mathjax3_config = CONFIG


def copy_files(app):
    """Copies the parts below `_static`, before any page asks for their checksum."""
    if app.builder.format != "html":
        return
    package = Path(find_spec(PACKAGE).submodule_search_locations[0], "static", "mathjax")
    for part in PARTS:
        target = Path(app.outdir, "_static", FOLDER, part)
        target.parent.mkdir(parents=True, exist_ok=True)
        if (package / part).is_dir():
            shutil.copytree(package / part, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(package / part, target)


def setup(app):
    app.setup_extension("sphinx.ext.mathjax")
    app.connect("config-inited", configure)
    app.connect("builder-inited", copy_files)
