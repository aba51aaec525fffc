"""A small book with every kind of output, so that the site is tested beyond today's chapters.

Its outputs are written by hand: nothing is run.
"""

import base64
import io
import json
import shutil
from itertools import count

import nbformat
from matplotlib.figure import Figure

from dlnotes.explore.live import PLACE
from tests.exercise.questions import QUESTIONS
from tests.explore.gallery import EXAMPLES
from tools.bootstrap import CELL_ID, bootstrap_source
from tools.folds import mark
from tools.model.evidence import MIME as EVIDENCE

TERMS = [rf"\beta_1^{{{k}}} \left(1 - \beta_1\right) g_{{t - {k}}}" for k in range(14)]
LONG = rf"\theta_{{t+1}} = {' + '.join(TERMS)}"
MATRIX = (
    r"\left[\begin{matrix}a & b\\c & d\end{matrix}\right] = "
    r"\left[\begin{matrix}a & c\\b & d\end{matrix}\right]^{T}"
)
CASES = (
    r"\operatorname{relu}{\left(x \right)} := "
    r"\begin{cases} x & \text{for}\: x > 0 \\0 & \text{otherwise} \end{cases}"
)
STEP = r"\texttt{adam\_step}\left(w,\ g\right) = w - \eta \frac{m}{\sqrt{v} + \epsilon}"
PLAIN = {"adam-step": "adam_step(w, g) = w - eta*m/(epsilon + sqrt(v))"}
METADATA = {
    "part": "foundations",
    "summary": "Where the decay of $w$ enters the update, and what that changes.",
    "summary_zh": "权重衰减在何处进入更新，以及由此带来的差别。",
    "minutes": 40,
    "level": "intermediate",
    "papers": ["kingma2014", "loshchilov2017"],
    "source": {"note": "Written for the tests of the site."},
    "ran": {"python": "3.11", "torch": "2.13.0", "sympy": "1.14.0", "numpy": "2.4", "seconds": 7},
}
AUTOGRAD = METADATA | {"papers": ["zhang2018"]}
PUBLISHED = ("https://github.com/someone/book", "0123456789" * 4)
TOC = """\
format: jb-book
root: book/index
parts:
- caption: Foundations
  chapters:
  - file: notebooks/foundations/autograd
  - file: notebooks/foundations/adam_vs_adamw
- caption: About the book
  chapters:
  - file: book/how-to-read
  - file: book/map
  - file: book/glossary
  - file: book/notation
  - file: book/run
  - file: book/teach
  - file: book/references
  - file: book/health
  - file: book/limits
"""
OPENING = """\
# Adam versus AdamW

What does a weight decay of $\\lambda$ decay?
[Kingma and Ba 2014](../../book/references.md#kingma2014) do not say;
[Loshchilov and Hutter 2017](../../book/references.md#loshchilov2017) do.

**You need** sums and $\\lambda$.

**You will be able to** unroll an average and name its weights."""
AVERAGE = """\
## The moving average

The average of the gradients is

$$
m_t = \\beta_1 m_{t-1} + \\left(1 - \\beta_1\\right) g_t,
$$

so that, with $m_0 = 0$, the [unrolled sum](#unrolled-sum) has $t$ terms, and the
[matrix rule](#matrix-rule) holds."""
TABLE = """\
### A table and a list

| optimiser | what the weight decay does to a parameter whose gradient is noise | fixed point |
|---|---|---|
| Adam with L2 | decays by $\\exp(-\\eta \\lambda T / s)$, which depends on $s$ | $-g / \\lambda$ |
| AdamW | decays by $(1 - \\eta \\lambda)^T$ | $-\\operatorname{sign}(g) / \\lambda$ |

- With $w_{t+1} = w_t - \\eta \\hat m_t / (\\sqrt{\\hat v_t} + \\epsilon) - \\eta \\lambda w_t$,
  `torch.optim.AdamW(params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2)`.
- Then *everything else*, **in bold**.

> A quotation of one line, to see how it looks in the column."""
LISTING = '''\
```python
def bias_correction(beta, t):
    """1 - beta^t, the share of the gradient seen after t steps (Kingma and Ba 2014, section 3)."""
    return 1 - beta**t  # a comment long enough to reach beyond the edge of a narrow page
```'''
SOLUTION = """\
<details>
<summary>Solution</summary>

With $t = 1$ both corrections cancel:

$$
\\hat m_1 = g_1, \\qquad \\hat v_1 = g_1^2.
$$

</details>"""
DEEPER = """\
## Deeper: the limit of the average

The weights of the average add up to $1$ only in the limit. What is missing after $t$ steps decays
like $\\beta_1^t$."""
LIVE = "A loss that falls, at the setting of the sliders that stands first."
CROSS = """\
# Automatic differentiation

See [the unrolled sum](../foundations/adam_vs_adamw.ipynb#unrolled-sum) and
[its section](../foundations/adam_vs_adamw.ipynb#the-moving-average); behind a fold is
[the limit](../foundations/adam_vs_adamw.ipynb#missing-weight)."""


def record(kind, verdict, latex, label=None, text="", method="expand", points=20):
    """An evidence record, as `dlnotes.symbolic` stores it."""
    return {
        "kind": kind,
        "verdict": verdict,
        "label": label,
        "text": text,
        "latex": latex,
        "method": method,
        "points": points,
        "tolerance": "1e-09 relative",
        "checked": "",
    }


