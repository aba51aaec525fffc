"""Notebooks that cannot be changed, so that one reading serves all who read.

A frozen notebook is made of dicts and lists that refuse every change. `copy.deepcopy` of it is a
plain notebook: whoever wants to change one takes a copy first, and cannot forget to.
"""

import copy

from nbformat import NotebookNode

REMEDY = "this notebook is shared by all who read it: change a copy, chapter.editable()"


def _refuse(self, *arguments, **named):
    raise TypeError(REMEDY)


class FrozenDict(NotebookNode):
    """A dict whose keys are attributes too, as nbformat has them, for reading only."""

    def __init__(self, content):
        dict.__init__(self, content)

    def __deepcopy__(self, memo):
        return NotebookNode({key: copy.deepcopy(value, memo) for key, value in self.items()})

    __setitem__ = __delitem__ = __setattr__ = __delattr__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse


class FrozenList(list):
    """A list for reading only."""

    def __deepcopy__(self, memo):
        return [copy.deepcopy(item, memo) for item in self]

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse


def freeze(node):
    """`node`, of dicts, lists and what JSON knows besides, with every dict and list frozen."""
    if isinstance(node, dict):
        return FrozenDict({key: freeze(value) for key, value in node.items()})
    if isinstance(node, list):
        return FrozenList(map(freeze, node))
    return node
