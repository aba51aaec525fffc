import { Choice } from "./choice.js";
import { Slider } from "./slider.js";
import { Switch } from "./switch.js";

// The kinds of controls. A slider's data names no kind; a panel's module may add one of its own.
export const controls = { slider: Slider, choice: Choice, switch: Switch };
