"""The one form in which a chapter is stored, so that a diff shows what changed and nothing else.

Kept: sources, outputs, the chapter's own metadata, cell tags, alternative texts. Dropped: widget
state, timings, the kernel's and the editor's own notes. Cell ids stay as they are. What is folded
follows from the outputs (`tools.folds`).
"""

import ast
from hashlib import md5

import nbformat

from tools.folds import mark

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "name": "python", "pygments_lexer": "ipython3"}
WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_KEYS = ("tags", "mystnb")


def normalise(nb):
    """Bring `nb` into the stored form; changes and returns `nb`."""
    own = nb.metadata.get("dlnotes", {})
    nb.metadata = nbformat.from_dict(
        {"dlnotes": own, "kernelspec": KERNELSPEC, "language_info": LANGUAGE}
    )
    nb.nbformat, nb.nbformat_minor = 4, 5
    _name_cells(nb)
    for cell in nb.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in CELL_KEYS if cell.metadata.get(key)}
        )
        cell.source = cell.source.strip("\n")
    _number_cells(nb)
    _name_widgets(nb)
    mark(nb)
    return nb


def _name_cells(nb):
    """Give a new id to cells that share one with an earlier cell."""
    taken = set()
    for position, cell in enumerate(nb.cells, 1):
        if cell.id in taken:
            cell.id = f"cell-{position}"
        while cell.id in taken:
            cell.id += "-b"
        taken.add(cell.id)


def _number_cells(nb):
    """Count the executed cells from 1, whatever the kernel counted."""
    executed = [
        cell for cell in nb.cells if cell.cell_type == "code" and cell.execution_count is not None
    ]
    for count, cell in enumerate(executed, 1):
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


def _name_widgets(nb):
    """Give widgets the name of their place, not a random one: a rerun changes nothing."""
    for cell in nb.cells:
        for place, output in enumerate(cell.get("outputs", [])):
            view = output.get("data", {}).get(WIDGET)
            if view:
                view["model_id"] = md5(f"{cell.id}/{place}".encode()).hexdigest()


def alt_text(source):
    """The words of the call `alt("...")` in a cell's source; None where there is no such call.

    Raises:
        ValueError: several calls, or words that are not written out in the cell.
    """
    calls = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "alt"
    ]
    if not calls:
        return None
    if len(calls) > 1:
        raise ValueError("several alt(...) calls: draw one figure a cell")
    arguments = calls[0].args
    if len(arguments) != 1 or not isinstance(arguments[0], ast.Constant):
        raise ValueError('alt(...) takes its words written out: alt("Two curves ...")')
    return arguments[0].value


def brought(cell):
    """The words that a picture among the outputs of a cell has with it; None where it has none."""
    described = [output.get("metadata", {}).get("image/png", {}) for output in cell.outputs]
    return next((about["alt"] for about in described if about.get("alt")), None)


def copy_alt(nb):
    """Copy the words for each picture into its cell's metadata, where the site reads them.

    They are those of the cell's call `alt("...")`, or those that the output brings: the picture of
    `live` is described by a function of an earlier cell.

    Raises:
        ValueError: a cell's alt call cannot be read; the message names the cell.
    """
    for position, cell in enumerate(nb.cells, 1):
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("mystnb", None)
        if not any("image/png" in output.get("data", {}) for output in cell.outputs):
            continue
        try:
            words = brought(cell) or alt_text(cell.source)
        except (ValueError, SyntaxError) as error:
            raise ValueError(f"cell {position}: {error}") from error
        if words is not None:
            cell.metadata["mystnb"] = {"image": {"alt": words}}