RECORDS = [
    record(
        "definition",
        "definition",
        CASES,
        text="the positive part of $x$",
        method="computed by relu",
    ),
    record("claim", "proved", LONG, "unrolled-sum", "each step multiplies by $\\beta_1$"),
    record("claim", "proved", MATRIX, "matrix-rule", method="simplify, trigsimp"),
    record(
        "claim",
        "checked numerically",
        r"\zeta{\left(3 \right)} \leq \frac{6}{5}",
        "apery",
        method="sympy has no closed form of $\\zeta(3)$",
    ),
    record("agreement", "agrees", STEP, "adam-step", "one step from rest", "values and gradients"),
    record(
        "finding",
        "found",
        r"\left[0.8,\ 0.84\right]",
        "share-left",
        "share of the weights left after 2000 steps, with decay $\\lambda = 0.1$",
        "measured in this chapter",
        1,
    ),
]


INSIDE = record("claim", "proved", r"\lim_{t \to \infty} \beta_1^{t} = 0", "missing-weight")


def bundle(**data):
    """A displayed output."""
    return {"output_type": "display_data", "data": data, "metadata": {}}


def display(evidence):
    measured = r"\text{measured }0.819 \in " * (evidence["verdict"] == "found")
    latex = f"$${measured}{evidence['latex']} \\qquad \\text{{{evidence['verdict']}}}$$"
    plain = f"{evidence['verdict']}: {PLAIN.get(evidence['label'], 'a = b')}"
    return bundle(**{"text/latex": latex, "text/plain": plain, EVIDENCE: evidence})


def listing(markdown):
    return bundle(**{"text/markdown": markdown, "text/plain": markdown})


def picture():
    """A small light figure, as a notebook stores it."""
    figure = Figure(figsize=(6, 3))
    figure.subplots().plot([0, 1, 2, 3], [0, 1, 0.5, 2])
    file = io.BytesIO()
    figure.savefig(file, dpi=80)
    png = base64.b64encode(file.getvalue()).decode()
    return bundle(**{"image/png": png, "text/plain": "<Figure>"})


def widget(shown):
    """An explorer or a question, without what only a kernel understands."""
    return bundle(**{"text/html": shown._page(), "text/plain": shown._line()})


def live():
    """A live cell's outputs: a box that needs a kernel, its first picture, where it runs."""
    shown = picture()
    shown["data"]["application/vnd.jupyter.widget-view+json"] = {
        "model_id": "a",
        "version_major": 2,
    }
    line = bundle(**{"text/markdown": PLACE, "text/plain": PLACE})
    return shown, line


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def code(source, *outputs, id=None, **metadata):
    return {
        **({"id": id} if id else {}),
        "cell_type": "code",
        "execution_count": 1,
        "metadata": metadata,
        "outputs": list(outputs),
        "source": source,
    }


def prose(source, *tags):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def adam_cells():
    alt = "A line that rises, falls a little, and rises again to two."
    return [
        prose(OPENING),
        code("# Prepares the notebook.\nimport importlib.util", tags=["hide-cell"], id=CELL_ID),
        prose(AVERAGE),
        code('define(m, average)\nclaim(m, unrolled, "each step")', *map(display, RECORDS)),
        prose(TABLE),
        code("show_source(bias_correction)", listing(LISTING)),
        code("print(step, weights)", stream(f"0 tensor({[1.0] * 30})\n1 done\n")),
        code("fig, ax = plt.subplots()\nplt.show()", picture(), mystnb={"image": {"alt": alt}}),
        code("live(drawn, lr=(0, 1, 0.5))", *live(), mystnb={"image": {"alt": LIVE}}),
        code("a, x = sp.symbols('a x')"),
        code("Explorer(...)", widget(EXAMPLES["bias-correction"]())),
        code("Explorer(...)", widget(EXAMPLES["ellipse"]())),
        code("Explorer(...)", widget(EXAMPLES["receptive-field"]())),
        code("Question(...)", widget(QUESTIONS["decay"]())),
        code("Question(...)", widget(QUESTIONS["flatter"]())),
        prose(DEEPER),
        code("claim(limit, 0)", display(INSIDE)),
        prose("### A step inside\n\nWords that only this section has: *zygomorphic*."),
        prose("## Exercises\n\n**1.** Show that the first step has length $\\eta$.", "exercise"),
        prose(SOLUTION),
    ]


def autograd_cells():
    square = record("agreement", "agrees", r"\texttt{f}\left(x\right) = x^{2}", method="values")
    return [
        prose(CROSS),
        code(bootstrap_source(*PUBLISHED), tags=["hide-cell"], id=CELL_ID),
        code("agree(f, x**2, x)", display(square)),
    ]


def notebook(metadata, cells):
    ids = count()
    language = {"file_extension": ".py", "name": "python", "pygments_lexer": "ipython3"}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    stored = nbformat.from_dict(
        {
            "cells": [{"id": f"cell-{next(ids)}", **cell} for cell in cells],
            "metadata": {"dlnotes": metadata, "kernelspec": kernel, "language_info": language},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
    mark(stored)
    return stored


def write_notebook(root, name, metadata, cells):
    path = root / "notebooks" / "foundations" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook(metadata, cells), ensure_ascii=False), encoding="utf-8")
    return path


def write_sample(repository, root):
    """Writes to `root` a copy of the book with two sample chapters instead of its own."""
    shutil.copytree(repository / "book", root / "book")
    shutil.copy(repository / "_config.yml", root)
    (root / "_toc.yml").write_text(TOC)
    write_notebook(root, "adam_vs_adamw", METADATA, adam_cells())
    write_notebook(root, "autograd", AUTOGRAD, autograd_cells())
