// Boxes that scroll sideways can be reached by keyboard and fade at the side where more follows;
// a checked equation can be copied as LaTeX and as sympy.

const BOXES = ".bd-article div.math, .bd-article span.math, .dl-scroll, .pst-scrollable-table-container";

// All sizes are read before anything is changed: else the page is laid out again for every box.
function markScrolling() {
  const boxes = [...document.querySelectorAll(BOXES)];
  const inline = boxes.filter((box) => box.matches("span"));
  const wide = new Set(inline.filter(isWide));
  for (const box of inline) box.classList.toggle("dl-wide", wide.has(box));
  const sizes = boxes.map(size);
  boxes.forEach((box, i) => {
    setAttributes(box, sizes[i].scrolls && (!box.matches("span") || wide.has(box)));
    box.classList.toggle("dl-more", sizes[i].more);
  });
}

function size({ scrollLeft, clientWidth, scrollWidth }) {
  return { scrolls: scrollWidth > clientWidth, more: scrollLeft + clientWidth < scrollWidth - 1 };
}

function fade(box) {
  box.classList.toggle("dl-more", size(box).more);
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

// The buttons of an equation are made when a pointer or the keyboard first reaches it: a chapter
// has a hundred equations, and a reader copies few of them.
function addCopyButtons({ target }) {
  const box = target.closest?.("[data-latex]");
  const tools = box?.querySelector(".dl-tools");
  if (!tools || tools.querySelector("button")) return;
  for (const [name, text] of [["LaTeX", box.dataset.latex], ["sympy", box.dataset.sympy]])
    if (text) tools.append(copyButton(name, text));
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
document.addEventListener("scroll", ({ target }) => target.matches?.(BOXES) && fade(target), {
  capture: true,
  passive: true,
});
if (navigator.clipboard)
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, addCopyButtons);
