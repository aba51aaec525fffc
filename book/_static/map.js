// Lights all that a chapter on the map builds on, while it is pointed at or reached by keyboard.

const map = document.querySelector(".dl-map");
const boxes = new Map([...map.querySelectorAll(".dl-box")].map((box) => [box.dataset.name, box]));

function ancestors(name, found = new Set([name])) {
  for (const other of boxes.get(name).dataset.needs.split(" ").filter(Boolean))
    if (!found.has(other)) ancestors(other, found.add(other));
  return found;
}

function light(name) {
  const lit = name ? ancestors(name) : new Set();
  map.classList.toggle("dl-lit", lit.size > 0);
  for (const [other, box] of boxes) box.classList.toggle("dl-on", lit.has(other));
  for (const line of map.querySelectorAll("path"))
    line.classList.toggle("dl-on", lit.has(line.dataset.from) && lit.has(line.dataset.to));
}

const nameOf = (event) => event.target.closest?.(".dl-box")?.dataset.name;
for (const type of ["pointerover", "focusin"]) map.addEventListener(type, (event) => light(nameOf(event)));
for (const type of ["pointerleave", "focusout"]) map.addEventListener(type, () => light());
