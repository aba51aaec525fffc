"""The block of metadata that a chapter has of its own, under the key `dlnotes`.

Titles, the question and the prerequisites stand in the data file of the chapter's part: a planned
chapter has them before it has a notebook.
"""

KEY = "dlnotes"
FIELDS = {
    "part": str,
    "summary": str,
    "summary_zh": str,
    "minutes": int,
    "level": str,
    "papers": list,
    "source": dict,
    "ran": dict,
}
WORDS = {
    str: 'text in quotes, "..."',
    int: "a whole number",
    list: "a list, [...]",
    dict: "a block, {...}",
}


def sound(details):
    """The fields that are there and have their type: {name: value}.

    Args:
        details: the block of a chapter.
    """
    return {name: details[name] for name, kind in FIELDS.items() if _is(details.get(name), kind)}


def _is(value, kind):
    right = isinstance(value, kind) and not isinstance(value, bool)
    return right and not (kind is str and not value.strip())


def wrong(details, name):
    """{field: what is wrong with it and what to do} of every field that is not sound.

    Args:
        details: the block of a chapter.
        name: the chapter's, `part/chapter`.
    """
    told = {}
    for field in FIELDS.keys() - sound(details).keys():
        found = repr(details[field]) if field in details else "missing"
        remedy = f"write {WORDS[FIELDS[field]]}" if field != "ran" else f"make run CHAPTER={name}"
        told[field] = f"metadata dlnotes.{field} is {found}: {remedy}"
    return {field: told[field] for field in FIELDS if field in told}
