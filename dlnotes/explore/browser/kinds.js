// What the loaded modules can show: each adds itself under its kind.

export const panels = {}; // kind of a panel: a class of Plot
export const kinds = {}; // kind of a spec: what mounts it, (element, spec, host) to widget
