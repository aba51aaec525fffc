"""Rules one by one: what a torch function reads, against its Jacobian."""

import pytest
import torch
from torch.nn import functional as F

from dlnotes.vision.receptive_field import operations
from dlnotes.vision.receptive_field.operations import ACTIVATIONS, POINTWISE, RULES

WEIGHT = torch.ones(1, 1, 3, 2, dtype=torch.float64)
# (torch function, arguments behind the map)
CASES = [
    (F.conv2d, (WEIGHT, None, (2, 1), (1, 0), (1, 3))),
    (F.conv_transpose2d, (WEIGHT, None, (3, 2), (1, 0))),
    (F.avg_pool2d, (3, 2, 1)),
    (F.avg_pool2d, ((2, 3),)),
    (F.lp_pool2d, (1, 3, 2)),
    (F.adaptive_avg_pool2d, (4,)),
    (F.adaptive_avg_pool2d, ((3, None),)),
    (F.pad, ((1, 2, 3, 0),)),
    (F.interpolate, (None, 3)),
    (F.interpolate, (None, 2, "bilinear")),
    (F.interpolate, ((18, 16), None)),
]


def depends(function, arguments, x):
    """For both axes, (units, pixels): whether a unit's derivative is not zero."""
    found = torch.autograd.functional.jacobian(lambda x: function(x, *arguments), x)
    found = (found != 0)[0, 0, :, :, 0, 0]  # (rows, columns, rows of x, columns of x)
    return found.any(3).any(1), found.any(2).any(0)


def read(reach, units, n):
    """(units, pixels) that a reach says are read, inside the map."""
    first, last = reach.ends(torch.arange(units).expand(2, -1)).tolist()
    place = range(n)
    return torch.tensor(
        [
            [a <= x <= b and (x - a) % reach.step == 0 for x in place]
            for a, b in zip(first, last, strict=True)
        ]
    )


@pytest.mark.parametrize(("function", "arguments"), CASES)
def test_what_is_read_is_where_the_jacobian_is_not_zero(function, arguments):
    x = torch.rand(1, 1, 9, 8, dtype=torch.float64) + 0.1
    shapes = [a.shape if isinstance(a, torch.Tensor) else a for a in arguments]
    reaches = RULES[function.__name__](x.shape, *shapes)
    for reach, seen, n in zip(reaches, depends(function, arguments, x), (9, 8), strict=True):
        assert torch.equal(read(reach, len(seen), n), seen)


def test_a_maximum_reads_its_whole_window():
    rows, _ = RULES["max_pool2d"]((1, 1, 9, 9), 3, 2, 1, 2)
    assert rows.ends(torch.tensor([[0, 1], [0, 1]])).tolist() == [[-1, 1], [3, 5]]
    assert rows.step == 2


def test_pointwise_functions_spread_single_positions():
    rows, columns = operations.pointwise((1, 1, 1, 5), (1, 1, 4, 5))
    two = torch.tensor([[2], [2]])
    assert rows.ends(two).tolist() == [[0], [0]]
    assert columns.ends(two).tolist() == [[2], [2]]


def test_norms_and_means_read_everything():
    for rule in (operations.group_norm, operations.instance_norm):
        rows, columns = rule((1, 1, 4, 5))
        assert rows.ends(torch.tensor([[2], [2]])).tolist() == [[0], [3]]
        assert columns.ends(torch.tensor([[2], [2]])).tolist() == [[0], [4]]
    assert operations.mean((1, 1, 4, 5), (2, 3), keepdim=True)[1].ends(
        torch.tensor([[0], [0]])
    ).tolist() == [[0], [4]]


def test_names_are_torchs():
    for name in RULES.keys() | ACTIVATIONS:
        assert hasattr(F, name) or hasattr(torch, name), name
    assert ACTIVATIONS <= POINTWISE


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: RULES["pad"]((1, 1, 5, 5), (1, 1), "circular"), "circular"),
        (lambda: RULES["cat"]([(1, 1, 5, 5)], 2), "dim=2"),
        (lambda: RULES["mean"]((1, 1, 5, 5), 1), r"mean must be over \(2, 3\)"),
        (lambda: RULES["mean"]((1, 1, 5, 5), (2, 3)), "keepdim=True"),
        (lambda: RULES["interpolate"]((1, 1, 5, 5), None, 1.5), "whole number"),
        (lambda: RULES["conv_transpose2d"]((1, 1, 5, 5), (1, 1, 2, 2), None, 3), "stride=3"),
    ],
)
def test_what_has_no_rule_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
