"""One look at a page in a browser: what it asked for, what it complained about, how it fits."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe

SERIOUS = ("serious", "critical")
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
# Explorers draw when they are seen. Returns those that did not.
SEEN = """async () => {
  const drawn = (widget) => [...widget.querySelectorAll(".dlx-plot")]
    .every((plot) => plot.querySelector(".dlx-edge"));
  const all = [...document.querySelectorAll(".dlnotes-widget")];
  for (const widget of all) {
    widget.scrollIntoView({ block: "center", behavior: "instant" });
    for (let frame = 0; frame < 3 || (frame < 100 && !drawn(widget)); frame++)
      await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
  return all.filter((widget) => !widget.querySelector(".dlx") || !drawn(widget)).map((e) => e.id);
}"""
# A chapter has thousands of coloured words of code and letters of formulas, of a hundred kinds.
# Leaves one of each, so that axe weighs each colour on each ground once; the others become text.
THIN = """() => {
  const seen = new Set();
  const isNew = (node, box) => {
    const { color, backgroundColor, fontSize, fontWeight } = getComputedStyle(node);
    const kind = [node.tagName, node.className, box.parentElement.className, color,
      backgroundColor, fontSize, fontWeight].join();
    return !seen.has(kind) && seen.add(kind);
  };
  for (const box of document.querySelectorAll("pre, math")) {
    const old = [...box.querySelectorAll("*")].filter((node) => !isNew(node, box));
    const plain = (node) => node.replaceWith(node.textContent);
    if (box.matches("pre")) old.filter((node) => !node.firstElementChild).forEach(plain);
    else if (old.length === box.querySelectorAll("*").length) plain(box);
  }
}"""
READY = "html[data-ready]"
# Its own look into style sheets, which it would fetch from the wrong folder, is not needed.
AXE = {"preload": False, "resultTypes": ["violations"]}


@dataclass
class Visit:
    """What was seen on one page."""

    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)
    undrawn: list = field(default_factory=list)
    serious: list = field(default_factory=list)
    outside: list = field(default_factory=list)
    scroll_width: int = 0
    theme: str = ""
    formulas: int = 0
    broken: list = field(default_factory=list)
    raw: list = field(default_factory=list)


class Visitor:
    """Windows of one width and theme."""

    def __init__(self, browser, width, theme):
        size = {"width": width, "height": 900}
        self.context = browser.new_context(viewport=size, color_scheme=theme)

    def visit(self, url):
        """Opens a page, waits for its fonts, and looks at it."""
        window, visit = self.context.new_page(), Visit()
        window.on("request", lambda request: visit.requests.append(request.url))
        window.on("console", lambda message: complain(visit, message))
        window.on("pageerror", lambda error: visit.complaints.append(str(error)))
        window.on("response", lambda response: missing(visit, response))
        window.goto(url)
        window.locator(READY).wait_for(state="attached")
        look(window, visit)
        window.close()
        return visit

    def close(self):
        self.context.close()


def complain(visit, message):
    if message.type in ("error", "warning"):
        visit.complaints.append(message.text)


def missing(visit, response):
    if response.status >= 400:
        visit.complaints.append(f"{response.status} {response.url}")


def look(window, visit):
    """Measures the page that is open."""
    visit.undrawn = window.evaluate(SEEN)
    visit.outside = window.evaluate(OUTSIDE)
    visit.scroll_width = window.evaluate("document.documentElement.scrollWidth")
    visit.theme = window.evaluate("document.documentElement.dataset.theme ?? ''")
    visit.formulas = window.locator("math").count()
    visit.broken = window.evaluate(BROKEN)
    visit.raw = window.evaluate(RAW)
    window.evaluate(THIN)
    found = Axe().run(window, options=AXE).response["violations"]
    visit.serious = [
        f"{v['id']}: {node['html'][:200]} {node['failureSummary']}"
        for v in found
        if v["impact"] in SERIOUS
        for node in v["nodes"]
    ]
