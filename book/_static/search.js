// The search: on the search page, and in the dialog that opens from every page (Ctrl+K).
// Nothing is asked for before the search is used, and nothing leaves the browser. Titles, headings
// and terms come first; the words of all sections, nine tenths of the index, refine what they find.

(() => {
  const ROOT = new URL("../", document.currentScript.src);
  const MOST = { entries: 20, sections: 3 };
  const SOUGHT = "dlnotes-sought";
  const CHINESE = /[\u3400-\u9fff]+/g;
  const loading = {};

  // Small letters without accents, z as s (normalizing, normalising); every letter keeps its place.
  function fold(text) {
    const plain = text.replace(/[^\x00-\x7f]/g, (letter) => letter.normalize("NFD")[0].toLowerCase()[0]);
    return plain.toLowerCase().replace(/([a-z])iz(?=e|i|a)/g, "$1is").replace(/[-\u2010\u2011\u2019']/g, " ");
  }

  // What a script of the index leaves in `window`, asked for once.
  function load(file, name) {
    loading[file] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`_static/${file}`, ROOT);
      script.onload = () => resolve(window[name]);
      script.onerror = () => reject(new Error("the index is missing"));
      document.head.append(script);
    });
    return loading[file];
  }

  function heads() {
    loading.heads ??= load("search-index.js", "dlnotesIndex").then((entries) => entries.map(prepare));
    return loading.heads;
  }

  // The same entries, with the words of their sections.
  function whole() {
    loading.whole ??= heads().then(async (entries) => {
      const texts = await load("search-text.js", "dlnotesTexts");
      entries.forEach(({ sections }, i) => sections.forEach((section, j) => {
        section.text = texts[i][j];
        section.foldedText = fold(section.text);
      }));
      return entries;
    });
    return loading.whole;
  }

  function prepare(entry) {
    const sections = entry.sections.map(([title, anchor]) => ({
      title, anchor, text: "", foldedTitle: fold(title), foldedText: "",
    }));
    return {
      ...entry,
      sections,
      titles: [fold(entry.title), fold(entry.zh)],
      words: entry.terms.map(fold),
      foldedAbout: fold(entry.about),
    };
  }

  // A query as terms: Chinese runs are terms of their own, even without a space before them.
  function terms(query) {
    return fold(query).replace(CHINESE, " $& ").split(/[\s,;，；、]+/).filter(Boolean);
  }

  // 0 where the term is not in the text, more at the start of a word, most as a whole word.
  function quality(text, term) {
    let best = 0;
    for (let at = text.indexOf(term); at >= 0 && best < 1; at = text.indexOf(term, at + 1)) {
      const before = /[\p{L}\p{N}]/u.test(text[at - 1] ?? " ");
      const after = /[\p{L}\p{N}]/u.test(text[at + term.length] ?? " ");
      const chinese = /[\u3400-\u9fff]/.test(term);
      if (before && !chinese && term.length < 4) continue;
      best = Math.max(best, !before && !after ? 1 : !before || chinese ? 0.7 : 0.3);
    }
    return best;
  }

  function scoreSection(section, term) {
    return 30 * quality(section.foldedTitle, term) + 8 * quality(section.foldedText, term);
  }

  function scoreTerm(entry, term) {
    const best = (texts) => Math.max(0, ...texts.map((text) => quality(text, term)));
    const inside = entry.sections.map((section) => scoreSection(section, term));
    return 100 * best(entry.titles) + 60 * best(entry.words) + 25 * quality(entry.foldedAbout, term)
      + Math.max(0, ...inside) + Math.min(10, inside.filter(Boolean).length);
  }

  // The whole query as one phrase counts for more than its words apart.
  function scoreEntry(entry, wanted, phrase) {
    const scores = wanted.map((term) => scoreTerm(entry, term));
    const found = scores.filter(Boolean).length;
    const whole = wanted.length > 1 ? scoreTerm(entry, phrase) : 0;
    const sum = scores.reduce((a, b) => a + b, 0) / wanted.length + whole;
    return { entry, found, score: sum * (entry.page ? 0.5 : 1) };
  }

  function sectionsOf(entry, wanted) {
    const scored = entry.sections.map((section) => ({
      section, score: wanted.reduce((sum, term) => sum + scoreSection(section, term), 0),
    }));
    return scored.filter(({ section, score }) => score && section.anchor)
      .sort((a, b) => b.score - a.score).slice(0, MOST.sections).map(({ section }) => section);
  }

  // The best entries with all terms, or, where none has all, with as many as possible.
  function find(entries, query) {
    const wanted = terms(query);
    if (!wanted.length) return { wanted, hits: [], all: true };
    const phrase = wanted.join(" ");
    const hits = entries.map((entry) => scoreEntry(entry, wanted, phrase)).filter((hit) => hit.found);
    const most = Math.max(0, ...hits.map((hit) => hit.found));
    const best = hits.filter((hit) => hit.found === most).sort((a, b) => b.score - a.score);
    return { wanted, hits: best.slice(0, MOST.entries), all: most === wanted.length };
  }

  function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  // The text with every term marked; a long text is cut around the first.
  function marked(text, wanted, most = Infinity) {
    const folded = fold(text);
    const places = wanted.flatMap((term) => placesOf(folded, term)).sort((a, b) => a[0] - b[0]);
    const from = Math.max(0, Math.min((places[0]?.[0] ?? 0) - 50, text.length - most));
    const start = from ? text.indexOf(" ", from) + 1 || from : 0;
    const end = Math.min(text.length, start + most);
    const nodes = [start ? "… " : ""];
    let at = start;
    for (const [first, last] of places) {
      if (first < at || last > end) continue;
      nodes.push(text.slice(at, first), element("mark", {}, text.slice(first, last)));
      at = last;
    }
    return [...nodes, text.slice(at, end), end < text.length ? " …" : ""];
  }

  function placesOf(text, term) {
    const places = [];
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length))
      places.push([at, at + term.length]);
    return places;
  }

  function link(address, wanted, ...children) {
    const node = element("a", { href: new URL(address, ROOT) }, ...children);
    node.addEventListener("click", () => sessionStorage.setItem(SOUGHT, JSON.stringify(wanted)));
    return node;
  }

  function item({ entry }, wanted) {
    const title = link(entry.url, wanted, ...marked(entry.title, wanted));
    const node = element("li", {}, title);
    if (entry.zh) node.append(" ", element("span", { lang: "zh-Hans" }, ...marked(entry.zh, wanted)));
    if (entry.planned) node.append(" ", element("span", { class: "dl-badge" }, "planned"));
    const text = [entry.about, entry.sections[0]?.text ?? ""].find((t) => wanted.some((w) => fold(t).includes(w)));
    const known = entry.terms.filter((term) => wanted.some((w) => fold(term).includes(w)));
    if (text) node.append(element("p", {}, ...marked(text, wanted, 160)));
    else if (known.length) node.append(element("p", {}, ...marked(known.join(", "), wanted)));
    const inside = sectionsOf(entry, wanted).map((section) => part(entry, section, wanted));
    if (inside.length) node.append(element("ul", {}, ...inside));
    return node;
  }

  function part(entry, section, wanted) {
    const node = element("li", {}, link(`${entry.url}#${section.anchor}`, wanted, ...marked(section.title, wanted)));
    if (wanted.some((term) => section.foldedText.includes(term)))
      node.append(element("p", {}, ...marked(section.text, wanted, 110)));
    return node;
  }

  function announcement({ hits, all, wanted }) {
    if (!wanted.length) return "";
    const planned = hits.filter(({ entry }) => entry.planned).length;
    if (!hits.length) return "Nothing found. The glossary lists the terms of the book in both languages.";
    const count = `${hits.length} result${hits.length > 1 ? "s" : ""}`;
    const note = planned ? `, ${planned} of them planned` : "";
    return all ? `${count}${note}.` : `No page has all of these words. ${count} with some of them${note}.`;
  }

  // Draws the results of a field below it, at each change.
  function connect(input, box) {
    const status = element("p", { role: "status" });
    const list = element("ul", { class: "dl-results" });
    box.append(status, list);
    let last;
    // Results that the reader has already reached by keyboard stay where they are.
    const show = ({ hits, wanted }) => {
      if (!list.contains(document.activeElement))
        list.replaceChildren(...hits.map((hit) => item(hit, wanted)));
    };
    const update = async () => {
      const query = (last = input.value.trim());
      try {
        const first = find(await heads(), query);
        if (query !== last) return;
        if (first.all) show(first);
        const result = find(await whole(), query);
        if (query !== last) return;
        show(result);
        status.textContent = announcement(result);
      } catch (error) {
        status.textContent = `The search does not work here: ${error.message}.`;
      }
    };
    // An error is told as soon as something is typed.
    input.addEventListener("focus", () => whole().catch(Boolean), { once: true });
    input.addEventListener("input", update);
    input.closest("form").parentElement.addEventListener("keydown", (event) => step(event, input, list));
    if (input.value) update();
  }

  // The arrow keys move between the field and the results.
  function step(event, input, list) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move) return;
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + move]) return;
    event.preventDefault();
    stops[at + move].focus();
  }

  // On the page that a result leads to, the words sought are marked until Escape is pressed.
  function markSought() {
    const wanted = JSON.parse(sessionStorage.getItem(SOUGHT) ?? "[]");
    sessionStorage.removeItem(SOUGHT);
    const article = document.querySelector(".bd-article");
    if (!wanted.length || !article || !window.Highlight) return;
    CSS.highlights.set("dl-sought", new Highlight(...rangesOf(article, wanted)));
    addEventListener("keydown", ({ key }) => key === "Escape" && CSS.highlights.delete("dl-sought"));
  }

  function rangesOf(article, wanted) {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const [start, end] of wanted.flatMap((term) => placesOf(fold(node.data), term)))
        ranges.push(rangeOf(node, start, end));
    }
    return ranges;
  }

  function rangeOf(node, start, end) {
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range;
  }

  markSought();
  const dialog = document.querySelector("#pst-search-dialog form input");
  if (dialog) {
    const box = element("div", { class: "dl-search-box" });
    dialog.closest("form").after(box);
    connect(dialog, box);
  }
  const page = document.querySelector("#search-results");
  if (page) {
    const input = page.parentElement.querySelector("form.bd-search input");
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    connect(input, page);
    input.focus();
  }
})();
