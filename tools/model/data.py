"""Data files: what is wrong is refused with the file, the key and what was expected there."""

import yaml

from tools.model.errors import BookError


class Block:
    """A block of keys in a data file.

    Attributes:
        content: what it says, {key: value}.
        file: the file's path below the repository's root.
        key: where in the file it stands, as in `chapters.yolo`; empty for the whole file.
    """

    def __init__(self, content, file, key=""):
        self.file, self.key, self.content = file, key, content
        if not isinstance(content, dict):
            raise self.refused("", content, "a block of keys")
        for name in content:
            if not isinstance(name, str):
                raise self.refused(str(name), name, "a key that is text: put it in quotes")

    def refused(self, key, found, expected):
        """The error of the value `found` under `key`."""
        return self._error(key, repr(found), expected)

    def _error(self, key, found, expected):
        place = ".".join(filter(None, [self.key, key])) or "the file"
        return BookError(f"{self.file}: {place} is {found}: expected {expected}")

    def only(self, *keys):
        """Refuse every key but these, and each of these that is missing."""
        for key in self.content:
            if key not in keys:
                raise self.refused(key, self.content[key], f"no such key, but {', '.join(keys)}")
        for key in keys:
            if key not in self.content:
                raise self._error(key, "missing", ", ".join(keys))
        return self

    def text(self, key, like=None, expected="text"):
        """The line of text under `key`; `like` is a pattern that is found in it."""
        value = self.content[key]
        good = isinstance(value, str) and value.strip() and "\n" not in value
        if not good or (like and not like.search(value)):
            raise self.refused(key, value, expected)
        return value

    def number(self, key):
        """The whole number above zero under `key`."""
        value = self.content[key]
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.refused(key, value, "a whole number above zero")
        return value

    def names(self, key):
        """The names, each once, of the list under `key`."""
        value = self.content[key]
        listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not listed or len(set(value)) < len(value):
            raise self.refused(key, value, "a list of names, [...], each once")
        return tuple(value)

    def block(self, key):
        """The block under `key`."""
        return Block(self.content[key], self.file, ".".join(filter(None, [self.key, key])))

    def blocks(self, key):
        """{name: block} of the block of blocks under `key`."""
        inner = self.block(key)
        return {name: inner.block(name) for name in inner.content}

    def rows(self, key):
        """The list of blocks under `key`."""
        value = self.content[key]
        if not isinstance(value, list):
            raise self.refused(key, value, "a list of blocks")
        return [Block(row, self.file, f"{key}[{place}]") for place, row in enumerate(value)]


def load(text, file):
    """The block that the text of a data file is.

    Raises:
        BookError: it is no YAML, or one key stands twice in a block.
    """
    try:
        return Block(yaml.load(text, _Loader), file)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1
        raise BookError(f"{file}, line {line}: {error.problem}: expected YAML") from error


class _Loader(yaml.SafeLoader):
    """YAML in which a key that stands twice is an error: the later one would hide the other."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for name, _ in node.value:
            if str(name.value) in seen:
                problem = f"the key {name.value!r} stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=name.start_mark)
            seen.add(str(name.value))
        return super().construct_mapping(node, deep)
