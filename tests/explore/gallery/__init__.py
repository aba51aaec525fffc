"""One example of everything that explorers are made of, a file a kind of panel.

A file is named after its kind, and holds

    EXAMPLES   functions that make explorers; an explorer is named after its function
    SHOWN      JavaScript: the arrays that a drawn panel of the kind computed
    values     the same arrays by Python, from (panel, parts, settings, frame)
    misdrawn   where drawn lines can be measured: what is wrong with them

Every test of the gallery takes a new kind, or a new example, from here.
"""

from importlib import import_module
from pathlib import Path

KINDS = {
    path.stem: import_module(f"{__name__}.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))
}
EXAMPLES = {
    make.__name__.replace("_", "-"): make for kind in KINDS.values() for make in kind.EXAMPLES
}
