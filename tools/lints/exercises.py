"""Lints of a chapter's exercises, and of what an author forgets to finish."""

import re

from tools.model.exercises import SOLUTION, tasks


def exercises(chapter):
    """Every exercise is followed by its folded solution, with only cells of code between."""
    messages, cells, found = [], chapter.nb.cells, tasks(chapter.nb)
    for n in found:
        after = next((cell for cell in cells[n:] if cell.cell_type != "code"), None)
        if after is None or not _is_solution(after):
            messages.append(
                f"{chapter.at(n)}: no solution follows: add a Markdown cell with "
                "<details><summary>Solution</summary> ... </details>"
            )
    if not found and not chapter.draft:
        messages.append(f"{chapter.at()}: no exercise: tag the Markdown cell of one 'exercise'")
    return messages


def _is_solution(cell):
    """Whether a Markdown cell ends with a solution."""
    ends = [found.end() for found in SOLUTION.finditer(cell.source)]
    return cell.cell_type == "markdown" and ends[-1:] == [len(cell.source.rstrip())]


def unfinished(chapter):
    """A chapter that is not a draft holds nothing of the skeleton's filler."""
    if chapter.draft:
        return []
    return [
        f"{chapter.at(n)}: still says {found.group()!r}: write it, or set status: draft"
        for n, cell in enumerate(chapter.nb.cells, 1)
        if (found := re.search(r"\bDraft:|\bTODO\b|\bFIXME\b|\bTBD\b", cell.source))
    ]


LINTS = [exercises, unfinished]
