import { fill, html, OWN_KEYS, unique } from "./elements.js";

// The row for time: a button that plays, and a slider over the steps of the panels.
export class Player {
  constructor(explorer, steps) {
    Object.assign(this, { explorer, steps, playing: false });
    const id = unique(`dlx-${explorer.spec.id}-time`);
    this.button = html("button", { type: "button", class: "dlx-play", "aria-label": "Play",
      click: () => (this.playing ? this.pause() : this.play()) }, "▶");
    this.clock = html("input", { ...OWN_KEYS, type: "range", id, min: 0, max: steps, step: 1, value: steps,
      input: () => { this.pause(); explorer.setTime(Number(this.clock.value) / steps); } });
    this.output = html("span", { class: "dlx-value" });
    this.element = html("div", { class: "dlx-row" },
      html("div", { class: "dlx-head" }, html("label", { for: id }, "shown up to step"), this.output),
      html("div", { class: "dlx-time" }, this.button, this.clock));
  }

  // Four seconds from start to end; ten still pictures for those who asked for less motion.
  play() {
    const { explorer } = this, still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.playing = true;
    fill(this.button, { "aria-label": "Pause" }, []).textContent = "⏸";
    if (explorer.time >= 1) explorer.time = 0;
    let last = performance.now();
    const tick = (now) => {
      if (!this.playing) return;
      if (!still || now - last >= 600) {
        explorer.setTime(explorer.time + (still ? 0.1 : (now - last) / 4000));
        last = now;
      }
      if (explorer.time >= 1) this.pause();
      else requestAnimationFrame(tick);
    };
    explorer.invalidate();
    requestAnimationFrame(tick);
  }

  pause() {
    this.playing = false;
    fill(this.button, { "aria-label": "Play" }, []).textContent = "▶";
  }

  show() {
    const { time } = this.explorer, step = Math.round(time * this.steps);
    this.clock.value = step;
    this.clock.style.setProperty("--dlx-part", `${100 * time}%`);
    this.clock.setAttribute("aria-valuetext", `step ${step} of ${this.steps}`);
    this.output.textContent = String(step);
  }
}
