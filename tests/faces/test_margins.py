"""The losses against 50-digit arithmetic, torch, a peer library, and their theory."""

import math

import numpy as np
import pytest
import torch
from mpmath import mp
from torch.nn.functional import cosine_similarity, cross_entropy, linear, normalize
from torch.testing import assert_close

from dlnotes.faces.angles import cosine_logits
from dlnotes.faces.margins import (
    ArcFaceLoss,
    CosFaceLoss,
    NormFaceLoss,
    SoftmaxLoss,
    SphereFaceLoss,
    margin_logits,
)

LOSSES = {
    "softmax": SoftmaxLoss,
    "normface": NormFaceLoss,
    "sphereface": SphereFaceLoss,
    "cosface": CosFaceLoss,
    "arcface": ArcFaceLoss,
}
ANGULAR = [name for name in LOSSES if name != "softmax"]
SETTINGS = [
    ("softmax", {}),
    ("normface", {}),
    ("normface", {"scale": 3.0}),
    ("sphereface", {}),
    ("sphereface", {"margin": 1}),
    ("sphereface", {"margin": 3, "scale": 2.0}),
    ("cosface", {}),
    ("cosface", {"margin": 0.1, "scale": 5.0}),
    ("arcface", {}),
    ("arcface", {"margin": 1.2, "scale": 5.0}),
    ("arcface", {"margin": 0, "scale": 5.0}),
]


def named(setting):
    return setting if isinstance(setting, str) else ",".join(f"{k}={v}" for k, v in setting.items())


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def batch(rows=6, features=3, classes=4, seed=0, dtype=torch.float64, device="cpu"):
    """Embeddings whose angles reach from near 0 to near pi, and labels."""
    embeddings = torch.randn(rows, features, generator=generator(seed), dtype=torch.float64)
    labels = torch.arange(rows) % classes
    return embeddings.to(device, dtype).requires_grad_(), labels.to(device)


def make(name, options, features=3, classes=4, dtype=torch.float64):
    return LOSSES[name](features, classes, generator=generator(1), **options).to(dtype)


def gradients(loss, embeddings, labels):
    """(loss, gradient in the embeddings, gradient in the weight)."""
    value = loss(embeddings, labels)
    return (value, *torch.autograd.grad(value, [embeddings, loss.weight]))


# --- Against 50-digit arithmetic -------------------------------------------------------------


def folded(angle):
    """The continuation by its definition: find the half turn, then the formula of that piece."""
    k = 0
    while angle > (k + 1) * mp.pi:
        k += 1
    return (-1) ** k * mp.cos(angle) - 2 * k


def exact_logit(name, options, x, w, is_target):
    """One logit of one embedding, from the definitions in the papers, by arccos."""
    dot = mp.fdot(x, w)
    if name == "softmax":
        return dot
    length = mp.sqrt(mp.fdot(x, x))
    theta = mp.acos(dot / (length * mp.sqrt(mp.fdot(w, w))))
    loss = LOSSES[name](2, 2, **options)
    scale = mp.mpf(loss.scale) * (length if name == "sphereface" else 1)
    if not is_target or name == "normface":
        return scale * mp.cos(theta)
    margin = mp.mpf(loss.margin)
    changed = {
        "sphereface": lambda: folded(margin * theta),
        "cosface": lambda: mp.cos(theta) - margin,
        "arcface": lambda: folded(theta + margin),
    }
    return scale * changed[name]()


def exact_loss(name, options, embeddings, weight, labels):
    """Mean of -log softmax, by its definition."""
    total = mp.mpf(0)
    for x, label in zip(embeddings, labels, strict=True):
        logits = [exact_logit(name, options, x, w, j == label) for j, w in enumerate(weight)]
        total += mp.log(mp.fsum(map(mp.exp, logits))) - logits[label]
    return total / len(labels)


def exact_slopes(function, rows):
    """Central differences in every entry, good to 30 digits at 60 digits of working precision."""
    slopes, step = np.zeros((len(rows), len(rows[0]))), mp.mpf(10) ** -18
    for i, j in np.ndindex(slopes.shape):
        value = rows[i][j]
        rows[i][j] = value + step
        above = function()
        rows[i][j] = value - step
        slopes[i, j] = (above - function()) / (2 * step)
        rows[i][j] = value
    return torch.from_numpy(slopes)


