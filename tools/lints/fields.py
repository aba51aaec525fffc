"""Lints of the metadata block: every field is there and has its type.

The other lints look only at fields that are sound, so that one mistake gives one message.
"""

from tools.model.metadata import FIELDS, wrong

SHAPE = 2  # of the chapters that are held to the newer rules


def has_block(chapter):
    """Whether the notebook has the metadata of a chapter, more than what `make run` notes."""
    return bool(set(chapter.details) - {"ran"})


def block(chapter):
    """The notebook has the metadata block of a chapter."""
    if has_block(chapter):
        return []
    return [
        f"{chapter.at()}: no metadata 'dlnotes': copy that block from another chapter and adapt "
        "it (JupyterLab: Property Inspector), or start again with make new CHAPTER=part/name"
    ]


def shaped(chapter):
    """Whether a chapter says that it keeps to the rules of `statements`, `shown` and `numbers`."""
    return chapter.details.get("shape") == SHAPE


def fields(chapter):
    """Every field is there, has its type, and no other is."""
    found = wrong(chapter.details, chapter.name) if has_block(chapter) else {}
    if not chapter.ran:
        found.pop("ran", None)  # `outputs.executed` says so
    messages = [f"{chapter.at()}: {words}" for words in found.values()]
    for name in sorted(set(chapter.details) - set(FIELDS) - {"status", "shape"}):
        messages.append(f"{chapter.at()}: metadata dlnotes.{name} is unknown: remove it")
    if chapter.details.get("status", "draft") != "draft":
        messages.append(f'{chapter.at()}: metadata dlnotes.status: only "draft", or leave it out')
    if chapter.details.get("shape", SHAPE) != SHAPE:
        messages.append(f"{chapter.at()}: metadata dlnotes.shape: only {SHAPE}, or leave it out")
    return messages


LINTS = [block, fields]
