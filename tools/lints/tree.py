"""Lints of the repository: what is where, what imports what, what must be written nowhere."""

import ast
import os
import re
from pathlib import Path

from tools.lints.imports import allowed_packages, direction, imported, package_files
from tools.lists import stale
from tools.model.catalogue import catalogue

MAKE = re.compile(r"make( [\w-]+)+( [A-Z]+=[^\s;&|]+)*")
PIN = re.compile(r"[A-Za-z0-9][\w.-]*==[\w.+!-]+")
BUILT = {"_build", "__pycache__", "dlnotes_book.egg-info"}
HIDDEN = {".ci", ".github"}  # the folders with a leading dot that belong to the repository
TEXT = {".py", ".md", ".ipynb", ".toml", ".txt", ".yml", ".yaml", ".cff", ".cfg", ".css", ".js", ""}
# Put together from halves, so that this file does not hold what it forbids.
FORBIDDEN = {
    r"pip3? install (?:-\S+ )*dlnotes"
    + r"(?![-\w])": "somebody else's package: dlnotes-book is ours",
    r"(?<![\w.])/(?:home|root|work|Users)" + r"/\w": "a path of one machine: write a relative one",
    r"[A-Z]:\\+" + r"Users\\": "a path of one machine: write a relative one",
}


def lists_are_current(root):
    """`_toc.yml` and the README's table are as the data files and the notebooks make them."""
    return [
        f"{name}: not what book/parts/ and notebooks/ make of it: make lists"
        for name in stale(root)
    ]


def notebooks_folder(root):
    """Under `notebooks/` there are chapters, two levels down, and nothing else."""
    folder = root / "notebooks"
    return [
        f"notebooks/{path.relative_to(folder).as_posix()}: only part/chapter.ipynb belongs here: "
        "draw pictures in cells, ship data with dlnotes.data"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and ".ipynb_checkpoints" not in path.parts
        and (path.suffix != ".ipynb" or len(path.relative_to(folder).parts) != 2)
    ]


def package_imports(root):
    """The package imports what it installs; tools import no part, a part only earlier ones."""
    messages, allowed, order = [], allowed_packages(root), catalogue(root).order
    for path, name in package_files(root):
        part = name.split(".")[1] if len(name.split(".")) > 1 else None
        part = part if part in order else None
        file = path.relative_to(root).as_posix()
        for module, names in imported(ast.parse(path.read_text("utf-8"))):
            if module.startswith(".") or "*" in names:
                messages.append(f"{file}: from {module}: name the full module and what you import")
            elif module.partition(".")[0] not in allowed:
                messages.append(
                    f"{file}: imports {module}: not among pyproject.toml's dependencies"
                )
            messages += [f"{file}: {problem}" for problem in direction(module, names, part, root)]
    return messages


def mirrored_tests(root):
    """Every module of a part has its test module at the same place under `tests/`.

    The modules of a folder may also be tested together, through what the folder exports.
    """
    messages, order = [], catalogue(root).order
    for path, name in package_files(root):
        pieces = name.split(".")[1:]
        if path.stem == "__init__" or len(pieces) < 2 or pieces[0] not in order:
            continue
        folder = Path("tests", *pieces[:-1])
        test, together = (
            folder / f"test_{pieces[-1]}.py",
            folder.with_name(f"test_{folder.name}.py"),
        )
        if not (root / test).is_file() and not (root / together).is_file():
            messages.append(f"{path.relative_to(root).as_posix()}: has no tests: write {test}")
    return messages


def pins(root):
    """`requirements.txt` pins every line exactly, and no other file pins anything."""
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    messages = [
        f"requirements.txt: {line!r}: write name==version"
        for line in wanted
        if line != "-e ." and not PIN.fullmatch(line)
    ]
    others = [root / "pyproject.toml", root / "Makefile", *(root / ".github").rglob("*.yml")]
    for file in filter(lambda path: path.is_file(), others):
        for found in PIN.findall(file.read_text("utf-8")):
            name = file.relative_to(root).as_posix()
            messages.append(f"{name}: pins {found}: only requirements.txt pins")
    return messages


def workflows(root):
    """Workflows run make targets and nothing else, so that CI does what a contributor does."""
    return [
        f"{file.relative_to(root).as_posix()}: runs {command!r}: call a make target instead"
        for file in sorted((root / ".github").rglob("*.yml"))
        for command in re.findall(r"^\s*(?:- )?run:\s*(.+)$", file.read_text("utf-8"), re.MULTILINE)
        if not MAKE.fullmatch(re.sub(r"\$\{\{.*?\}\}", "VALUE", command))
    ]


def forbidden_words(root):
    """No file names one machine's folders or the package of that other owner."""
    messages = []
    for file in text_files(root):
        text = file.read_text("utf-8", errors="replace")
        for pattern, remedy in FORBIDDEN.items():
            for found in re.finditer(pattern, text):
                name = file.relative_to(root).as_posix()
                messages.append(f"{name}: says {found.group()!r}: {remedy}")
    return messages


def text_files(root):
    """Every text file of the repository that is not built or an editor's own."""
    for folder, folders, files in os.walk(root):
        kept = [name for name in folders if name in HIDDEN or not name.startswith(".")]
        folders[:] = sorted(set(kept) - BUILT)
        paths = (Path(folder, file) for file in sorted(files))
        yield from (path for path in paths if path.suffix in TEXT and path.name != ".git")


LINTS = [
    lists_are_current,
    notebooks_folder,
    package_imports,
    mirrored_tests,
    pins,
    workflows,
    forbidden_words,
]