@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_value_and_gradients_are_exact(name, options):
    loss, (embeddings, labels) = make(name, options), batch()
    value, by_embeddings, by_weight = gradients(loss, embeddings, labels)
    with mp.workdps(60):
        x, w = ([list(map(mp.mpf, row)) for row in m.tolist()] for m in (embeddings, loss.weight))

        def exact():
            return exact_loss(name, options, x, w, labels.tolist())

        assert_close(value.item(), float(exact()), rtol=1e-12, atol=1e-12)
        assert_close(by_embeddings, exact_slopes(exact, x), rtol=1e-9, atol=1e-11)
        assert_close(by_weight, exact_slopes(exact, w), rtol=1e-9, atol=1e-11)


def test_the_batch_reaches_every_piece():
    embeddings, labels = batch()
    weight = make("arcface", {}).weight
    cosine = cosine_logits(embeddings, weight).gather(1, labels[:, None])
    theta = torch.acos(cosine)
    assert (4 * theta / math.pi).floor().unique().numel() >= 3  # pieces of SphereFace
    assert (theta + 1.2 > math.pi).any()  # ArcFace beyond pi
    assert (theta + 1.2 < math.pi).any()


# --- Against closed forms in numpy -----------------------------------------------------------


@pytest.mark.parametrize(
    ("m1", "m2", "m3", "scale"),
    [(1, 0, 0, 1), (1.0, 0.5, 0.0, 64.0), (0.9, 0.4, 0.15, 64.0), (4, 0, 0, 1), (2, -0.3, 0.1, 7)],
)
def test_margin_logits_and_their_slopes(m1, m2, m3, scale):
    cosine = np.random.default_rng(0).uniform(-1, 1, (500, 5))
    labels = np.arange(500) % 5
    rows = np.arange(500)
    angle = m1 * np.arccos(cosine[rows, labels]) + m2
    pieces = [np.abs(angle - np.pi * np.round(angle / np.pi)) > 1e-3, np.abs(angle) >= 0]
    k = np.floor(angle / np.pi)
    expected, slope = scale * cosine, np.full_like(cosine, scale)
    expected[rows, labels] = scale * (np.cos(np.pi * k) * np.cos(angle) - 2 * k - m3)
    slope[rows, labels] = (
        scale * m1 * np.abs(np.sin(angle)) / np.sin(np.arccos(cosine[rows, labels]))
    )
    tensor = torch.tensor(cosine, requires_grad=True)
    logits = margin_logits(tensor, torch.tensor(labels), m1=m1, m2=m2, m3=m3, scale=scale)
    assert_close(logits.detach(), torch.tensor(expected), rtol=1e-12, atol=1e-12)
    (found,) = torch.autograd.grad(logits.sum(), tensor)
    assert_close(found[pieces[0]], torch.tensor(slope[pieces[0]]), rtol=1e-9, atol=1e-9)


def test_up_to_pi_it_is_the_combined_margin_of_the_arcface_paper():
    cosine = torch.linspace(-0.85, 1, 200, dtype=torch.float64)[:, None].expand(200, 2)
    labels = torch.zeros(200, dtype=torch.int64)
    expected = 64 * (torch.cos(torch.acos(cosine[:, 0]) + 0.5) - 0.2)
    logits = margin_logits(cosine, labels, m2=0.5, m3=0.2, scale=64)
    assert_close(logits[:, 0], expected, rtol=1e-12, atol=1e-12)
    assert_close(logits[:, 1], 64 * cosine[:, 1], rtol=0, atol=0)


def test_a_worked_example():
    """60 degrees to the right class, 90 to 999 others: p as the chapter's exercise says."""
    cosine = torch.zeros(1, 1000, dtype=torch.float64)
    cosine[0, 7] = 0.5
    label = torch.tensor([7])
    found = {
        name: margin_logits(cosine, label, scale=64.0, **margins).softmax(1)[0, 7].item()
        for name, margins in {"none": {}, "arc": {"m2": 0.5}, "cos": {"m3": 0.35}}.items()
    }
    expected = {
        "none": 1 / (1 + 999 * math.exp(-32)),
        "arc": 1 / (1 + 999 * math.exp(-64 * math.cos(math.pi / 3 + 0.5))),
        "cos": 1 / (1 + 999 * math.exp(-64 * 0.15)),
    }
    assert found == pytest.approx(expected, rel=1e-12)


