"""What passed on the other processor, so that it need not run again while nothing has changed.

One file a chapter, outside the tree, holds the fingerprint of all that the outcome depends on.
Without it, or where it cannot be read or written, the chapter runs. So deleting the record changes
what is run, and never what is found.
"""

import ast
import hashlib
import importlib.metadata
import os
import platform
import tempfile
from pathlib import Path

from tools import processor
from tools.lints.code import trees
from tools.lints.imports import imported, package_files

TOOLS = (
    *("requirements.txt", "pyproject.toml", "tests/book/sanitize.cfg"),
    *("tools/comparison.py", "tools/kernel.py", "tools/notebooks.py", "tools/processor.py"),
    *("tools/record.py", "tools/replay.py"),
    *("tools/offline/**/*.py", "tools/elsewhere/**/*.py"),
)


def folder():
    """Where the record lies; None where this user has no home."""
    try:
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(cache) / "dlnotes" / "replay"


def reason(name, print_now, place):
    """Why the chapter `name` has to run, by what is noted in the folder `place`.

    Args:
        print_now: its fingerprint as things are.

    Returns:
        Words; None where the chapter passed with exactly these inputs.
    """
    if place is None:
        return "no home for a record"
    try:
        noted = _file(name, place).read_text("ascii")
    except FileNotFoundError:
        return "no record"
    except (OSError, UnicodeDecodeError) as error:
        return f"its record cannot be read ({type(error).__name__})"
    return None if noted == print_now + "\n" else "its inputs changed"


def note(name, print_now, place):
    """Note that the chapter `name` passed; do without where it cannot be written.

    Returns:
        Words that say why nothing was noted; None where it was.
    """
    if place is None:
        return "no home for a record"
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place)
        with os.fdopen(handle, "w") as file:
            file.write(print_now + "\n")
        os.replace(draft, _file(name, place))  # whole or not at all, whoever else writes
    except OSError as error:
        return f"its record cannot be written ({error.strerror})"
    return None


def forget(name, place):
    """Drop what is noted of the chapter `name`, which is about to run: it may fail this time.

    Returns:
        Words that say why it could not be dropped; None where nothing is noted any more.
    """
    try:
        if place is not None:
            _file(name, place).unlink(missing_ok=True)
    except OSError as error:
        return f"its record cannot be dropped ({error.strerror})"
    return None


def _file(name, place):
    return place / f"{name.replace('/', '.')}.txt"


def fingerprint(chapter):
    """A digest of all that the outcome of the second pass depends on."""
    digest = hashlib.sha256()
    for fact in surroundings():
        digest.update(f"{fact}\0".encode())
    for path in inputs(chapter):
        digest.update(f"{path.relative_to(chapter.root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def surroundings():
    """Python, the installed packages and this processor, as lines.

    The processor counts: the second pass plays another one on this one. A record made elsewhere
    would hide what fails here, and deleting it would turn green into red.
    """
    found = {f"{d.name}=={d.version}" for d in importlib.metadata.distributions()}
    return [platform.python_version(), platform.system(), *processor.model(), *sorted(found)]


def inputs(chapter):
    """Files that the outcome depends on: notebook, modules it reaches, their data, the tools."""
    tools = [path for pattern in TOOLS for path in sorted(chapter.root.glob(pattern))]
    return [chapter.path, *tools, *reached(chapter)]


def reached(chapter):
    """Files of `dlnotes` that a chapter imports, directly or through others, with their data.

    A module that imports by name, as the kinds of panels are found, reaches all that is below it.
    """
    modules = {name: path for path, name in package_files(chapter.root)}
    waiting = [name for _, tree in trees(chapter) for name in _named(tree)]
    found = set()
    while waiting:
        name = waiting.pop()
        if name in modules and name not in found:
            found.add(name)
            tree = ast.parse(modules[name].read_text("utf-8"))
            waiting += _named(tree)
            waiting += _named_late(tree, name, modules)
    packages = {modules[name].parent for name in found if modules[name].name == "__init__.py"}
    data = {path for package in packages for path in _data(package)}
    return sorted({modules[name] for name in found} | data)


def _named(tree):
    """Every module that a syntax tree may import: `from a.b import c` reaches a, a.b and a.b.c."""
    for module, names in imported(tree):
        for dotted in [module, *(f"{module}.{name}" for name in names)]:
            pieces = dotted.split(".")
            yield from (".".join(pieces[:count]) for count in range(1, len(pieces) + 1))


def _named_late(tree, name, modules):
    """Modules that `name` may import with `import_module`: one written out, else all below it."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "import_module":
            written = isinstance(call.args[0], ast.Constant)
            below = [other for other in modules if other.startswith(f"{name}.")]
            yield from [call.args[0].value] if written else below


def _data(package):
    """Files of a package that are no code, in its folder and in folders that are no packages."""
    for path in sorted(package.iterdir()):
        if path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            yield from (inner for inner in sorted(path.rglob("*")) if inner.is_file())
        elif path.is_file() and path.suffix != ".py":
            yield path
