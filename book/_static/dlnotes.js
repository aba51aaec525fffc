// Boxes that scroll sideways can be reached by keyboard and fade at the side where more follows;
// a checked equation can be copied as LaTeX and as sympy.

const BOXES = ".bd-article div.math, .bd-article span.math, .dl-scroll, .pst-scrollable-table-container";

function markScrolling() {
  for (const box of document.querySelectorAll(BOXES)) {
    const inline = box.matches("span");
    if (inline) box.classList.toggle("dl-wide", isWide(box));
    const scrolls = (!inline || isWide(box)) && box.scrollWidth > box.clientWidth;
    setAttributes(box, scrolls);
    markMore(box);
  }
}

function markMore(box) {
  box.classList.toggle("dl-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
}

function isWide(formula) {
  const column = formula.closest("p, li, td, th, dd, summary, blockquote")?.clientWidth ?? Infinity;
  return formula.firstElementChild?.getBoundingClientRect().width > column;
}

function setAttributes(box, scrolls) {
  const label = box.matches(".math") ? "Equation" : "Table";
  for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label]]) {
    if (scrolls) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
}

function addCopyButtons() {
  for (const box of document.querySelectorAll("[data-latex]"))
    for (const [name, text] of [["LaTeX", box.dataset.latex], ["sympy", box.dataset.sympy]])
      if (text) box.querySelector(".dl-tools")?.append(copyButton(name, text));
}

function copyButton(name, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = name;
  button.setAttribute("aria-label", `Copy as ${name}`);
  button.title = `Copy as ${name}`;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "copied";
    setTimeout(() => (button.textContent = name), 2000);
  });
  return button;
}

window.addEventListener("load", async () => {
  await document.fonts.ready;
  markScrolling();
  new ResizeObserver(markScrolling).observe(document.querySelector("main"));
  document.documentElement.dataset.ready = "true";
});
document.addEventListener("scroll", ({ target }) => target.matches?.(BOXES) && markMore(target), {
  capture: true,
  passive: true,
});
if (navigator.clipboard) addCopyButtons();