def test_gradients_of_gradients():
    cosine = torch.tensor([[0.3, -0.6], [0.9, 0.1]], dtype=torch.float64, requires_grad=True)
    labels = torch.tensor([1, 0])

    def logits(cosine):
        return margin_logits(cosine, labels, m1=1.3, m2=0.4, m3=0.1, scale=3.0)

    assert torch.autograd.gradcheck(logits, cosine)
    assert torch.autograd.gradgradcheck(logits, cosine)


# --- Against torch and a peer library --------------------------------------------------------


def assert_same_as(loss, theirs, embeddings, labels):
    """Value, gradient in the embeddings and in the weight; `theirs` maps (x, W) to a loss."""
    value = theirs(embeddings, loss.weight)
    expected = (value, *torch.autograd.grad(value, [embeddings, loss.weight]))
    for ours, other in zip(gradients(loss, embeddings, labels), expected, strict=True):
        assert_close(ours, other, rtol=1e-9, atol=1e-11)


def test_softmax_is_torchs():
    loss, (embeddings, labels) = make("softmax", {}), batch(50)
    with torch.no_grad():
        loss.bias.copy_(torch.tensor([0.3, -1.0, 0.0, 2.0]))
    assert_same_as(
        loss, lambda x, w: cross_entropy(linear(x, w, loss.bias), labels), embeddings, labels
    )


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("normface", {"scale": 7.0}),
        ("cosface", {"scale": 7.0, "margin": 0}),
        ("arcface", {"scale": 7.0, "margin": 0}),
    ],
)
def test_without_margin_all_are_a_scaled_cosine_similarity(name, options):
    embeddings, labels = batch(50)
    assert_same_as(
        make(name, options),
        lambda x, w: cross_entropy(7.0 * cosine_similarity(x[:, None], w[None], dim=2), labels),
        embeddings,
        labels,
    )


def test_sphereface_with_margin_1_is_the_modified_softmax():
    embeddings, labels = batch(50)
    assert_same_as(
        make("sphereface", {"margin": 1}),
        lambda x, w: cross_entropy(x @ normalize(w).T, labels),
        embeddings,
        labels,
    )


@pytest.mark.parametrize(("name", "scale"), [("ArcFace", 64), ("CosFace", 64), ("SphereFace", 1)])
def test_pytorch_metric_learning(name, scale):
    losses = pytest.importorskip("pytorch_metric_learning.losses")
    ours = make(name.lower(), {}, features=8)
    margin = math.degrees(0.5) if name == "ArcFace" else ours.margin
    peer = getattr(losses, f"{name}Loss")(4, 8, margin=margin, scale=scale).double()
    embeddings, labels = batch(30, features=8)
    cosine = cosine_logits(embeddings, ours.weight).gather(1, labels[:, None])
    assert cosine.min() > math.cos(math.pi - 0.5)  # beyond, that library's logit jumps

    def theirs(x, w):
        peer.W = torch.nn.Parameter(w.detach().T.clone())
        return torch.func.functional_call(peer, {"W": w.T}, (x, labels))

    assert_same_as(ours, theirs, embeddings, labels)


# --- The theory ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["normface", "cosface", "arcface"])
def test_the_length_of_an_embedding_does_not_matter(name):
    loss, (embeddings, labels) = make(name, {}), batch(20)
    value, slope, _ = gradients(loss, embeddings, labels)
    longer = (3 * embeddings.detach()).requires_grad_()
    value_, slope_, _ = gradients(loss, longer, labels)
    assert_close(value_, value, rtol=1e-12, atol=1e-12)
    assert_close(slope_, slope / 3, rtol=1e-9, atol=1e-12)
    assert (embeddings * slope).sum(1).abs().max() < 1e-12 * slope.abs().max()


@pytest.mark.parametrize("name", ANGULAR)
def test_the_length_of_a_weight_does_not_matter(name):
    loss, (embeddings, labels) = make(name, {}), batch(20)
    value, _, slope = gradients(loss, embeddings, labels)
    assert (loss.weight * slope).sum(1).abs().max() < 1e-12 * slope.abs().max()
    with torch.no_grad():
        loss.weight.mul_(torch.tensor([[0.1], [1.0], [7.0], [1e-200]], dtype=torch.float64))
    assert_close(loss(embeddings, labels), value, rtol=1e-12, atol=1e-12)


