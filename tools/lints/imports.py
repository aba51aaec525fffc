"""What imports what: read from the source, nothing is run."""

import ast
import re
import sys
import tomllib

from tools.model.catalogue import catalogue

# What is imported by another name than it is installed by, and what a dependency cannot be without.
BROUGHT = {
    "ipython": ["IPython"],
    "ipywidgets": ["ipywidgets", "traitlets"],
    "matplotlib": ["matplotlib", "cycler", "PIL"],
    "sympy": ["sympy", "mpmath"],
}


def imported(tree):
    """(module, names) of every import in a syntax tree; names is empty for `import module`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, []) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(("." * node.level + (node.module or ""), [a.name for a in node.names]))
    return found


def allowed_packages(root):
    """Top-level names that a chapter and the package may import."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    installed = {re.match(r"[\w-]+", item).group() for item in project["dependencies"]}
    named = {name for item in installed for name in BROUGHT.get(item, [item])}
    return named | {"dlnotes"} | set(sys.stdlib_module_names)


def direction(module, names, part, root):
    """Why a file of `part` may not import `names` from `module`; an empty list where it may.

    Args:
        part: a part of the book, or None for a tool.
    """
    order = catalogue(root).order
    folders = {path.split(".")[1] for path in (f"{module}.{name}" for name in ["", *names])}
    if module.partition(".")[0] != "dlnotes":
        return []
    messages = []
    for imported_part in sorted(folders & set(order)):
        if part is None:
            messages.append(f"imports {imported_part}: a tool imports no part, make it a tool too")
        elif part in order and order.index(imported_part) > order.index(part):
            messages.append(f"imports {imported_part}: a part imports tools and earlier parts only")
    return messages


def definitions(root, part):
    """Public functions and classes of dlnotes that a file of `part` may import: {name: module}."""
    return {
        node.name: module
        for path, module in package_files(root)
        if not direction(module, [], part, root)
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }


def package_files(root):
    """(path, dotted module name) of every Python file of the package."""
    files = sorted((root / "dlnotes").rglob("*.py"))
    names = (path.relative_to(root).with_suffix("").parts for path in files)
    return [
        (path, ".".join(name).removesuffix(".__init__"))
        for path, name in zip(files, names, strict=True)
    ]
