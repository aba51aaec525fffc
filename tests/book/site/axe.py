"""What axe finds on a page, at full depth or with what occurs a thousand times looked at once."""

from axe_playwright_python.base import AXE_SCRIPT

SERIOUS = ("serious", "critical")
# Rules whose verdict changes with the width or the theme; the others read the page's elements.
LOOKED_AT = [
    "color-contrast",
    "link-in-text-block",
    "meta-viewport",
    "scrollable-region-focusable",
]
# A chapter has thousands of coloured words of code and letters of formulas. One of each kind is
# kept; the others become text. All kinds are read before anything is changed.
THIN = """() => {
  const seen = new Set(), old = [];
  for (const box of document.querySelectorAll("pre, math")) {
    for (const node of box.querySelectorAll("*")) {
      const { color, backgroundColor, fontSize, fontWeight } = getComputedStyle(node);
      const kind = [node.tagName, node.className, box.parentElement.className, color,
        backgroundColor, fontSize, fontWeight].join();
      if (seen.has(kind)) old.push(node);
      else seen.add(kind);
    }
  }
  const gone = new Set(old), plain = (node) => node.replaceWith(node.textContent);
  for (const box of document.querySelectorAll("pre, math")) {
    const all = [...box.querySelectorAll("*")];
    if (box.matches("pre")) all.filter((e) => gone.has(e) && !e.firstElementChild).forEach(plain);
    else if (all.every((e) => gone.has(e))) plain(box);
  }
}"""
# Marks one text of each kind: colour, ground, size and weight decide whether it can be read.
MARK = """() => {
  const grounds = new WeakMap(), seen = new Set();
  const ground = (node) => {
    if (!node) return "";
    if (!grounds.has(node)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
      const own = [backgroundColor, backgroundImage, opacity].join();
      const clear = /, 0\\),none,1$/.test(own);
      grounds.set(node, clear ? ground(node.parentElement) : own + ground(node.parentElement));
    }
    return grounds.get(node);
  };
  for (const node of document.body.querySelectorAll("*")) {
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    const kind = [node.tagName, node.className, color, fontSize, fontWeight, ground(node)].join();
    if (seen.has(kind) || !node.checkVisibility()) continue;
    seen.add(kind);
    node.dataset.weighed = "";
  }
}"""
# Its own look into style sheets, which it would fetch from the wrong folder, is not needed.
RUN = """async ([selector, rules]) => {
  axe.configure({ rules: [{ id: "color-contrast", selector }] });
  const only = rules ? { runOnly: rules } : {};
  const found = await axe.run({ preload: false, resultTypes: ["violations"], ...only });
  return found.violations.map(({ id, impact, nodes }) => [id, impact,
    nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`)]);
}"""


def serious(window, thin=False, rules=None):
    """Faults that axe calls serious or critical.

    Args:
        window: the page in a browser.
        thin: of words of code and of letters of formulas one of each kind is looked at, and of all
            texts of one kind one is weighed against its ground. This changes the page.
        rules: names of the rules to try; those that axe tries of itself if left out.
    """
    if thin:
        window.evaluate(THIN)
        window.evaluate(MARK)
    window.evaluate(AXE_SCRIPT)
    found = window.evaluate(RUN, ["[data-weighed]" if thin else "*", rules])
    return [
        f"{rule}: {node}" for rule, impact, nodes in found if impact in SERIOUS for node in nodes
    ]
