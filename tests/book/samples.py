"""A small book in a temporary folder, with one chapter that keeps to every rule.

The tests of the lints spoil it in one place each. Its outputs are written by hand: nothing is run.
"""

import base64
import shutil
import struct
import zlib

import nbformat
import sympy as sp

from dlnotes.explore import Bars, Curves, Explorer, Heatmap, Slider
from dlnotes.explore.widget import container
from tools import lists, notebooks
from tools.bootstrap import bootstrap_cell
from tools.normalise import normalise

NAME = "foundations/quadratic_forms"
SHARED = ("pyproject.toml", "requirements.txt", "book/book.yml", "book/references.bib")

FIRST = """\
# Minimising a quadratic form

Where is the minimum, and how fast does a method get there
([Kingma and Ba 2014](../../book/references.md#kingma2014))?"""

IMPORTS = """\
import matplotlib.pyplot as plt
import sympy as sp

from dlnotes.plotting import alt
from dlnotes.symbolic import claim

x = sp.Symbol("x", real=True)"""

TEXT = """\
## The square

By [the expansion](#square) and $\\lvert x \\rvert^2 = x^2$:

| quantity | value |
|---|---|
| $\\lvert x \\rvert$ | $0.5$ |

$$
f(x) = x^2
$$"""

PLOT = """\
plt.plot([0, 1], [0, 1])
alt("A straight line that rises from zero to one.")
plt.show()"""

SOLUTION = "<details><summary>Solution</summary>\n\nIt is $2x$.\n\n</details>"


def book(root):
    """The files around the chapters, in the folder `root`."""
    for name in SHARED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(notebooks.ROOT / name, root / name)
    package = root / "dlnotes" / "symbolic" / "claims.py"
    package.parent.mkdir(parents=True)
    package.write_text("def claim(lhs, rhs):\n    pass\n", "utf-8")
    (root / "book" / "references.md").write_text("# References\n", "utf-8")
    shutil.copytree(notebooks.ROOT / "book" / "parts", root / "book" / "parts")
    (root / "README.md").write_text(f"# Book\n\n{lists.COLUMNS}\nWords.\n", "utf-8")
    lists.write(root)
    return root


def chapter(root):
    """The good chapter, in memory and on disk."""
    cells = [
        nbformat.v4.new_markdown_cell(FIRST),
        bootstrap_cell(),
        code(IMPORTS),
        code('claim((x + 1) ** 2, x**2 + 2 * x + 1, label="square")', evidence(label="square")),
        nbformat.v4.new_markdown_cell(TEXT),
        code(PLOT, picture(png())),
        code('print(f"{2 / 3:.3g}")', stream("0.667\n")),
        nbformat.v4.new_markdown_cell("Differentiate.", metadata={"tags": ["exercise"]}),
        nbformat.v4.new_markdown_cell(SOLUTION),
    ]
    cells[5].metadata["mystnb"] = {"image": {"alt": "A straight line that rises from zero to one."}}
    for number, cell in enumerate(cells, 1):
        cell.id = "bootstrap" if number == 2 else f"cell-{number}"
        if cell.cell_type == "code":
            cell.execution_count = number
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"dlnotes": details()})
    entry = stored(notebooks.Chapter(root, NAME, normalise(nb)))
    lists.write(root)
    return entry


def stored(entry):
    """`entry`, written to disk and read again."""
    notebooks.write(entry.nb, entry.path)
    return notebooks.find(entry.name, entry.root)


def details():
    """The good chapter's own metadata."""
    return {
        "part": "foundations",
        "summary": "Where the minimum is.",
        "summary_zh": "极小值在哪里。",
        "minutes": 40,
        "level": "introductory",
        "shape": 2,
        "papers": ["kingma2014"],
        "source": {"note": "Grew from a note on quadratic forms."},
        "ran": {"python": "3.11.7", "torch": "2", "sympy": "1", "numpy": "2", "seconds": 3},
    }


def code(source, *outputs):
    """A code cell with stored outputs."""
    return nbformat.v4.new_code_cell(source, outputs=list(outputs))


def stream(text, name="stdout"):
    """What a cell printed."""
    return nbformat.v4.new_output("stream", name=name, text=text)


def data(**kinds):
    """A displayed output, one keyword a kind: `text_plain="..."`."""
    return nbformat.v4.new_output(
        "display_data", data={kind.replace("_", "/", 1): value for kind, value in kinds.items()}
    )


def widget(name, kind="explorer", **spec):
    """The stored output of an explorer or a question."""
    return data(text_plain=name, text_html=container({"id": name, "kind": kind, **spec}, ""))


def explorer_page():
    """The HTML that an explorer with three panels stores."""
    a, x, y = sp.symbols("a x y", real=True)
    curves = Curves(x, (0, 1), {"line": a * x})
    bars = Bars({"once": a, "twice": 2 * a})
    heatmap = Heatmap((x, y), ((0, 1), (0, 1)), a * sp.exp(x) * y)
    return Explorer(
        "line",
        sliders=[Slider(a, 0, 2, value=1)],
        panels=[curves, bars, heatmap],
        alt="A line whose slope follows the slider.",
    )._repr_mimebundle_()[0]["text/html"]


def picture(content):
    """A displayed PNG."""
    return data(
        text_plain="<Figure size 624x338 with 1 Axes>", image_png=base64.b64encode(content).decode()
    )


def png(padding=0):
    """A PNG of one white pixel, with `padding` bytes of ballast."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = [
        (b"IHDR", header),
        (b"tEXt", b"x" * padding),
        (b"IDAT", zlib.compress(b"\0\xff")),
        (b"IEND", b""),
    ]
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def record(**changes):
    """An evidence record of a proved claim."""
    return {
        "kind": "claim",
        "verdict": "proved",
        "label": None,
        "text": "",
        "latex": "(x + 1)^2 = x^2 + 2x + 1",
        "method": "expand",
        "points": 20,
        "tolerance": "relative 1e-30",
        "checked": "",
    } | changes


def evidence(**changes):
    """The displayed output of a proved claim."""
    bundle = {
        "text/latex": r"$$(x + 1)^2 = x^2 + 2x + 1\qquad\text{proved}$$",
        "text/plain": "proved: (x + 1)**2 = x**2 + 2*x + 1",
        notebooks.EVIDENCE: record(**changes),
    }
    return nbformat.v4.new_output("display_data", data=bundle)


def finding(text, **changes):
    """The displayed output of a finding."""
    kept = record(**{"kind": "finding", "verdict": "found", "against": "1"} | changes)
    bundle = {"text/plain": f"found: {text}", notebooks.EVIDENCE: kept}
    return nbformat.v4.new_output("display_data", data=bundle)