def test_sphereface_grows_with_the_length_of_the_embedding():
    loss, (embeddings, labels) = make("sphereface", {}), batch(20)
    logits = loss.logits(embeddings, labels)
    assert_close(loss.logits(3 * embeddings, labels), 3 * logits, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", LOSSES)
def test_turning_everything_changes_nothing(name):
    loss, (embeddings, labels) = make(name, {}), batch(20)
    turn, _ = torch.linalg.qr(torch.randn(3, 3, generator=generator(5), dtype=torch.float64))
    value, slope, _ = gradients(loss, embeddings, labels)
    with torch.no_grad():
        loss.weight.copy_(loss.weight @ turn)
    turned = (embeddings.detach() @ turn).requires_grad_()
    value_, slope_, _ = gradients(loss, turned, labels)
    assert_close(value_, value, rtol=1e-11, atol=1e-11)
    assert_close(slope_, slope @ turn, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ["sphereface", "cosface", "arcface"])
def test_a_margin_costs_and_only_the_right_class_pays(name):
    loss, (embeddings, labels) = make(name, {}), batch(50)
    logits = loss.logits(embeddings, labels)
    plain = SphereFaceLoss(3, 4, margin=1) if name == "sphereface" else NormFaceLoss(3, 4, scale=64)
    plain.weight = loss.weight
    without = plain.logits(embeddings, labels)
    target = torch.nn.functional.one_hot(labels, 4).bool()
    assert_close(logits[~target], without[~target], rtol=0, atol=0)
    assert (logits[target] <= without[target]).all()
    assert loss(embeddings, labels) > plain(embeddings, labels) + 0.1


@pytest.mark.parametrize("margins", [{"m1": 4}, {"m2": 0.5}, {"m3": 0.35}, {"m1": 2, "m2": 1}])
def test_the_target_logit_falls_with_the_angle_and_never_jumps(margins):
    theta = torch.linspace(0, math.pi, 20_001, dtype=torch.float64)
    cosine = torch.cos(theta)[:, None].expand(-1, 2)
    labels = torch.zeros(len(theta), dtype=torch.int64)
    steps = margin_logits(cosine, labels, **margins, scale=1.0)[:, 0].diff()
    assert (steps < 1e-12).all()
    assert steps.min() > -1.01 * margins.get("m1", 1) * math.pi / 20_000


# --- At the ends and in few digits -----------------------------------------------------------

ALL_MARGINS = [{}, {"m1": 4}, {"m2": 0.5}, {"m3": 0.35}, {"m1": 0.9, "m2": 0.4, "m3": 0.15}]
DTYPES = [torch.float64, torch.float32, torch.float16, torch.bfloat16]


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("margins", ALL_MARGINS, ids=named)
def test_finite_where_the_cosine_is_1(margins, dtype):
    cosine = torch.tensor([[1.0, -1.0], [-1.0, 1.0]], dtype=dtype, requires_grad=True)
    labels = torch.tensor([0, 0])
    logits = margin_logits(cosine, labels, **margins, scale=64.0)
    (slope,) = torch.autograd.grad(cross_entropy(logits, labels), cosine)
    assert slope.isfinite().all()
    assert slope.dtype == dtype
    assert logits.dtype == (torch.float64 if dtype == torch.float64 else torch.float32)


@pytest.mark.parametrize("m1", [1, 2, 3, 4, 1.5])
def test_values_and_slopes_at_the_ends(m1):
    """psi(0) = 1 with slope m1^2 in the cosine; at pi that slope too, for whole m1."""
    cosine = torch.tensor([[1.0], [-1.0]], dtype=torch.float64, requires_grad=True)
    logits = margin_logits(cosine, torch.tensor([0, 0]), m1=m1, scale=1.0)
    whole = float(m1).is_integer()
    last = 1 - 2 * m1 if whole else float(folded(m1 * mp.pi))
    assert logits.flatten().tolist() == pytest.approx([1, last], abs=1e-14)
    (slope,) = torch.autograd.grad(logits.sum(), cosine)
    assert slope[0].item() == pytest.approx(m1**2, rel=1e-6)
    if whole:
        assert slope[1].item() == pytest.approx(m1**2, rel=1e-6)


def test_arcface_at_the_ends_has_the_exact_value():
    cosine = torch.tensor([[1.0], [-1.0]], dtype=torch.float64)
    logits = margin_logits(cosine, torch.tensor([0, 0]), m2=0.5, scale=1.0)
    expected = [[math.cos(0.5)], [-2 + math.cos(0.5)]]
    assert_close(logits, torch.tensor(expected, dtype=torch.float64), rtol=0, atol=1e-15)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
def test_near_the_weight_the_gradient_stays_that_of_the_formula(dtype):
    """|d logit / d x| = s sin(theta + m) / |x|, at most s; a slope cut off too late is far above.

    A cosine cannot tell angles below sqrt(2 eps) apart, so close to the weight the length may be
    anything up to a little above the limit.
    """
    theta = torch.logspace(-9, -1, 400, dtype=torch.float64)
    turn = torch.rand(400, generator=generator(), dtype=torch.float64) * 2 * math.pi
    weight = torch.stack([torch.cos(turn), torch.sin(turn)], 1).to(dtype)  # (400, 2)
    embeddings = torch.stack([torch.cos(turn + theta), torch.sin(turn + theta)], 1).to(dtype)
    embeddings.requires_grad_()
    cosine = cosine_logits(embeddings, weight)
    labels = torch.arange(400)
    logits = margin_logits(cosine, labels, m2=0.5, scale=1.0)
    (slope,) = torch.autograd.grad(logits.diagonal().sum(), embeddings)
    lengths = slope.norm(dim=1).double()
    assert lengths.max() < 1.5 * math.sin(0.6)
    resolved = theta > 20 * math.sqrt(torch.finfo(dtype).eps)
    assert_close(lengths[resolved], torch.sin(theta + 0.5)[resolved], rtol=0.02, atol=0)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
@pytest.mark.parametrize("name", LOSSES)
def test_half_precision_is_computed_in_float32(name, dtype):
    loss = make(name, {}, dtype=torch.float32)
    embeddings, labels = batch(20, dtype=dtype)
    value, slope, _ = gradients(loss, embeddings, labels)
    full = embeddings.detach().float().requires_grad_()
    value_, slope_, _ = gradients(loss, full, labels)
    assert value.dtype == torch.float32
    assert_close(value, value_, rtol=0, atol=0)
    assert_close(slope, slope_.to(dtype), rtol=0, atol=0)
    halves = make(name, {}, dtype=dtype)
    assert halves(embeddings, labels).isfinite()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        under = loss(full, labels)
    tolerance = {"rtol": 0.05, "atol": 0.05} if name == "softmax" else {"rtol": 0, "atol": 0}
    assert_close(under, value_, **tolerance)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
@pytest.mark.parametrize("size", [1e-30, 1e-25, 1e25, 1e30])
def test_very_short_and_very_long_embeddings(size, dtype):
    loss = make("arcface", {}, dtype=dtype)
    embeddings, labels = batch(20, dtype=dtype)
    scaled = size * embeddings.detach()
    assert_close(loss(scaled, labels), loss(embeddings, labels), rtol=1e-4, atol=1e-4)


def test_arguments_are_left_alone():
    cosine = torch.tensor([[0.5, 0.2]], dtype=torch.float64)
    labels = torch.tensor([0])
    margin_logits(cosine, labels, m1=2, m2=0.1, m3=0.1, scale=3.0)
    assert cosine._version == labels._version == 0


@pytest.mark.parametrize("name", LOSSES)
def test_what_a_loss_learns(name):
    loss = LOSSES[name](5, 7, generator=generator(3))
    again = LOSSES[name](5, 7, generator=generator(3))
    names = {key: tuple(value.shape) for key, value in loss.named_parameters()}
    assert names == {"weight": (7, 5), **({"bias": (7,)} if name == "softmax" else {})}
    assert torch.equal(loss.weight, again.weight)
    many = LOSSES[name](50, 200, generator=generator(3)).weight
    assert many.square().sum(dim=1).mean().item() == pytest.approx(1, abs=0.1)


# --- Bad input -------------------------------------------------------------------------------

NAN, INF = math.nan, math.inf
X, Y = [[1.0, 0.0], [0.0, 1.0]], [0, 1]
BAD_BATCHES = [
    (X, [0, 3], ValueError, r"labels must be 0 to 2, got 3 in row 1"),
    (X, [-1, 0], ValueError, r"labels must be 0 to 2, got -1 in row 0"),
    (X, [0], ValueError, r"labels must have shape \(2,\), got \(1,\)"),
    (X, [[0], [1]], ValueError, r"labels must have shape \(2,\), got \(2, 1\)"),
    (X, [0.0, 1.0], TypeError, r"labels must be an int64 tensor, got torch\.float"),
    ([[1.0, NAN], X[1]], Y, ValueError, r"embeddings must be finite, got nan or inf in row 0"),
    ([X[0], [INF, 1.0]], Y, ValueError, r"embeddings must be finite, got nan or inf in row 1"),
    ([[1.0], [1.0]], Y, ValueError, r"embeddings must have shape \(N, 2\).* got \(2, 1\)"),
    ([1.0, 0.0], Y, ValueError, r"embeddings must have shape \(N, 2\), got \(2,\)"),
    ([[1, 0], [0, 1]], Y, TypeError, r"embeddings must be a floating-point tensor, got .*int64"),
]


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize(("rows", "labels", "error", "message"), BAD_BATCHES)
def test_bad_batches_are_named(name, rows, labels, error, message):
    with pytest.raises(error, match=message):
        LOSSES[name](2, 3)(torch.tensor(rows), torch.tensor(labels))


@pytest.mark.parametrize("name", LOSSES)
def test_an_empty_batch_is_refused(name):
    with pytest.raises(ValueError, match=r"embeddings must not be empty, got shape \(0, 2\)"):
        LOSSES[name](2, 3)(torch.zeros(0, 2), torch.zeros(0, dtype=torch.int64))


@pytest.mark.parametrize("name", LOSSES)
def test_lists_are_refused(name):
    with pytest.raises(TypeError, match=r"embeddings must be a floating-point tensor, got \[\["):
        LOSSES[name](2, 3)(X, torch.tensor(Y))
    with pytest.raises(TypeError, match="labels must be an int64 tensor, got list"):
        LOSSES[name](2, 3)(torch.tensor(X), Y)


@pytest.mark.parametrize("name", ANGULAR)
def test_zero_rows_have_no_angle(name):
    loss = LOSSES[name](2, 3)
    with pytest.raises(ValueError, match=r"embeddings must have no zero rows.* row 1 is zero"):
        loss(torch.tensor([[1.0, 0.0], [0.0, 0.0]]), torch.tensor(Y))
    with torch.no_grad():
        loss.weight[2] = 0
    with pytest.raises(ValueError, match=r"weight must have no zero rows.* row 2 is zero"):
        loss(torch.tensor(X), torch.tensor(Y))


def test_plain_softmax_takes_zero_rows():
    assert SoftmaxLoss(2, 3)(torch.zeros(1, 2), torch.tensor([0])).item() == pytest.approx(
        math.log(3)
    )


@pytest.mark.parametrize("name", ANGULAR)
def test_two_precisions_are_refused(name):
    with pytest.raises(TypeError, match=r"one dtype .* torch\.float64 on cpu and torch\.float32"):
        LOSSES[name](2, 3)(torch.tensor(X, dtype=torch.float64), torch.tensor(Y))


BAD_OPTIONS = [
    (ANGULAR, {"scale": 0}, ValueError, r"scale must lie in \(0, inf\), got 0"),
    (ANGULAR, {"scale": -1.0}, ValueError, r"scale must .* got -1\.0"),
    (ANGULAR, {"scale": NAN}, ValueError, "scale must .* got nan"),
    (ANGULAR, {"scale": INF}, ValueError, "scale must .* got inf"),
    (ANGULAR, {"scale": "64"}, TypeError, "scale must .* got '64'"),
    (["arcface"], {"margin": 28.6}, ValueError, r"margin must lie in \[0, pi\), got 28\.6"),
    (["arcface"], {"margin": -0.1}, ValueError, r"margin must lie .* got -0\.1"),
    (["cosface"], {"margin": 2.0}, ValueError, r"margin must lie in \[0, 2\), got 2\.0"),
    (["cosface"], {"margin": NAN}, ValueError, "margin must lie .* got nan"),
    (["cosface", "arcface"], {"margin": True}, TypeError, "margin must be .* got True"),
    (["sphereface"], {"margin": 0}, ValueError, "margin must be a whole number .* 1, got 0"),
    (["sphereface"], {"margin": 1.5}, TypeError, r"margin must be a whole .* got 1\.5"),
]


@pytest.mark.parametrize(
    ("name", "options", "error", "message"),
    [(name, *rest) for names, *rest in BAD_OPTIONS for name in names],
)
def test_bad_options_are_named(name, options, error, message):
    with pytest.raises(error, match=message):
        LOSSES[name](2, 3, **options)


@pytest.mark.parametrize("name", LOSSES)
def test_bad_sizes_are_named(name):
    with pytest.raises(ValueError, match=r"num_features must be a whole .* least 1, got 0"):
        LOSSES[name](0, 3)
    with pytest.raises(ValueError, match=r"num_classes must be a whole .* least 2, got 1"):
        LOSSES[name](2, 1)
    with pytest.raises(TypeError, match=r"num_classes must be a whole .* got 3\.0"):
        LOSSES[name](2, 3.0)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"m1": 0, "scale": 1}, ValueError, "m1 must lie in .* got 0"),
        ({"m2": INF, "scale": 1}, ValueError, "m2 must lie in .* got inf"),
        ({"m3": NAN, "scale": 1}, ValueError, "m3 must lie in .* got nan"),
        ({"m3": "x", "scale": 1}, TypeError, "m3 must be a number .* got 'x'"),
        ({"scale": 0}, ValueError, r"scale must lie in \(0, inf\), got 0"),
    ],
)
def test_bad_margins_are_named(options, error, message):
    with pytest.raises(error, match=message):
        margin_logits(torch.tensor([[0.5, 0.1]]), torch.tensor([0]), **options)


