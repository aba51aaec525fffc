// Questions: a number or a choice, judged at once and remembered.

import { html, unique } from "../explore/browser/elements.js";
import { kinds } from "../explore/browser/kinds.js";
import { htmlLabel } from "../explore/browser/labels.js";
import { numberText, RAISED } from "../explore/browser/numbers.js";
import { addStyle, clear } from "../explore/browser/shown.js";
import { themeOf, watchTheme } from "../explore/browser/theme.js";

const STYLE_OF_QUESTIONS = `
.dlx-question{border-left:4px solid var(--dlx-edge);padding:2px 0 2px 14px;margin:0 0 16px}
.dlx-question[data-state=right]{border-color:var(--dlx-c2)}.dlx-question[data-state=wrong]{border-color:var(--dlx-c1)}
.dlx .dlx-prompt{display:block;width:auto;margin:0 0 6px;padding:0;border:0;font:inherit;font-size:16px;line-height:1.5}
.dlx fieldset{border:0;margin:0;padding:0;min-width:0}
.dlx .dlx-choice{display:flex;gap:10px;align-items:center;min-height:36px;margin:0;font-weight:400;font-size:15px;cursor:pointer}
.dlx-choice input{flex:none;width:18px;height:18px;margin:0;accent-color:var(--dlx-c0)}
.dlx-answer{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;min-height:44px}
.dlx input[type=text]{box-sizing:border-box;width:7.5em;min-height:36px;margin:0;padding:0 10px;font:inherit;font-size:16px;
color:var(--dlx-ink);background:var(--dlx-paper);border:1px solid var(--dlx-edge);border-radius:6px}
.dlx input[type=text]:focus-visible,.dlx-choice input:focus-visible{outline:2px solid var(--dlx-c1);outline-offset:1px}
.dlx-verdict{min-height:28px;line-height:28px;font-weight:600}
.dlx-reason{max-width:62ch}
[data-state=right] .dlx-verdict{color:var(--dlx-c2)}[data-state=wrong] .dlx-verdict{color:var(--dlx-c1)}
.dlx .dlx-verdict button{min-height:28px;border:0;padding:0 6px;font-weight:400;text-decoration:underline;color:var(--dlx-muted);line-height:inherit}
@media(pointer:coarse){.dlx .dlx-choice,.dlx input[type=text]{min-height:44px}}
@media print{.dlx-question button{display:none!important}}
`;

const LOWERED = Object.fromEntries(Object.entries(RAISED).map(([low, high]) => [high, low]));

// The number that a reader wrote, or NaN; what is understood stands at the Python twin, answers.py.
export function readNumber(written, unit = "") {
  const bare = (text) => text.replace(/\s/g, "");
  const without = (text, end) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text);
  const full = without(bare(written).replaceAll("−", "-"), bare(unit)), text = without(full, "%");
  const parts = text
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => "^" + [...raised].map((c) => LOWERED[c]).join(""))
    .replace(/[·×*]10\^/g, "e").replace(/\b10\^/g, "1e").split("/").map(readDecimal);
  const value = ((text === full ? 1 : 0.01) * parts[0]) / (parts[1] ?? 1);
  return parts.length < 3 && Number.isFinite(value) ? value : NaN;
}

function readDecimal(written) {
  const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(?![\d,])/.test(written);
  const text = grouped ? written.replaceAll(",", "") : written.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

// 32-bit FNV-1a, as in answers.py: it keeps a right choice from the eye, from nobody who digs.
function digest(text) {
  let value = 0x811c9dc5;
  for (const c of text) value = Math.imul(value ^ c.charCodeAt(0), 0x01000193);
  return value >>> 0;
}

// Right answers are remembered in this browser, a page at a time; some hosts have no storage.
const memory = {
  prefix: `dlnotes:${globalThis.location?.pathname}:`,
  read(name) {
    try { return localStorage.getItem(this.prefix + name); } catch { return null; }
  },
  write(name, text) {
    try { localStorage.setItem(this.prefix + name, text); } catch { /* remembered until the page closes */ }
  },
  forget() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      for (const key of keys) localStorage.removeItem(key);
    } catch { /* there is nothing to forget */ }
    window.dispatchEvent(new Event("dlnotes-forget"));
  },
};

class Question {
  constructor(element, spec, host) {
    Object.assign(this, { element, spec, host, solved: false, judged: null });
    this.id = unique(`dlx-${spec.id}`);
    this.verdict = html("div", { class: "dlx-verdict", role: "status" });
    this.clue = html("div", { class: "dlx-clue", role: "status" });
    this.reason = html("div", { class: "dlx-reason", role: "status" });
    this.hinting = html("button", { type: "button", hidden: "", click: () => this.hint() }, "Show a hint");
    const check = html("button", { type: "button", click: () => this.judge(true) }, "Check");
    const answer = html("div", { class: "dlx-answer" }, check, this.hinting);
    const asked = spec.choices.length ? this.choices() : this.number(answer);
    this.root = html("div", { class: "dlx dlx-question", input: () => this.tell(""),
      keydown: (event) => event.key === "Enter" && this.enter(event) }, asked, answer, this.verdict, this.reason, this.clue);
  }

