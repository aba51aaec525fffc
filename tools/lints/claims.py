"""Lints of what a chapter claims: every call leaves its evidence, every label is one of a kind."""

import ast
import re
from collections import Counter

from tools.lints.code import trees
from tools.model.evidence import KINDS, OPTIONAL, RECORD, VERDICTS, labels, records
from tools.model.notebook import code_cells
from tools.model.prose import headings, slug

LABEL = re.compile(r"[a-z][a-z0-9-]*")


class _Calls(ast.NodeVisitor):
    """Counts the calls of a cell: those that run once, those in loops, those hidden elsewhere."""

    def __init__(self):
        self.once, self.looped, self.hidden = Counter(), Counter(), Counter()
        self._depth = {"loop": 0, "hidden": 0}

    def _within(self, where, node):
        self._depth[where] += 1
        self.generic_visit(node)
        self._depth[where] -= 1

    def visit_For(self, node):
        self._within("loop", node)

    visit_While = visit_For

    def visit_FunctionDef(self, node):
        self._within("hidden", node)

    visit_Lambda = visit_ListComp = visit_SetComp = visit_DictComp = visit_FunctionDef
    visit_GeneratorExp = visit_If = visit_IfExp = visit_Try = visit_FunctionDef
    visit_ClassDef = visit_BoolOp = visit_AsyncFunctionDef = visit_Match = visit_FunctionDef

    def visit_Call(self, node):
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if name in KINDS:
            where = self.hidden if self._depth["hidden"] else self.once
            where = self.looped if self._depth["loop"] and not self._depth["hidden"] else where
            where[KINDS[name]] += 1
        self.generic_visit(node)


def evidence(chapter):
    """As many records as calls, kind by kind: no claim went unchecked, none was pasted in."""
    messages, cells = [], dict(code_cells(chapter.nb))
    for n, tree in trees(chapter) if chapter.ran else []:
        calls = _Calls()
        calls.visit(tree)
        found = Counter(record.get("kind") for record in records(cells[n]))
        for name, kind in KINDS.items():
            if calls.hidden[kind]:
                messages.append(
                    f"{chapter.at(n)}: {name}(...) inside a function, comprehension, if or try: "
                    "call it at the top level or in a for loop"
                )
            least = calls.once[kind] + calls.looped[kind]
            exact = not calls.looped[kind]
            if found[kind] < least or (exact and found[kind] != least):
                messages.append(
                    f"{chapter.at(n)}: {name} is called {least} times, but the stored evidence of "
                    f"kind {kind!r} is {found[kind]}: make run CHAPTER={chapter.name}"
                )
        for kind in sorted(set(map(str, found)) - set(KINDS.values())):
            messages.append(f"{chapter.at(n)}: a record of kind {kind!r}: no such kind")
    return messages


def aliases(chapter):
    """The four verbs are imported by name and called: only then can their calls be counted."""
    messages = []
    for n, tree in trees(chapter):
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.alias) and node.name in KINDS and node.asname:
                messages.append(f"{chapter.at(n)}: {node.name} is renamed: import it as it is")
            verb = isinstance(node, ast.Name) and node.id in KINDS
            if verb and not isinstance(node.ctx, ast.Load):
                messages.append(f"{chapter.at(n)}: {node.id} is overwritten: choose another name")
            elif verb and id(node) not in called:
                messages.append(f"{chapter.at(n)}: {node.id} is passed on: call it where you claim")
    return messages


def well_formed(chapter):
    """A record has the agreed fields and holds no measured number; its LaTeX can be typeset."""
    messages = []
    for n, cell in code_cells(chapter.nb):
        for record in records(cell):
            wrong = [key for key, kind in RECORD.items() if not _is(record.get(key, ...), kind)]
            wrong += sorted(set(record) - set(RECORD) - OPTIONAL)
            wrong += [key for key in OPTIONAL & set(record) if not _is(record[key], str)]
            verdict = VERDICTS.get(record.get("verdict"))
            if verdict is None or verdict.kind != record.get("kind"):
                wrong.append("verdict")
            if wrong:
                messages.append(
                    f"{chapter.at(n)}: evidence is wrong in {', '.join(wrong)}: make run"
                )
        for output in cell.outputs:
            latex = output.get("data", {}).get("text/latex", "")
            if r"\tag" in latex and r"\\" in latex:
                messages.append(f"{chapter.at(n)}: \\tag together with a line break: drop the tag")
    return messages


def _is(value, kind):
    return isinstance(value, kind) and not isinstance(value, bool)


def label_names(chapter):
    """Labels are well formed, unique, and no heading's anchor."""
    messages, taken = [], {slug(text): f"the heading {text!r}" for *_, text in headings(chapter.nb)}
    for n, label in labels(chapter.nb):
        if not LABEL.fullmatch(str(label)):
            messages.append(f"{chapter.at(n)}: label {label!r}: lower-case words joined by hyphens")
        if label in taken:
            messages.append(
                f"{chapter.at(n)}: label {label!r} is taken by {taken[label]}: choose another, "
                f"then make run CHAPTER={chapter.name}"
            )
        taken[label] = f"cell {n}"
    return messages


LINTS = [evidence, aliases, well_formed, label_names]
