"""The browser's code, put together: one module for a kernel, a few files for a site to share.

The sources are ES modules. This folder is the core, which every explorer needs; `shared/` is what
several kinds of panels draw with; a kind's own module stands in its folder and adds itself to
`kinds.js`. They are joined by their import lines, in the order in which they need one another.
"""

import re
from functools import cache
from pathlib import Path

CORE = Path(__file__).parent
MOUNT, EXPLORER = CORE / "mount.js", CORE / "explorer.js"
IMPORT = re.compile(r'^import \{ ([^}]+) \} from "([^"]+)";\n+', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)


@cache
def imports(path):
    """{path of a module: the names that this one takes from it}."""
    found = IMPORT.findall(path.read_text(encoding="utf-8"))
    return {(path.parent / place).resolve(): names.split(", ") for names, place in found}


@cache
def body(path):
    """(text without imports and the word export, exported names)."""
    text = IMPORT.sub("", path.read_text(encoding="utf-8"))
    return EXPORT.sub("", text), EXPORT.findall(text)


def ordered(paths):
    """These modules and all that they need, each behind what it needs."""
    found = {}

    def visit(path):
        if path not in found:
            for needed in imports(path):
                visit(needed)
            found[path] = None

    for path in paths:
        visit(path)
    return list(found)


def joined(paths):
    """(text, exported names) of modules as one; what exports nothing keeps its names to itself."""
    pieces, names = [], []
    for path in paths:
        text, exported = body(path)
        pieces.append(text if exported else f"{{\n{text}}}\n")
        names += exported
    return "\n".join(pieces), names


def widget(paths):
    """The module of a kernel's widget: what mounts it, and the modules of what it shows."""
    text, names = joined(ordered([MOUNT, *paths]))
    return f"{text}\nexport {{ {', '.join(names)} }};\nexport default {{ render }};\n"


def files(paths):
    """{name: text} of the files from which a site's pages choose; they lie in one folder.

    `core.js` holds the core; every other module is a file of its own. `start.js`, which a page
    loads last, brings the page's containers to life.
    """
    core = ordered(sorted(CORE.glob("*.js")))
    text, names = joined(core)
    made = {"core.js": f"{text}\nexport {{ {', '.join(names)} }};\n"}
    for path in ordered(paths):
        if path not in core:
            text, names = body(path)
            ends = f"\nexport {{ {', '.join(names)} }};\n" if names else ""
            made[file_of(path)] = heads(path) + text + ends
    made["start.js"] = 'import { mountAll } from "./core.js";\n\nmountAll(document);\n'
    return made


def file_of(path):
    """The file that holds a module on a site."""
    if path.parent == CORE:
        return "core.js"
    return f"{path.parent.name}.js" if path.stem == "panel" else path.name


def heads(path):
    """A module's import lines, from the files of a site."""
    taken = {}
    for needed, names in imports(path).items():
        taken.setdefault(file_of(needed), []).extend(names)
    lines = (f'import {{ {", ".join(names)} }} from "./{file}";\n' for file, names in taken.items())
    return "".join(lines)
