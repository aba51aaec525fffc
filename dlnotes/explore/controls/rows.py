"""The rows of controls in a static page: as words, and as high as the browser's rows will be."""

from html import escape

from dlnotes.explore.axes import number_text
from dlnotes.explore.labels import plain

ROW = '<div style="height:58px">{}</div>'
GROUP = (
    '<div style="grid-column:1/-1"><div style="height:18px">{}</div><div style="display:grid;'
    'grid-template-columns:repeat(auto-fill,minmax(min(100%,{}px),1fr))">{}</div></div>'
)
OPTION = '<div style="min-height:44px">{} {}</div>'


def value_text(control, value):
    """What a control says at a value, without its unit.

    Args:
        control: its JSON data.
        value: a number.
    """
    kind = control.get("kind")
    if kind == "choice":
        return control["names"][round(value)]
    return ("on" if value else "off") if kind == "switch" else number_text(value)


def row(control):
    """A control at its first value."""
    name, value = plain(control["label"]), value_text(control, control["value"])
    words = escape(f"{name}: {value} {control['unit']}")
    return group(control, words) if control.get("kind") == "choice" else ROW.format(words)


def group(control, words):
    """A choice: its name, and all that can be chosen."""
    names = control["names"]
    options = "".join(
        OPTION.format("●" if place == control["value"] else "○", escape(name))
        for place, name in enumerate(names)
    )
    return GROUP.format(words, 8 * max(map(len, names)) + 40, options)
