"""Lints of a chapter's code cells: plain short Python that runs on any host and any device."""

import ast
import re

from tools.lints.imports import allowed_packages, definitions, direction, imported
from tools.model.notebook import code_cells, described

LONGEST = 20  # lines in a cell
MARKERS = re.compile(r"^\s*#\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)\s*$", re.MULTILINE)
DEVICES = re.compile(r"(cuda|mps|cpu|xpu)(:\d+)?")
SPECIFIC = {
    "cuda": "write .to(device) with dlnotes.devices.device()",
    "init_printing": "sympy's own display is right, drop it",
    "interact": "its output cannot be compared, draw the default state",
}


def plain_python(chapter):
    """Every cell is Python without shell commands or magics, and not empty."""
    messages = []
    for n, cell in code_cells(chapter.nb):
        if not cell.source.strip():
            messages.append(f"{chapter.at(n)}: an empty code cell: delete it")
        if _tree(cell) is None:
            messages.append(f"{chapter.at(n)}: not plain Python: no !commands and no %magics")
    return messages


def _tree(cell):
    """The syntax tree of a cell, or None where it is not Python; `plain_python` reports that."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def trees(chapter):
    """(position, syntax tree) of every cell but the bootstrap cell that is plain Python."""
    cells = [(n, cell) for n, cell in code_cells(chapter.nb) if cell.id != "bootstrap"]
    parsed = [(n, _tree(cell)) for n, cell in cells]
    return [(n, tree) for n, tree in parsed if tree is not None]


def length(chapter):
    """No cell is longer than a reader takes in at once."""
    messages = []
    for n, cell in code_cells(chapter.nb):
        count = len(cell.source.splitlines())
        if count > LONGEST:
            messages.append(f"{chapter.at(n)}: {count} lines, {LONGEST} at most: split it")
    return messages


def markers(chapter):
    """No comment that tells the comparison to look away; no semicolon that hides a value."""
    messages = []
    for n, cell in code_cells(chapter.nb):
        for found in MARKERS.finditer(cell.source):
            messages.append(f"{chapter.at(n)}: {found.group(1)}: stored outputs are all compared")
        if cell.source.rstrip().endswith(";"):
            messages.append(f"{chapter.at(n)}: ends with a semicolon: use plt.show(), or drop it")
    return messages


def devices(chapter):
    """No device is written into a chapter, and nothing that only one host can show."""
    messages = []
    for n, tree in trees(chapter):
        for node in ast.walk(tree):
            name = getattr(node, "attr", None) or getattr(node, "id", None)
            if name in SPECIFIC and not _is_attribute_of_torch(node):
                messages.append(f"{chapter.at(n)}: {name}: {SPECIFIC[name]}")
            for value in _device_strings(node):
                messages.append(f"{chapter.at(n)}: device {value!r}: use dlnotes.devices.device()")
    return messages


def _is_attribute_of_torch(node):
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "torch.cuda"


def _device_strings(node):
    if not isinstance(node, ast.Call):
        return []
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    constants = [item.value for item in given if isinstance(item, ast.Constant)]
    return [item for item in constants if isinstance(item, str) and DEVICES.fullmatch(item)]


def own_definitions(chapter):
    """What dlnotes defines, in its tools or in a part up to the chapter's, is not written again."""
    known = definitions(chapter.root, chapter.part)
    return [
        f"{chapter.at(n)}: defines {node.name!r} again: from {known[node.name]} import {node.name}"
        for n, tree in trees(chapter)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in known
    ]


def imports(chapter):
    """Only what the package installs; of dlnotes only tools, earlier parts and the own part."""
    messages, allowed = [], allowed_packages(chapter.root)
    for n, tree in trees(chapter):
        for module, names in imported(tree):
            top = module.partition(".")[0]
            if "*" in names:
                messages.append(f"{chapter.at(n)}: from {module} import *: name what you import")
            if top not in allowed:
                messages.append(
                    f"{chapter.at(n)}: imports {top!r}, which the package does not install: "
                    "do without, or add it to pyproject.toml"
                )
            for problem in direction(module, names, chapter.part, chapter.root):
                messages.append(f"{chapter.at(n)}: {problem}")
    return messages


def plots(chapter):
    """A cell that shows a picture says alt("...") and plt.show(), then at most what was found.

    The picture of a `live` cell is described by the function that draws it.
    """
    messages = []
    for n, cell in code_cells(chapter.nb):
        tree = _tree(cell)
        if tree is None or not described(cell):  # `outputs.alternatives` asks for a description
            continue
        lines = [ast.unparse(node) for node in tree.body]
        while lines and lines[-1].startswith(("finding(", "claim(", "agree(")):
            lines.pop()
        if lines[-1:] and lines[-1].startswith("live("):
            continue
        if lines[-1:] != ["plt.show()"] or not lines[-2:][0].startswith("alt("):
            messages.append(
                f'{chapter.at(n)}: end the plot with alt("what it shows"), then plt.show()'
            )
    return messages


LINTS = [plain_python, length, markers, devices, own_definitions, imports, plots]