def test_logits_that_are_no_cosines_are_refused():
    """Only the right class's has to be the cosine of an angle; nan elsewhere stays nan."""
    with pytest.raises(ValueError, match=r"cosine must be in \[-1, 1\], got -3\.5 in row 1"):
        margin_logits(torch.tensor([[0.5, 0.1], [1.0, -3.5]]), torch.tensor([0, 1]), scale=1)
    for bad in (NAN, INF, -INF):
        with pytest.raises(ValueError, match=r"cosine must be in .* row 0"):
            margin_logits(torch.tensor([[bad, 0.5]]), torch.tensor([0]), scale=1)
        elsewhere = margin_logits(torch.tensor([[0.5, bad]]), torch.tensor([0]), scale=1)
        assert not elsewhere[0, 1].isfinite()
    rounded = torch.tensor([[1.0000002, -1.0000002]])
    assert margin_logits(rounded, torch.tensor([0]), m2=0.5, scale=1.0).isfinite().all()


# --- On a GPU --------------------------------------------------------------------------------


@pytest.mark.gpu
@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_gpu_equals_the_cpu(name, options):
    if not (torch.cuda.is_available() or torch.backends.mps.is_available()):
        pytest.skip("no CUDA or MPS device")
    cuda = torch.cuda.is_available()
    device, dtype = ("cuda", torch.float64) if cuda else ("mps", torch.float32)
    loss, (embeddings, labels) = make(name, options, dtype=dtype), batch(50, dtype=dtype)
    expected = gradients(loss, embeddings, labels)
    there = embeddings.detach().to(device).requires_grad_()
    found = gradients(loss.to(device), there, labels.to(device))
    tolerance = 1e-9 if cuda else 1e-4
    for ours, reference in zip(found, expected, strict=True):
        assert ours.device.type == device
        assert_close(ours.cpu(), reference, rtol=tolerance, atol=tolerance)


@pytest.mark.gpu
@pytest.mark.parametrize("name", LOSSES)
def test_gpu_half_precision_is_finite(name):
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device")
    loss = make(name, {}, dtype=torch.float32).cuda()
    for dtype in (torch.float16, torch.bfloat16):
        embeddings, labels = batch(50, dtype=dtype, device="cuda")
        with torch.autocast("cuda", dtype=dtype):
            found = gradients(loss, embeddings, labels)
        assert all(tensor.isfinite().all() for tensor in found)
