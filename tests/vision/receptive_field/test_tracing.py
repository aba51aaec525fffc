"""Fields read from graphs against poisoned pixels, gradients and the arithmetic of stacks."""

import copy
import itertools

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from torch import nn

from dlnotes.vision.receptive_field import ReceptiveField, receptive_field
from dlnotes.vision.receptive_field.backbones import (
    Dense,
    Residual,
    bottleneck_v1,
    bottleneck_v15,
    inception,
    resnet,
    stack,
)
from dlnotes.vision.receptive_field.measured_field import empirical, seen_pixels
from dlnotes.vision.receptive_field.tracing import from_module, regions
from tests.vision.receptive_field.oracles import poisoned, stacks


def conv(k=3, s=1, p=0, d=1, width=1):
    return nn.Conv2d(width, width, k, s, p, d)


class Functions(nn.Module):
    """Calls functions and methods, nothing by name of a module."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1, 1, 3, 5))

    def forward(self, x):
        y = nn.functional.conv2d(x, self.weight, stride=(1, 2), padding=1)
        y = nn.functional.max_pool2d(nn.functional.relu(y), 3, stride=1, padding=1)
        z = nn.functional.avg_pool2d(y, 3, 1, 1).relu()
        y = y + z
        y += z
        return torch.cat([y, z.sigmoid()], 1).mul(2) - 1


NETWORKS = {
    "plain": nn.Sequential(conv(3, 2, 1), nn.ReLU(), conv(5, 1, 2)),
    "pairs": nn.Sequential(conv((3, 1), (2, 1), (1, 0)), conv((1, 4), (1, 3), (0, 1))),
    "dilated": nn.Sequential(conv(3, 1, 2, 2), conv(3, 1, 3, 4)),
    "ceil": nn.Sequential(nn.MaxPool2d(3, 2, ceil_mode=True), conv(2), nn.AvgPool2d(2)),
    "ceil padded": nn.MaxPool2d(2, 3, 1, ceil_mode=True),
    "dilated maximum": nn.MaxPool2d(3, 2, 1, dilation=2),
    "lp": nn.LPPool2d(2, 3, 2),
    "same": nn.Sequential(nn.Conv2d(1, 1, 4, padding="same"), nn.Conv2d(1, 1, 3, padding="valid")),
    "same dilated": nn.Conv2d(1, 1, (2, 3), padding="same", dilation=(3, 2)),
    "asymmetric": nn.Sequential(nn.ZeroPad2d((0, 1, 2, 1)), conv(3, 2)),
    "reflected": nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect"),
    "normalised": nn.Sequential(conv(3), nn.BatchNorm2d(1), nn.Dropout(), nn.PReLU()),
    "residual": nn.Sequential(
        Residual(nn.Sequential(conv(3, 1, 1), nn.ReLU(), conv(3, 1, 1))), conv(3, 2, 1)
    ),
    "misaligned": Residual(conv(3, 2, 1), nn.Sequential(nn.AvgPool2d(2), conv(1))),
    "bottlenecks": nn.Sequential(bottleneck_v1(1, 2), bottleneck_v15(1, 2)),
    "inception": nn.Sequential(inception(1, 2), nn.Conv2d(3, 1, 1), inception(1)),
    "dense": Dense(1, 2, 3),
    "functions": Functions(),
    "transposed": nn.Sequential(conv(3, 2, 1), nn.ConvTranspose2d(1, 1, 4, 2, 1)),
    "transposed odd": nn.ConvTranspose2d(1, 1, 3, 2, 1, output_padding=1),
    "nearest": nn.Sequential(conv(3, 2, 1), nn.Upsample(scale_factor=3), conv(3)),
    "adaptive": nn.Sequential(conv(3), nn.AdaptiveAvgPool2d((3, None))),
    "adaptive maximum": nn.Sequential(nn.AdaptiveMaxPool2d(5), conv(2)),
}
# Where every unit sees as much as its neighbour, and as far from it.
REGULAR = [name for name in NETWORKS if not name.startswith(("transp", "near", "bil", "adap"))]
SHAPE = (1, 1, 22, 26)


def named(name):
    torch.manual_seed(0)
    return copy.deepcopy(NETWORKS[name]).double()


# torch warns that the cells added by "same" cost a copy
pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")


@pytest.mark.parametrize("name", NETWORKS)
def test_regions_are_the_pixels_that_can_poison_a_unit(name):
    model = named(name)
    found = regions(model, SHAPE)
    for mask, seen in zip(found, poisoned(model, SHAPE), strict=True):
        assert torch.equal(mask, seen)


@pytest.mark.parametrize("factor", [2, 3])
def test_bilinear_enlarging_reads_what_its_gradients_say(factor):
    model = nn.Upsample(scale_factor=factor, mode="bilinear")
    jacobian = torch.autograd.functional.jacobian(model, torch.rand(1, 1, 5, 5).double())
    rows = (jacobian != 0).squeeze().any(3).any(1)  # (units, pixels)
    assert torch.equal(regions(model, (1, 1, 5, 5))[0], rows)


@pytest.mark.parametrize("name", REGULAR)
def test_fields_are_measured_by_gradients(name):
    shape = (1, 1, 64, 66)
    if name == "dilated maximum":
        pytest.skip("a dilated maximum is measured by poisoned pixels only")
    assert from_module(named(name), shape) == empirical(named(name), shape)


@pytest.mark.parametrize("name", REGULAR)
def test_field_and_regions_agree(name):
    """Inside; at the edges the field may count pixels that are only reached through padding."""
    model = named(name)
    field, (rows, columns) = from_module(model, SHAPE), regions(model, SHAPE)
    for u, v in ((0, 0), (1, 2), (len(rows) - 1, len(columns) - 1)):
        for inside, seen in zip(
            field.region((u, v), SHAPE[2:]), (rows[u], columns[v]), strict=True
        ):
            places = seen.nonzero().flatten().tolist()
            assert set(places) <= set(inside)
            if (u, v) == (1, 2) and "dilated" not in name:
                assert (inside.start, inside.stop - 1) == (places[0], places[-1])


@settings(max_examples=20, deadline=None)
@given(stacks)
def test_stacks_have_the_field_of_their_table(layers):
    shape = (1, 1, 2000, 2000)  # nothing is computed
    assert from_module(stack(layers), shape) == receptive_field(layers)


def test_misaligned_paths_are_named_and_joined():
    assert from_module(named("residual"), SHAPE).aligned
    assert from_module(named("inception"), SHAPE).aligned
    field = from_module(named("misaligned"), SHAPE)
    assert field == ReceptiveField(size=3, stride=2, padding=1)
    assert not field.aligned


def test_misalignment_survives_layers_around_it():
    model = nn.Sequential(conv(3, 1, 1), named("misaligned"), conv(5, 1, 2))
    assert not from_module(model, SHAPE).aligned


def test_joined_field_reaches_from_the_first_pixel_to_the_last_of_any_path():
    left, right = nn.ZeroPad2d((4, 0, 4, 0)), nn.ZeroPad2d((0, 4, 0, 4))
    model = Residual(nn.Sequential(left, conv(5)), nn.Sequential(right, conv(5)))
    field = from_module(model, SHAPE)
    assert (field.size, field.padding, field.aligned) == (9, 4, False)


@pytest.mark.parametrize(("block", "size"), [(bottleneck_v1, 483), (bottleneck_v15, 427)])
def test_residual_network_of_fifty_layers(block, size):
    field = from_module(resnet((3, 4, 6, 3), block), (1, 1, 224, 224))
    assert field == ReceptiveField(size, 32, (size - 1) // 2)
    assert field.aligned


def test_padding_modes_do_not_matter_and_wrapping_around_is_refused():
    with pytest.raises(ValueError, match="pad must not have mode 'circular'"):
        from_module(nn.Conv2d(1, 1, 3, padding=1, padding_mode="circular"), SHAPE)


def test_norms_over_positions_see_everything():
    for norm in (nn.GroupNorm(1, 1), nn.InstanceNorm2d(1)):
        field = from_module(nn.Sequential(nn.ReLU(), norm), (1, 1, 9, 9))
        assert field == ReceptiveField(size=9, stride=0, padding=0)


def test_gates_over_all_positions():
    class Gate(nn.Module):
        def forward(self, x):
            return x * x.mean((2, 3), keepdim=True).sigmoid()

    found = regions(nn.Sequential(conv(3), Gate()), (1, 1, 9, 9))
    assert found[0].all() and found[0].shape == (7, 9)
    assert from_module(Gate(), (1, 1, 9, 9)) == ReceptiveField(size=9, stride=0, padding=0)
    with pytest.raises(ValueError, match="along h the units see fields of different size"):
        (
            from_module(Gate(), (1, 1, 9, 9)),
            from_module(nn.Sequential(nn.ZeroPad2d(1), Gate(), conv(3, p=1)), (1, 1, 9, 9)),
        )


def test_a_single_output_still_has_a_stride():
    field = from_module(nn.Sequential(conv(3, 2), nn.AdaptiveAvgPool2d(1)), (1, 1, 33, 33))
    assert field == ReceptiveField(size=33, stride=32, padding=0)


def test_model_is_left_alone():
    model = nn.Sequential(conv(), nn.BatchNorm2d(1)).train()
    before = {k: v.clone() for k, v in model.state_dict().items()}
    from_module(model, SHAPE)
    assert model.training
    assert next(model.parameters()).device.type == "cpu"
    assert all(torch.equal(v, before[k]) for k, v in model.state_dict().items())


class Branching(nn.Module):
    def forward(self, x):
        return x if x.sum() > 0 else -x


class Two(nn.Module):
    def forward(self, x, y):
        return x + y


class Pair(nn.Module):
    def forward(self, x):
        return x, x


class Constant(nn.Module):
    def __init__(self):
        super().__init__()
        self.map = nn.Parameter(torch.ones(1, 1, 4, 4))

    def forward(self, x):
        return self.map + 1


class Cropped(nn.Module):
    def forward(self, x):
        return x[:, :, 1:, 1:]


class Rows(nn.Module):
    def forward(self, x):
        return torch.cat([x, x], 2)


class Mean(nn.Module):
    def forward(self, x):
        return x.mean(1, keepdim=True)


class Turned(nn.Module):
    def forward(self, x):
        return x.flatten(2).reshape(1, 1, 22, 26)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Branching(), "torch.fx cannot follow Branching"),
        (Two(), "torch.fx cannot follow Two"),
        (Pair(), "must return one tensor"),
        (Constant(), "does not depend on the input"),
        (Cropped(), "getitem: no rule says what getitem sees"),
        (Rows(), r"cat must join channels, dim=1, got dim=2"),
        (Mean(), r"mean must be over \(2, 3\)"),
        (Turned(), r"leaves the layout \(N, C, H, W\)"),
        (nn.Flatten(), "must return a map .* before positions are lost"),
        (nn.Sequential(conv(), conv(3, d=20)), r"1 \(conv2d_1\) does not fit its input: \w"),
        (nn.ConvTranspose2d(1, 1, 4, 2, 1), "along h .* transposed convolution, or .* regions"),
        (nn.ConvTranspose2d(1, 1, 2, 3), "stride <= kernel_size, got dilation=1, stride=3"),
        (nn.ConvTranspose2d(1, 1, 3, dilation=2), "needs dilation=1"),
        (nn.Upsample(scale_factor=2.5), "interpolate must enlarge by a whole number"),
        (nn.Upsample(size=(5, 5)), "interpolate must enlarge by a whole number"),
        (nn.Upsample(scale_factor=2, mode="bicubic"), "mode='bicubic'"),
        (nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), "align_corners=False"),
    ],
)
def test_what_cannot_be_said_is_named(model, message):
    with pytest.raises(ValueError, match=message):
        from_module(model, SHAPE)


def test_units_that_see_only_padding_see_nothing():
    rows, _ = regions(conv(3, p=4), SHAPE)
    assert rows.any(1).tolist() == [False, False, *[True] * 24, False, False]


def test_resizing_to_a_multiple_is_enlarging():
    by_size = nn.Upsample(size=(44, 26))
    assert torch.equal(regions(by_size, SHAPE)[0], torch.eye(22).repeat_interleave(2, 0).bool())


# --- Forms that torch accepts ---------------------------------------------------------------------


class Calls(nn.Module):
    """A module that does what it is given: calls(convolution, x)."""

    def __init__(self, calls):
        super().__init__()
        self.calls, self.convolution = calls, nn.Conv2d(1, 1, 3)

    def forward(self, x):
        return self.calls(self.convolution, x)


FORMS = {
    "input by name": (
        lambda c, x: F.avg_pool2d(
            input=F.relu(input=F.conv2d(input=x, weight=c.weight)), kernel_size=2
        ),
        ReceptiveField(4, 2, 0),
    ),
    "the first of two results": (
        lambda c, x: F.max_pool2d(c(x), 2, return_indices=True)[0],
        ReceptiveField(4, 2, 0),
    ),
    "the first of two results, adaptive": (
        lambda c, x: F.adaptive_max_pool2d(c(x), 9, return_indices=True)[0],
        ReceptiveField(4, 2, 0),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_forms_of_a_call_make_no_difference(name):
    calls, expected = FORMS[name]
    assert from_module(Calls(calls), (1, 1, 20, 20)) == expected
    assert empirical(Calls(calls), (1, 1, 20, 20)) == expected


def test_a_slice_has_no_rule():
    with pytest.raises(ValueError, match="no rule says what getitem sees"):
        from_module(Calls(lambda c, x: c(x)[:, :, ::2, ::2]), (1, 1, 20, 20))


def test_enlarging_to_the_size_of_another_map():
    model = Calls(lambda c, x: F.interpolate(F.max_pool2d(x, 2), size=x.shape[2:]))
    rows, columns = regions(model, (1, 1, 6, 8))
    assert [seen.nonzero().flatten().tolist() for seen in rows] == [
        [0, 1], [0, 1], [2, 3], [2, 3], [4, 5], [4, 5]
    ]  # fmt: skip
    assert columns.shape == (8, 8) and columns.sum() == 16


@pytest.mark.parametrize(
    ("padding", "expected"),
    [
        (nn.ReflectionPad2d(2), [[1, 2], [0, 1], [0, 1], [1, 2], [2, 3], [2, 3], [1, 2]]),
        (nn.ReplicationPad2d(2), [[0], [0], [0, 1], [1, 2], [2, 3], [3], [3]]),
        (nn.ZeroPad2d(2), [[], [0], [0, 1], [1, 2], [2, 3], [3], []]),
    ],
)
def test_padding_that_repeats_cells_is_seen_through(padding, expected):
    model = nn.Sequential(padding, nn.Conv2d(1, 1, 2))
    rows, _ = regions(model, (1, 1, 4, 4))
    assert [seen.nonzero().flatten().tolist() for seen in rows] == expected
    assert from_module(model, (1, 1, 4, 4)) == ReceptiveField(2, 1, 2)


def test_a_unit_in_a_wide_mirror_sees_something():
    rows, _ = regions(nn.ReflectionPad2d(3), (1, 1, 8, 8))
    seen = [row.nonzero().flatten().tolist() for row in rows]
    assert seen == [[k] for k in (3, 2, 1, *range(8), 6, 5, 4)]


@pytest.mark.parametrize("size", [3, 5, 9])
def test_the_pixels_behind_a_mirror_are_those_with_a_gradient(size):
    model = nn.Sequential(nn.ReflectionPad2d(2), nn.Conv2d(1, 1, 3, 2))
    torch.nn.init.ones_(model[1].weight)
    rows, columns = regions(model, (1, 1, size, size))
    for row, column in itertools.product(range(len(rows)), range(len(columns))):
        seen = seen_pixels(model, (1, 1, size, size), (row, column))
        assert torch.equal(seen, rows[row][:, None] & columns[column])


def test_instance_norm_with_fixed_statistics_sees_one_position():
    for tracks, size in ((True, 3), (False, 24)):
        norm = nn.InstanceNorm2d(2, track_running_stats=tracks)
        field = from_module(nn.Sequential(nn.Conv2d(1, 2, 3), norm).eval(), (1, 1, 24, 24))
        assert field.size == size
    fixed = Calls(lambda c, x: F.instance_norm(c(x), c.one, c.one, use_input_stats=False))
    fixed.convolution.register_buffer("one", torch.ones(1))
    assert from_module(fixed, (1, 1, 24, 24)) == ReceptiveField(3, 1, 0)


def test_a_single_unit_keeps_its_stride_behind_a_pointwise_function():
    for extra in (nn.ReLU(), nn.Dropout(), nn.BatchNorm2d(1)):
        model = nn.Sequential(nn.Conv2d(1, 1, 8, stride=2), extra)
        assert from_module(model, (1, 1, 8, 8)) == ReceptiveField(8, 2, 0)
    assert from_module(nn.Sequential(nn.Conv2d(1, 1, 8), nn.ReLU()), (1, 1, 8, 8)).stride == 1
