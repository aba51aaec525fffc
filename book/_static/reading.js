// What is folded opens where a reader needs it: by the switch, by a link into it, and on paper.
// The meaning of a verdict is told where one points at it.

(() => {
  const CODE = "details.dl-code:not(.dl-kept)";
  const KEY = "dlnotes-code";
  const root = document.documentElement;

  // The switch

  function remember(open) {
    try { localStorage.setItem(KEY, open ? "open" : "folded"); } catch { /* until the page closes */ }
  }

  function addSwitch(button) {
    const said = button.nextElementSibling;
    const show = () => button.setAttribute("aria-checked", String(root.dataset.code === "open"));
    button.addEventListener("click", () => {
      const open = root.dataset.code !== "open", folds = document.querySelectorAll(CODE);
      root.dataset.code = open ? "open" : "folded";
      for (const fold of folds) fold.open = open;
      remember(open);
      show();
      said.textContent = `${folds.length} pieces of code are ${open ? "shown" : "folded"}.`;
    });
    show();
  }

  // A link into what is folded opens it, and so does one to the heading of a folded section.

  function reveal() {
    const target = document.querySelector(":target");
    if (!target) return;
    const closed = [...document.querySelectorAll("details:not([open])")].filter((fold) =>
      fold.contains(target) || (fold.matches(".dl-deeper") && fold.parentElement === target));
    for (const fold of closed) fold.open = true;
    if (closed.length) target.scrollIntoView();
  }

  // Paper: what is folded is printed, but for answers and the cell that installs the book.

  let printed = [];

  function openAll() {
    printed = [...document.querySelectorAll(`${CODE}, details.dl-deeper`)].filter((fold) => !fold.open);
    for (const fold of printed) fold.open = true;
  }

  function closeAgain() {
    for (const fold of printed) fold.open = false;
    printed = [];
  }

  // The meaning of a verdict

  const told = {};

  function description(text) {
    if (!told[text]) {
      const id = `dl-means-${Object.keys(told).length}`;
      told[text] = Object.assign(document.createElement("span"), { id, hidden: true, textContent: text });
      document.body.append(told[text]);
    }
    return told[text].id;
  }

  function explain(badge) {
    const tip = Object.assign(document.createElement("span"), { className: "dl-tip", textContent: badge.title });
    tip.setAttribute("aria-hidden", "true");
    badge.querySelector("a").setAttribute("aria-describedby", description(badge.title));
    badge.removeAttribute("title");
    const show = () => badge.append(tip);
    const hide = () => tip.remove();
    badge.addEventListener("mouseenter", show);
    badge.addEventListener("focusin", show);
    badge.addEventListener("mouseleave", () => badge.contains(document.activeElement) || hide());
    badge.addEventListener("focusout", () => badge.matches(":hover") || hide());
  }

  document.querySelectorAll(".dl-switch").forEach(addSwitch);
  document.querySelectorAll(".dl-verdict[title]").forEach(explain);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") document.querySelector(".dl-tip")?.remove();
  });
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link?.hash && link.href === location.href) reveal(); // the address stays: no hashchange
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("load", reveal);
  window.addEventListener("beforeprint", openAll);
  window.addEventListener("afterprint", closeAgain);
})();
