"""Every chapter of the book, written or planned: what `book/chapters.yml` and `_toc.yml` say."""

import yaml


def parts(root):
    """The parts of the book in order, as `book/chapters.yml` has them: {part: {title, ...}}."""
    return yaml.safe_load((root / "book" / "chapters.yml").read_text("utf-8"))


def catalogue(root):
    """Every chapter, written or planned, in reading order: {name: (title, title_zh)}."""
    return {
        f"{part}/{chapter}": tuple(titles)
        for part, entry in parts(root).items()
        for chapter, titles in entry["chapters"].items()
    }


def toc(root):
    """Names of the chapters that `_toc.yml` lists, in its order."""
    entries = _files(yaml.safe_load((root / "_toc.yml").read_text("utf-8")))
    names = (entry.removesuffix(".ipynb") for entry in entries)
    return [name.removeprefix("notebooks/") for name in names if name.startswith("notebooks/")]


def _files(node):
    if isinstance(node, list):
        return [name for item in node for name in _files(item)]
    if not isinstance(node, dict):
        return []
    own = [node["file"]] if "file" in node else []
    return own + [name for value in node.values() for name in _files(value)]
