"""What an explorer computes and says in a browser, compared with Python: numbers to 1e-9."""

from base64 import b64decode
from itertools import product

import numpy as np

from dlnotes.explore.arrays import evaluate_arrays
from dlnotes.explore.axes import number_text
from dlnotes.explore.labels import plain
from tests.explore.gallery import KINDS
from tests.explore.settings import first_setting, random_settings, words
from tests.explore.windows import DRAWING

CLOSE = 1e-9
NUDGE = 1e-12
READERS = ", ".join(f"{name}: {kind.SHOWN}" for name, kind in KINDS.items())
# A second copy of an explorer of the page: the reader's own stays as it is.
COPY = r"""
  // On the book's pages a small file starts what the core and the kinds hold.
  const start = [...document.scripts].find((s) => /\/(start|explorer)\.js$/.test(s.src)).src;
  const module = await import(start.replace(/start\.js$/, "core.js"));
  const spec = JSON.parse(document.querySelector(`#${id} > script`).textContent);
  const box = document.querySelector("main").appendChild(document.createElement("div"));
  const explorer = module.mount(box, spec);
  const at = (values) => { explorer.set(values); explorer.draw(); };
  const done = (found) => { explorer.detach(); box.remove(); return found; };
"""
VALUES = f"""async ([id, settings]) => {{
  {COPY}
  const readers = {{ {READERS} }};
  const packed = (values) => {{
    const bytes = new Uint8Array(Float64Array.from(values).buffer), letters = [];
    for (const byte of bytes) letters.push(String.fromCharCode(byte));
    return btoa(letters.join(""));
  }};
  const line = (path) => path?.getAttribute("d") ?? "";
  return done(settings.map((values) => {{
    at(values);
    return {{
      panels: explorer.plots.map((plot) => ({{
        values: readers[plot.panel.kind](plot).map(packed),
        range: plot.yRange,
        across: plot.xRange,
        edge: line(plot.grid.querySelector(".dlx-edge")),
        lines: [...plot.inside.querySelectorAll(".dlx-line")].map(line),
      }})),
      readouts: explorer.readouts.map((r) => [r.program.results[0][0], r.output.textContent]),
      rows: spec.sliders.filter((s) => !s.hidden).map((s) => explorer.settings[s.name])
        .map((setting) => setting.input?.ariaValueText ?? setting.text()),
      error: box.querySelector(".dlx-error")?.textContent ?? "",
    }};
  }}));
}}"""
IDLE = f"""async ([id, moves]) => {{
  {COPY}
  const drawing = {DRAWING};
  const drawn = (values) => {{ at(values); return drawing(box); }};
  const moved = ([from, to]) => drawn(from) !== drawn(to);
  return done(Object.keys(moves).filter((name) => !moves[name].some(moved)));
}}"""


def disagreements(page, spec, count):
    """Where the browser and Python differ at the first setting or at `count` random ones."""
    settings = [first_setting(spec), *random_settings(spec, count)]
    found = page.evaluate(VALUES, [spec["id"], settings])
    return [
        f"{spec['id']} at {values}: {fault}"
        for values, shown in zip(settings, found, strict=True)
        for fault in [*of_panels(spec, values, shown), *of_words(spec, values, shown)]
    ]


def of_panels(spec, values, shown):
    if shown["error"]:
        yield shown["error"]
    for panel, drawn in zip(spec["panels"], shown["panels"], strict=True):
        kind = KINDS[panel["kind"]]
        frame = {"x": drawn["across"], "y": drawn["range"]}
        arrays = [np.frombuffer(b64decode(text)) for text in drawn["values"]]
        python = computed(kind, panel, spec["parts"], values, frame)
        if list(unequal(panel["kind"], arrays, python, python)):
            nudged = computed(kind, panel, spec["parts"], nudge(values), frame)
            yield from unequal(panel["kind"], arrays, python, nudged)
        if hasattr(kind, "misdrawn"):
            yield from kind.misdrawn(panel, python, drawn)


def computed(kind, panel, parts, values, frame):
    """The arrays of a panel at a setting, by Python."""
    return [np.asarray(v, dtype=float) for v in kind.values(panel, parts, values, frame)]


def nudge(values):
    """A setting that is nearly the same; whole numbers stay whole."""
    whole = {name: v for name, v in values.items() if isinstance(v, str) or v == round(v)}
    return {name: v if name in whole else v * (1 + NUDGE) for name, v in values.items()}


def unequal(name, browser, python, nudged):
    """Which arrays of a panel differ by more than rounding, and where."""
    if len(browser) != len(python):
        yield f"{name}: the browser has {len(browser)} arrays, Python {len(python)}"
        return
    for index, (theirs, ours, near) in enumerate(zip(browser, python, nudged, strict=True)):
        theirs = np.broadcast_to(theirs, ours.shape)
        with np.errstate(invalid="ignore"):
            near_enough = np.abs(theirs - ours) <= tolerance(name, ours, near)
        alike = near_enough | (theirs == ours) | (np.isnan(theirs) & np.isnan(ours))
        if not alike.all():
            place = tuple(np.argwhere(~alike)[0])
            yield f"{name}, array {index}: {theirs[place]} where Python has {ours[place]}"


def tolerance(name, values, nudged):
    """How far apart values may lie: steps that magnify a nudge magnify rounding too.

    A curve is judged point by point, what else is drawn by its largest value.
    """
    size, drift = np.abs(values), np.abs(nudged - values)
    if name != "curves":
        size, drift = (np.max(part[np.isfinite(part)], initial=0) for part in (size, drift))
    return CLOSE * size + 10 * drift


def of_words(spec, values, shown):
    """Readouts say the number of their formula, rows their value."""
    trees = [readout["f"] for readout in spec["readouts"]]
    exact = evaluate_arrays(spec["parts"], trees, values)
    for readout, ours, (number, text) in zip(
        spec["readouts"], exact, shown["readouts"], strict=True
    ):
        name, wanted = plain(readout["label"]), number_text(float(ours), readout["digits"])
        if not np.isclose(number, float(ours), rtol=CLOSE, atol=0, equal_nan=True):
            yield f"readout {name} is {number} where Python has {float(ours)}"
        if text != wanted:
            yield f"readout {name} says {text!r} instead of {wanted!r}"
    controls = [control for control in spec["sliders"] if not control["hidden"]]
    for control, text in zip(controls, shown["rows"], strict=True):
        wanted = words(control, values[control["name"]])
        if text != wanted:
            yield f"{control['name']} says {text!r} instead of {wanted!r}"


def idle(page, spec):
    """Names of the controls that change nothing in the picture, whatever else is chosen."""
    return page.evaluate(IDLE, [spec["id"], moves(spec)])


def moves(spec):
    """{name: pairs of settings, its low and its high end, for each choice of the names}"""
    first, found = first_setting(spec), {}
    for control in spec["sliders"]:
        if "min" not in control:  # a world of cells has letters instead of ends
            continue
        name = control["name"]
        named = [c for c in spec["sliders"] if "names" in c and c is not control]
        for places in product(*(range(len(choice["names"])) for choice in named)):
            chosen = first | {c["name"]: p for c, p in zip(named, places, strict=True)}
            ends = [chosen | {name: control[end]} for end in ("min", "max")]
            found.setdefault(name, []).append(ends)
    return found
