"""Lints of the metadata block: every field is there and has its type.

The other lints look only at fields that are `sound`, so that one mistake gives one message.
"""

WORDS = {
    str: 'text in quotes, "..."',
    int: "a whole number",
    list: "a list, [...]",
    dict: "a block, {...}",
}
FIELDS = {
    "title": str,
    "title_zh": str,
    "part": str,
    "summary": str,
    "summary_zh": str,
    "prerequisites": list,
    "minutes": int,
    "level": str,
    "papers": list,
    "source": dict,
    "ran": dict,
}
SHAPE = 2  # of the chapters that are held to the newer rules


def sound(chapter):
    """The metadata fields that are there and have their type: {name: value}."""
    own = chapter.details
    return {name: own[name] for name, kind in FIELDS.items() if _is(own.get(name), kind)}


def _is(value, kind):
    right = isinstance(value, kind) and not isinstance(value, bool)
    return right and not (kind is str and not value.strip())


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
    messages, right = [], sound(chapter)
    for name in [name for name in FIELDS if has_block(chapter) and name not in right]:
        found = repr(chapter.details[name]) if name in chapter.details else "missing"
        remedy = f"write {WORDS[FIELDS[name]]}"
        if name == "ran":
            if not chapter.ran:  # `outputs.executed` says so
                continue
            remedy = f"make run CHAPTER={chapter.name}"
        messages.append(f"{chapter.at()}: metadata dlnotes.{name} is {found}: {remedy}")
    for name in sorted(set(chapter.details) - set(FIELDS) - {"status", "shape"}):
        messages.append(f"{chapter.at()}: metadata dlnotes.{name} is unknown: remove it")
    if chapter.details.get("status", "draft") != "draft":
        messages.append(f'{chapter.at()}: metadata dlnotes.status: only "draft", or leave it out')
    if chapter.details.get("shape", SHAPE) != SHAPE:
        messages.append(f"{chapter.at()}: metadata dlnotes.shape: only {SHAPE}, or leave it out")
    return messages


LINTS = [block, fields]
