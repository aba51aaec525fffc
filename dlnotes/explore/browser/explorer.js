import { controls } from "./controls.js";
import { clamp, html } from "./elements.js";
import { kinds, panels } from "./kinds.js";
import { htmlLabel, plain } from "./labels.js";
import { followAddress, shareLink } from "./link.js";
import { numberText } from "./numbers.js";
import { Player } from "./player.js";
import { Program } from "./program.js";
import { addStyle, clear, fail } from "./shown.js";
import { themeOf } from "./theme.js";
import { watch } from "./watch.js";

// Controls, panels and readouts: what a setting changes, and when it is drawn.
export class Explorer {
  constructor(element, spec, host) {
    Object.assign(this, { element, spec, host, plots: [], settings: {}, time: 1, colors: {} });
    for (const control of spec.sliders) this.settings[control.name] = this.control(control);
    this.scope = Object.fromEntries(Object.entries(this.settings).map(([n, s]) => [n, s.variable]));
    this.ratio = spec.panels.length > 1 ? 300 / 420 : 400 / 640;
    for (const panel of spec.panels) {
      if (!Object.hasOwn(panels, panel.kind)) throw new Error(`a panel is of kind ${panel.kind}`);
      this.plots.push(new panels[panel.kind](this, panel));
    }
    this.readouts = spec.readouts.map((readout) => this.readout(readout));
    this.build();
  }

  control(spec) {
    const kind = spec.kind ?? "slider";
    if (!Object.hasOwn(controls, kind)) throw new Error(`a control is of kind ${kind}`);
    return new controls[kind](this, spec);
  }

  readout(readout) {
    const output = html("span", { class: "dlx-number" });
    const program = new Program(this.spec.parts, [readout.f], this.scope);
    const element = html("div", { class: "dlx-row dlx-readout" },
      html("span", {}, htmlLabel(readout.label)), html("div", {}, output, ` ${readout.unit}`));
    return { readout, program, output, element };
  }

  build() {
    const { spec } = this;
    const rows = Object.values(this.settings).filter((s) => s.element).map((s) => s.element);
    const steps = Math.max(...spec.panels.filter((panel) => panel.play).map((panel) => panel.steps));
    if (steps > 0) rows.push((this.player = new Player(this, steps)).element);
    this.live = html("div", { class: "dlx-hidden", "aria-live": "polite" });
    this.note = html("span", { class: "dlx-note", role: "status" });
    const buttons = [html("button", { type: "button", click: () => this.reset() }, "Reset")];
    if (this.host.shares) {
      const share = async () => this.say(await shareLink(this));
      buttons.push(html("button", { type: "button", click: share }, "Copy link to this setting"));
    }
    this.root = html("div", { class: "dlx", role: "group", "aria-label": spec.alt },
      html("div", { class: spec.panels.length > 1 ? "dlx-panels dlx-many" : "dlx-panels" },
        this.plots.map((plot) => plot.element)),
      html("div", { class: "dlx-controls" }, rows, this.readouts.map((r) => r.element),
        html("div", { class: "dlx-buttons" }, buttons, this.note)),
      this.live);
  }

  setTime(time) {
    this.time = clamp(time, 0, 1);
    this.invalidate();
  }

  values() {
    return Object.fromEntries(Object.entries(this.settings).map(([name, s]) => [name, s.value]));
  }

  set(values) {
    this.quiet = true;
    for (const [name, value] of Object.entries(values)) this.settings[name]?.set(value);
    this.quiet = false;
  }

  changed() {
    if (!this.quiet) this.host.changed?.(this.values());
    this.invalidate();
  }

  reset() {
    for (const setting of Object.values(this.settings)) setting.set(setting.spec.value);
    this.player?.pause();
    for (const plot of this.plots) plot.reset?.();
    this.setTime(1);
    this.say("");
  }

  say(text) {
    this.note.textContent = text;
  }

  // Colours of the canvas come from the style sheet, like all others.
  restyle(theme = themeOf()) {
    this.theme = theme;
    this.root.dataset.theme = theme;
    const style = getComputedStyle(this.root);
    const read = (name) => style.getPropertyValue(`--dlx-${name}`).trim();
    this.colors = { lines: [0, 1, 2, 3, 4, 5].map((i) => read(`c${i}`)), level: read("level") };
    this.invalidate();
  }

  invalidate() {
    if (this.pending || !this.visible) { this.stale = true; return; }
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  }

  draw() {
    this.stale = false;
    try {
      for (const plot of this.plots) plot.draw();
      for (const { readout, program, output } of this.readouts) {
        program.run();
        output.textContent = numberText(program.results[0][0], readout.digits);
      }
      this.player?.show();
      this.announce();
    } catch (error) {
      fail(this.element, error);
    }
  }

  words() {
    const read = ({ readout, output }) => `${plain(readout.label)} ${output.textContent} ${readout.unit}`.trim();
    const told = [...this.readouts.map(read), ...this.plots.map((plot) => plot.words)];
    return told.filter(Boolean).join("; ");
  }

  // Readouts are told when the hand rests, not at every frame, and not before anything moved.
  announce() {
    this.told ??= this.words();
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const words = this.words();
      if (words !== this.told) this.live.textContent = this.told = words;
    }, 500);
  }

  attach() {
    this.element.append(this.root);
    this.restyle();
    this.layout();
    this.detach = watch(this);
  }

  layout() {
    if (!this.root.clientWidth) return;
    for (const plot of this.plots) plot.layout();
    this.invalidate();
  }
}

kinds.explorer = (element, spec, host) => {
  const explorer = new Explorer(element, spec, host);
  for (const { kind } of spec.panels) addStyle(element.getRootNode(), kind, panels[kind].style);
  if (host.shares) followAddress(explorer);
  if (host.values) explorer.set(host.values);
  clear(element);
  explorer.attach();
  return explorer;
};
