// The theme of the page, and when it changes.

// The page's choice: Sphinx themes, JupyterLab, VS Code, Colab; otherwise the system's.
export function themeOf() {
  const page = document.documentElement, body = document.body;
  const said = page.dataset.theme ?? page.getAttribute("theme");
  if (said === "dark" || said === "light") return said;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "true" ? "light" : "dark";
  if (/vscode-(dark|high-contrast)/.test(body.className)) return "dark";
  if (/vscode-light/.test(body.className)) return "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function watchTheme(changed) {
  const observer = new MutationObserver(changed);
  const names = ["data-theme", "theme", "data-jp-theme-light", "class"];
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: names });
  }
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", changed);
  return () => { observer.disconnect(); query.removeEventListener("change", changed); };
}
