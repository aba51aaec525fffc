"""What is checked on every page: each check takes a visit and returns faults, as lines of text."""

import gzip
from urllib.parse import urlparse

from tests.book.site.axe import LOOKED_AT, serious
from tests.book.site.visit import WIDE

FIRST_VISIT = 550_000  # bytes gzipped
PICTURES = {".png", ".jpeg", ".svg"}
# Formulas as text outside code: mathematics that was not typeset.
RAW = r"""() => {
  const article = document.querySelector("main").cloneNode(true);
  article.querySelectorAll("pre, code, math, script").forEach((node) => node.remove());
  return article.textContent.match(/\$\$|\\[(\[]|\\frac|\\begin/g) ?? [];
}"""
# Formulas with an error, or with a command that was not understood and is shown as it is.
BROKEN = r"""() => [...document.querySelectorAll("math, .math")]
  .filter((formula) => formula.querySelector("merror") || formula.textContent.includes("\\")
    || !(formula.matches("math") || formula.querySelector("math")))
  .map((formula) => formula.textContent.slice(0, 80))"""
# Boxes that stick out of the window and that no ancestor clips or scrolls.
OUTSIDE = """() => {
  const clips = (node) => getComputedStyle(node).overflowX !== "visible";
  const clipped = (node) => {
    for (let up = node.parentElement; up && up !== document.body; up = up.parentElement)
      if (clips(up)) return true;
    return false;
  };
  return [...document.querySelectorAll("article *")]
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !clipped(node))
    .map((node) => node.outerHTML.slice(0, 120));
}"""
# Explorers draw when they are seen, so folds are opened. Returns the widgets that did not.
UNDRAWN = """async () => {
  document.querySelectorAll("details.dl-deeper").forEach((section) => (section.open = true));
  const FRAME = ".dlx-edge, .dlx-ring";
  const drawn = (widget) => widget.querySelector(".dlx") &&
    [...widget.querySelectorAll(".dlx-plot")].every((plot) => plot.querySelector(FRAME));
  const all = [...document.querySelectorAll(".dlnotes-widget")];
  for (const widget of all) {
    widget.scrollIntoView({ block: "center", behavior: "instant" });
    for (let frame = 0; frame < 100 && !drawn(widget); frame++)
      await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
  return all.filter((widget) => !drawn(widget)).map((widget) => widget.id);
}"""
THEMES = """() => [document.documentElement, ...document.querySelectorAll(".dlx")]
  .map((element) => element.dataset.theme)"""


def drawing(visit):
    """Every explorer and question is there and drawn."""
    visit.window.bring_to_front()  # behind another page a browser draws one frame a second
    return [f"{name} is not drawn" for name in visit.window.evaluate(UNDRAWN)]


def width(visit):
    """Nothing sticks out, and the page does not scroll sideways."""
    wide = visit.window.evaluate("document.documentElement.scrollWidth")
    found = [f"sticks out: {html}" for html in visit.window.evaluate(OUTSIDE)]
    return found + ([f"scrolls sideways: it is {wide} wide"] if wide > visit.look.width else [])


def formulas(visit):
    """Mathematics is typeset."""
    broken = [f"broken formula: {text}" for text in visit.window.evaluate(BROKEN)]
    return broken + [f"formula as text: {text}" for text in visit.window.evaluate(RAW)]


def theme(visit):
    """The page and its explorers follow the system."""
    themes = set(visit.window.evaluate(THEMES)) - {visit.look.theme}
    return [f"shown in the theme {name}" for name in themes]


def accessibility(visit):
    """axe finds nothing serious; in other looks than the first, what it finds by looking."""
    return serious(visit.window, thin=True, rules=None if visit.look == WIDE else LOOKED_AT)


def full_accessibility(visit):
    """axe finds nothing serious anywhere."""
    return serious(visit.window)


def hosts(visit):
    """Nothing is asked of another host."""
    here = (visit.site.url, "data:", "blob:")
    return [f"asks for {url}" for url in visit.requests if not url.startswith(here)]


def console(visit):
    """The page complains of nothing, up to now."""
    return [f"complains: {text}" for text in visit.complaints]


def weight(visit):
    """The files asked for are not too heavy for a first visit, pictures apart."""
    html = visit.site.html
    paths = {html / urlparse(url).path.lstrip("/") for url in visit.requests}
    files = [path for path in paths if path.is_file() and path.suffix not in PICTURES]
    size = sum(len(gzip.compress(path.read_bytes())) for path in files)
    return [f"a first visit takes {size} bytes"] if size > FIRST_VISIT else []


START = (drawing, width, formulas, theme)
END = (hosts, console)
PAGE = (*START, accessibility, *END)
SAMPLE = (*START, full_accessibility, *END)
