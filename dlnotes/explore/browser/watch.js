import { watchTheme } from "./theme.js";

// What an explorer follows outside itself: its width, whether it is seen, the theme, and printing.
// Returns a function that ends it all, and takes the explorer from the page.
export function watch(explorer) {
  const { root } = explorer;
  let width = root.clientWidth;
  const sized = new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    explorer.layout();
  });
  sized.observe(root);
  const seen = new IntersectionObserver((entries) => {
    explorer.visible = entries[entries.length - 1].isIntersecting;
    if (explorer.visible && explorer.stale) explorer.invalidate();
  }, { rootMargin: "200px" });
  seen.observe(root);
  const themed = watchTheme(() => explorer.restyle());
  const before = () => { explorer.restyle("light"); explorer.draw(); };
  const after = () => explorer.restyle();
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    explorer.player?.pause();
    sized.disconnect();
    seen.disconnect();
    themed();
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
    root.remove();
  };
}
