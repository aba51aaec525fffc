// Before the page is drawn: whether the reader wants all code open, so that nothing jumps later.

(() => {
  const root = document.documentElement;
  let open = false;
  try { open = localStorage.getItem("dlnotes-code") === "open"; } catch { /* nothing is remembered */ }
  root.dataset.code = open ? "open" : "folded";
  if (!open) return;
  const watcher = new MutationObserver(() => {
    for (const fold of document.querySelectorAll(".dl-code:not([open], .dl-kept)")) fold.open = true;
  });
  watcher.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => watcher.disconnect());
})();
