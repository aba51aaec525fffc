// Signs of points, so that colour is not the only one.

// A value among few: shapes as in `shape`, for SVG.
export function dot(index, x, y, r) {
  const at = (dx, dy) => `${(x + r * dx).toFixed(1)} ${(y + r * dy).toFixed(1)}`;
  if (index % 4 === 0) return `M${at(-1, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  const corners = [[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]], [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
    [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]][(index % 4) - 1];
  return `M${corners.map((corner) => at(...corner)).join("L")}z`;
}

// The same on a canvas: circles, squares, triangles, diamonds.
export function shape(context, index, x, y, r) {
  context.moveTo(x + r, y);
  if (index % 4 === 0) context.arc(x, y, r, 0, 2 * Math.PI);
  else if (index % 4 === 1) context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else {
    const corners = index % 4 === 2 ? [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]] : [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]];
    corners.forEach(([dx, dy], k) => context[k ? "lineTo" : "moveTo"](x + r * dx, y + r * dy));
    context.closePath();
  }
}
