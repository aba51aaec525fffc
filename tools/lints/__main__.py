"""Run the lints: `python -m tools.lints` for everything, with `part/name` for one chapter."""

import sys

from tools.lints import (
    claims,
    code,
    deeper,
    exercises,
    explorers,
    fields,
    links,
    markdown,
    metadata,
    numbers,
    outputs,
    pictures,
    questions,
    shown,
    stability,
    statements,
    tree,
)
from tools.model.chapter import ROOT, find, on_disk

MODULES = (
    *(fields, metadata, markdown, deeper, links, exercises, explorers),
    *(code, outputs, stability, pictures, claims),
    *(statements, shown, questions, numbers),
)
CHAPTER_LINTS = [lint for module in MODULES for lint in module.LINTS]


def messages(names, root=ROOT):
    """What the lints have to say of the chapters `names`, or of everything where none is named."""
    found = [] if names else [line for lint in tree.LINTS for line in lint(root)]
    for name in names or on_disk(root):
        chapter = find(name, root)
        found += [line for lint in CHAPTER_LINTS for line in lint(chapter)]
    return found


def main(names):
    """Print the messages, one a line; the exit status says whether there was one."""
    try:
        found = messages(names)
    except ValueError as error:
        found = [str(error)]
    print("\n".join(found) or "lints: nothing to mend")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
