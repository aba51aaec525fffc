// Settings in the address of a page: `?explorer.control=value`.
const keyOf = (explorer, name) => `${explorer.spec.id}.${name}`;

// The address of the page with the settings that differ from the first ones.
export function addressOf(explorer) {
  const url = new URL(location.href);
  for (const [name, setting] of Object.entries(explorer.settings)) {
    const key = keyOf(explorer, name);
    if (setting.value === setting.spec.value) url.searchParams.delete(key);
    else url.searchParams.set(key, String(setting.value));
  }
  url.hash = explorer.spec.id;
  return url;
}

export function followAddress(explorer) {
  const query = new URLSearchParams(location.search);
  for (const [name, setting] of Object.entries(explorer.settings)) {
    const text = query.get(keyOf(explorer, name));
    if (text) setting.read(text);
  }
}

// Copies the address, or leaves it in the browser's bar; returns what to say.
export async function shareLink(explorer) {
  const url = addressOf(explorer);
  history.replaceState(null, "", url);
  try {
    await navigator.clipboard.writeText(url.href);
    return "Link copied";
  } catch {
    return "The link is in the address bar";
  }
}
