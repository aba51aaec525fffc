"""Another processor, as far as one can play it: results are up to one unit in the last place off.

Python imports this file at start-up wherever its folder comes first on PYTHONPATH, as
`tools.processor` arranges. It hands on to the start-up file behind it on the path, then watches for
numpy and torch: what they compute is shifted from the moment they are imported.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys

import last_place.numbers

HERE = os.path.dirname(os.path.abspath(__file__))
SHIFTED = {"numpy": "last_place.arrays", "torch": "last_place.tensors"}


class Finder(importlib.abc.MetaPathFinder):
    """Finds numpy and torch where Python would, and gives each a loader that shifts it."""

    def find_spec(self, name, path=None, target=None):
        """The module's specification; None for all others."""
        if name not in SHIFTED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None:
            spec.loader = Loader(spec.loader)
        return spec


class Loader(importlib.abc.Loader):
    """A module's own loader, which shifts the module once it is loaded whole."""

    def __init__(self, own):
        self.own = own

    def __getattr__(self, name):
        return getattr(self.own, name)

    def create_module(self, spec):
        """What the own loader makes of the specification."""
        return self.own.create_module(spec)

    def exec_module(self, module):
        """Run the module, then shift it."""
        self.own.exec_module(module)
        importlib.import_module(SHIFTED[module.__name__]).shift()


def hand_on():
    """Run the start-up file that this one hides: the one that keeps a kernel off the network."""
    others = [folder for folder in sys.path if os.path.abspath(folder) != HERE]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", others)
    if spec is not None:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


hand_on()
last_place.numbers.shift()
sys.meta_path.insert(0, Finder())
