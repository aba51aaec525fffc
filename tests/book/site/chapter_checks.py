"""What is checked on a chapter's page: its explorers by Python, its questions, its weight."""

from functools import cache

from tests.book.site.answers import examples
from tests.book.site.page_checks import END, START, accessibility, weight
from tests.book.site.visit import WIDE
from tests.explore.agreement import disagreements, idle
from tools.model.widgets import widgets
from tools.notebooks import read

SETTINGS = 3  # random ones, at which the browser is compared with Python
# The data on the page, and what the widgets made of it.
WIDGETS = """() => [...document.querySelectorAll(".dlnotes-widget")].map((box) => ({
  id: box.id,
  spec: JSON.parse(box.querySelector("script").textContent),
  mounted: "mounted" in box.dataset && !box.querySelector("img, .dlx-error"),
  panels: box.querySelectorAll(".dlx-front").length,
  broken: [...box.querySelectorAll("path, rect, circle")].filter((e) =>
    [...e.attributes].some(({ value }) => value.includes("NaN"))).length,
}))"""
# Heights of explorers as pictures, copied from the page's file, and alive.
HEIGHTS = """async (names) => {
  const text = await (await fetch(location.pathname)).text();
  const file = new DOMParser().parseFromString(text, "text/html"), found = [];
  for (const name of names) {
    const live = document.getElementById(name);
    const copy = document.importNode(file.getElementById(name), true);
    copy.removeAttribute("id");
    live.after(copy);
    const pictures = [...copy.querySelectorAll("img")];
    for (const picture of pictures) picture.loading = "eager";
    await Promise.all(pictures.map((picture) => picture.decode()));
    found.push([name, copy.offsetHeight, live.offsetHeight]);
    copy.remove();
  }
  return found;
}"""
ANSWER = """([id, wrong, right]) => {
  const box = document.getElementById(id), root = box.querySelector(".dlx-question");
  const inputs = [...root.querySelectorAll("input")];
  const buttons = [...root.querySelectorAll("button")];
  const [check, hint] = ["Check", "Show a hint"].map((name) =>
    buttons.find((button) => button.textContent === name));
  const verdict = () => root.querySelector(".dlx-verdict").textContent.split("Forget")[0].trim();
  const give = (given) => {
    inputs.forEach((input, place) => {
      if (input.type === "text") input.value = given;
      else input.checked = given.includes(place);
    });
    root.dispatchEvent(new Event("input"));
    check.click();
    return [verdict(), !hint.hidden];
  };
  const source = [...box.closest(".cell").querySelectorAll(".cell_input pre")];
  return {
    html: box.innerHTML,
    source: source.some((pre) => pre.checkVisibility()),
    verdicts: [[verdict(), !hint.hidden], give(wrong), give(right)],
  };
}"""


def specs(visit, kind):
    """The widgets of a kind that the chapter's notebook stores."""
    stored = stored_in((visit.site.source / visit.address).with_suffix(".ipynb"))
    return [spec for spec in stored if spec["kind"] == kind]


@cache
def stored_in(path):
    return [spec for _, spec in widgets(read(path))]


def mathematics(visit):
    """A chapter has formulas."""
    return [] if visit.window.locator("math").count() else ["no formula"]


def stored_widgets(visit):
    """Every stored widget is on the page once, with its own data, and has come to life."""
    shown = visit.window.evaluate(WIDGETS)
    wanted = {spec["id"]: spec for kind in ("explorer", "question") for spec in specs(visit, kind)}
    if sorted(box["id"] for box in shown) != sorted(wanted):
        yield f"widgets {[box['id'] for box in shown]} instead of {list(wanted)}"
    for box in shown:
        spec = wanted.get(box["id"])
        if box["spec"] != spec:
            yield f"{box['id']}: its data are not those of the notebook"
        if not box["mounted"] or box["panels"] != len(box["spec"].get("panels", ())):
            yield f"{box['id']} has not come to life"
        if box["broken"]:
            yield f"{box['id']}: {box['broken']} marks are drawn at NaN"


def heights(visit):
    """Nothing jumps when an explorer comes to life, and its pictures are there."""
    names = [spec["id"] for spec in specs(visit, "explorer")]
    for name, before, after in visit.window.evaluate(HEIGHTS, names):
        if abs(before - after) >= 8:
            yield f"{name} is {before} pixels high as a picture and {after} alive"


def explorers(visit):
    """Each agrees with Python, and every control of it changes the picture."""
    if visit.look != WIDE:
        return
    for spec in specs(visit, "explorer"):
        yield from disagreements(visit.window, spec, SETTINGS)
        for name in idle(visit.window, spec):
            yield f"{spec['id']}: {name} changes nothing in the picture"


def questions(visit):
    """Each takes its right answer, refuses a wrong one with its hint, and tells neither."""
    if visit.look != WIDE:
        return
    for spec in specs(visit, "question"):
        right, wrong = examples(spec)
        found = visit.window.evaluate(ANSWER, [spec["id"], wrong, right])
        yield from (f"{spec['id']}: {fault}" for fault in judged(spec, found, right))


def judged(spec, found, right):
    (before, early), (refused, hinted), (accepted, late) = found["verdicts"]
    if before or early:
        yield f"before any answer it says {before!r}" if before else "it hints before any answer"
    if not (refused.startswith("✗") and "not right" in refused.lower()):
        yield f"to a wrong answer it says {refused!r}"
    if hinted != bool(spec["hint"]) or late:
        yield "its hint is not offered after a wrong answer and only then"
    if accepted != "✓ Right.":
        yield f"to the right answer, {right!r}, it says {accepted!r}"
    if found["source"]:
        yield "its source, which tells the answer, is not folded away"
    if not spec["choices"] and len(right) > 2 and right in found["html"]:  # 2 is in any prompt
        yield f"its answer, {right}, stands on the page"


def first_visit(visit):
    """Its weight; a narrow visit asks for the same files."""
    return weight(visit) if visit.look == WIDE else []


CHAPTER = (
    *START,
    mathematics,
    stored_widgets,
    heights,
    explorers,
    questions,
    first_visit,
    accessibility,
    *END,
)
