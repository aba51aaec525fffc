"""How a reader's hand moves a control, a file a kind of control.

A file is named after the kind and holds the class `Row`. A new kind adds its file; a slider's data
names no kind.
"""

from importlib import import_module
from pathlib import Path

ROWS = {
    path.stem: import_module(f"{__name__}.{path.stem}").Row
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py"))
}


def row(shown, control):
    """The row of a control in an explorer that is shown."""
    return ROWS[control.get("kind", "slider")](shown, control)