  number(row) {
    const { id, spec } = this;
    this.inputs = [html("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-describedby": `${id}-note`, change: () => this.judge() })];
    row.prepend(this.inputs[0], html("span", { id: `${id}-note` },
      `${spec.unit} `, html("span", { class: "dlx-note" }, `(${spec.note})`)));
    return html("label", { for: id, class: "dlx-prompt" }, htmlLabel(spec.prompt));
  }

  choices() {
    const { id, spec } = this, type = spec.several ? "checkbox" : "radio";
    this.inputs = spec.choices.map((_, value) => html("input", { type, name: id, value }));
    return html("fieldset", {}, html("legend", { class: "dlx-prompt" }, htmlLabel(spec.prompt), " ",
      html("span", { class: "dlx-note" }, `(${spec.note})`)),
    this.inputs.map((input, k) => html("label", { class: "dlx-choice" }, input, html("span", {}, htmlLabel(spec.choices[k])))));
  }

  given() {
    if (!this.spec.choices.length) return this.inputs[0].value.trim();
    return this.inputs.filter((input) => input.checked).map((input) => input.value).join("+");
  }

  give(text) {
    if (!this.spec.choices.length) this.inputs[0].value = text;
    else for (const input of this.inputs) input.checked = text.split("+").includes(input.value);
  }

  right(given) {
    const { spec } = this;
    if (spec.choices.length) return digest(`${spec.id}:${given}`) === spec.secret;
    const value = readNumber(given, spec.unit), [low, high] = atob(spec.secret).split(" ").map(Number);
    return low <= value && value <= high;
  }

  enter(event) {
    if (event.target.tagName !== "INPUT") return;
    event.preventDefault();
    this.judge(true);
  }

  // Leaving a field judges it too; saying the same again to the same answer helps nobody.
  judge(asked = false) {
    const given = this.given(), choosing = this.spec.choices.length > 0;
    if (given === this.judged || (!given && !asked)) return;
    const value = choosing ? 0 : readNumber(given, this.spec.unit);
    if (!given) this.tell("", choosing ? "Choose first." : "Write a number first.");
    else if (Number.isNaN(value)) this.tell("wrong", "This is not read as a number. Write it as 0.25, 1/4, 25 % or 2.5e-1.");
    else if (this.right(given)) {
      memory.write(this.spec.id, given);
      this.hinting.hidden = true;
      this.tell("right", "Right.");
    } else {
      this.tell("wrong", choosing ? "Not right." : `${numberText(value)} is not right.`);
      this.hinting.hidden = !this.spec.hint.length || this.clue.hasChildNodes();
    }
    this.explain(given);
    this.judged = given;
    this.host.changed?.();
  }

  // What is told of a choice: why it is wrong, or why it is right.
  explain(given) {
    const { reasons = [], choices, several } = this.spec;
    this.reason.replaceChildren(...given.split("+").filter((place) => reasons[place]?.length).map((place) =>
      html("div", {}, ...(several ? [...htmlLabel(choices[place]), ": "] : []), ...htmlLabel(reasons[place]))));
  }

  // Words and a sign: colour is never the only one.
  tell(state, text = "") {
    this.judged = null;
    this.solved = state === "right";
    this.reason.replaceChildren();
    this.root.dataset.state = state;
    const invalid = String(state === "wrong");
    for (const input of this.inputs) if (input.type === "text") input.setAttribute("aria-invalid", invalid);
    const sign = { right: "✓ ", wrong: "✗ " }[state] ?? "";
    const forget = html("button", { type: "button", click: () => this.forget() }, "Forget my answers on this page");
    this.verdict.replaceChildren(html("span", { "aria-hidden": "true" }, sign), text, " ",
      ...(this.solved && memory.read(this.spec.id) ? [forget] : []));
  }

  hint() {
    this.hinting.hidden = true;
    this.clue.replaceChildren("Hint: ", ...htmlLabel(this.spec.hint));
    this.inputs[0].focus();
  }

  forget() {
    memory.forget();
    this.inputs[0].focus();
  }

  reset() {
    this.give("");
    this.clue.replaceChildren();
    this.hinting.hidden = true;
    this.tell("");
  }

  values() {
    return { given: this.given(), solved: this.solved };
  }

  set({ given }) {
    if (!given || given === this.judged) return;
    this.give(given);
    this.judge();
  }

  attach() {
    const given = memory.read(this.spec.id);
    if (given && this.right(given)) {
      this.give(given);
      this.tell("right", "Solved before.");
      this.explain(given);
      this.judged = given;
    }
    const restyle = () => (this.root.dataset.theme = themeOf());
    restyle();
    this.element.append(this.root);
    const themed = watchTheme(restyle), forgotten = () => this.reset();
    window.addEventListener("dlnotes-forget", forgotten);
    this.detach = () => {
      themed();
      window.removeEventListener("dlnotes-forget", forgotten);
      this.root.remove();
    };
  }
}

kinds.question = (element, spec, host) => {
  const question = new Question(element, spec, host);
  addStyle(element.getRootNode(), "question", STYLE_OF_QUESTIONS);
  clear(element);
  question.attach();
  if (host.values) question.set(host.values);
  return question;
};
