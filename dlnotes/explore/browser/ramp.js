// Colours of values, from low to high: full ones for a heat map, soft ones behind lines.

const RAMPS = {
  light: {
    soft: [[255, 255, 255], [240, 243, 248], [224, 230, 240], [204, 214, 231], [182, 197, 221]],
    full: [[255, 252, 235], [190, 224, 214], [95, 174, 196], [40, 104, 170], [16, 38, 104]],
  },
  dark: {
    soft: [[20, 24, 30], [28, 34, 44], [36, 45, 60], [45, 57, 77], [55, 70, 95]],
    full: [[16, 24, 56], [30, 80, 140], [60, 150, 175], [165, 210, 190], [255, 250, 220]],
  },
};

export const stops = (theme, soft) => RAMPS[theme][soft ? "soft" : "full"];

// The colour at a share of the way, [r, g, b].
export function shade(theme, soft, share) {
  const colors = stops(theme, soft), at = share * (colors.length - 1);
  const i = Math.min(Math.floor(at), colors.length - 2);
  return colors[i].map((v, c) => Math.round(v + (colors[i + 1][c] - v) * (at - i)));
}

// 256 colours as the pixels of a canvas.
export function ramp(theme, soft) {
  return Uint32Array.from({ length: 256 }, (_, k) => {
    const [r, g, b] = shade(theme, soft, k / 255);
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}
