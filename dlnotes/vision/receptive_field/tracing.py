"""The receptive field of a module with nested and branching parts, read from its graph.

What the output's units see is carried backwards through the graph, from the output to the input.
Where several functions read the same map, what they see is joined (Araujo, Norris and Sim 2019,
section on arbitrary computation graphs).
"""

from typing import NamedTuple

import torch
from torch import fx, nn

from dlnotes.vision.receptive_field.field import ReceptiveField
from dlnotes.vision.receptive_field.graphs import function_of, graph_of, place_of, result_of
from dlnotes.vision.receptive_field.operations import HERE, POINTWISE, RULES, pointwise

LEAST_UNITS = 4  # so that a stride shows even where the output is a single cell


def from_module(model: nn.Module, input_shape: tuple[int, ...]) -> ReceptiveField:
    """The receptive field of every unit of `model`'s output, as the graph says.

    Residual, parallel and dense connections are followed, and whatever the module calls: modules or
    functions. Paths whose centres differ give a field that holds all of them, with aligned=False.

    Args:
        model: from one tensor (N, C, H, W) to one such tensor. It is not changed.
        input_shape: (N, C, H, W).

    Raises:
        TypeError, ValueError: fx cannot follow the module, a function has no rule, a window does
            not fit; or the field is not the same for all units, as behind a transposed convolution,
            or where paths of different stride meet. `regions` then says what each unit sees.

    >>> from_module(nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2)), (1, 1, 8, 8))
    ReceptiveField(size=4, stride=2, padding=0, aligned=True)
    """
    graph = graph_of(model, input_shape)
    sizes = [max(n, LEAST_UNITS) for n in result_of(graph).meta["shape"][2:]]
    units = [Ends(torch.arange(n).expand(2, -1)) for n in sizes]
    seen = _walk(graph, units, _ends_below, _join_ends)
    values = [_affine(ends, axis) for (ends, _), axis in zip(seen, "hw", strict=True)]
    aligned = all(ends.aligned for ends in seen)
    return ReceptiveField(*zip(*values, strict=True), aligned=aligned)


def regions(model: nn.Module, input_shape: tuple[int, ...]) -> tuple[torch.Tensor, torch.Tensor]:
    """Which pixels each unit sees inside the image: exact at its edges, holes left out.

    Returns:
        For each axis, (units, pixels), bool. A unit in row u and column v sees no other rows than
        those of the first, no other columns than those of the second.

    Raises:
        TypeError, ValueError: as `from_module`, but the units' fields may differ.
    """
    graph = graph_of(model, input_shape)
    units = [torch.eye(n) for n in result_of(graph).meta["shape"][2:]]
    rows, columns = _walk(graph, units, _pixels_below, torch.maximum)
    return rows.bool(), columns.bool()


class Ends(NamedTuple):
    """First and last position that each unit sees, (2, units); whether all paths have one centre.

    Positions may lie outside the map.
    """

    ends: torch.Tensor
    aligned: bool = True


def _ends_below(seen, reach, n):
    return Ends(reach.ends(seen.ends), seen.aligned)


def _join_ends(a, b):
    ends = torch.stack([torch.minimum(a.ends, b.ends)[0], torch.maximum(a.ends, b.ends)[1]])
    same_centers = torch.equal(a.ends.sum(0), b.ends.sum(0))
    return Ends(ends, a.aligned and b.aligned and same_centers)


def _pixels_below(seen, reach, n):
    """What units see of a map of n positions, from what they see of the map above, (units, m)."""
    ends = reach.ends(torch.arange(seen.shape[1]).expand(2, -1))
    first, last = reach.folded(ends)[..., None]  # (m, 1)
    place = torch.arange(n)
    read = (first <= place) & (place <= last) & ((place - first) % reach.step == 0)  # (m, n)
    return (seen @ read.float()).clamp(max=1)


def _walk(graph, units, carry, join):
    """What units see of the input, for each axis, carried down through the graph.

    Args:
        units: for each axis, what they see of the output: themselves.
        carry: takes what is seen above, a `Reach` and the length of the axis below to what is seen
            below.
        join: takes what is seen through two functions to what is seen in all.
    """
    seen = {result_of(graph): units}
    for node in reversed(graph.nodes):
        if node not in seen or node.op == "placeholder":
            continue
        for source in _sources(node):
            size, reaches = source.meta["shape"][2:], _reaches(node, source)
            below = list(map(carry, seen[node], reaches, size))
            seen[source] = list(map(join, seen[source], below)) if source in seen else below
    (start,) = (node for node in graph.nodes if node.op == "placeholder")
    if start not in seen:
        raise ValueError("the output does not depend on the input")
    return seen[start]


def _sources(node):
    """The maps that a node reads; weights and numbers are left out."""
    return [n for n in node.all_input_nodes if n.op != "get_attr" and n.meta["shape"] is not None]


def _reaches(node, source):
    """For each axis, what `node` reads of `source`."""
    name = function_of(node)
    shapes = source.meta["shape"], node.meta["shape"]
    if len(shapes[0]) != 4 or len(shapes[1]) != 4:
        raise ValueError(f"{place_of(node)} leaves the layout (N, C, H, W): {shapes}")
    if name in POINTWISE:
        return pointwise(*shapes)
    if name == "getitem" and isinstance(source.meta["value"], tuple):
        return [HERE, HERE]  # one of several results, such as a maximum and its indices
    if name not in RULES:
        raise ValueError(f"{place_of(node)}: no rule says what {name} sees")
    args, kwargs = fx.node.map_arg((node.args, node.kwargs), _described)
    if "input" in kwargs:
        kwargs = dict(kwargs)
        args = (kwargs.pop("input"), *args)
    try:
        return RULES[name](*args, **kwargs)
    except ValueError as error:
        raise ValueError(f"{place_of(node)}: {error}") from error


def _described(node):
    """Of an argument, the shape if it is a map, else its value."""
    return node.meta["value"] if node.meta["shape"] is None else node.meta["shape"]


def _affine(ends, axis):
    """(size, stride, padding) of fields that are alike and equally far apart."""
    steps = ends.diff(dim=1)  # (2, units - 1)
    if not (steps == steps[0, 0]).all():
        raise ValueError(
            f"along {axis} the units see fields of different size or distance, as behind a "
            "transposed convolution, or where paths of different stride meet: regions() says what "
            "each of them sees"
        )
    first, last = ends[:, 0].tolist()
    return last - first + 1, int(steps[0, 0]), -first
