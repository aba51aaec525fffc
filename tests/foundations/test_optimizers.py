"""The optimisers against torch.optim step for step, against their theory, and against bad input."""

import copy
import io
import math

import pytest
import sympy as sp
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.optim import lr_scheduler
from torch.testing import assert_close

from dlnotes.foundations.optimizers import (
    SGD,
    Adam,
    AdamW,
    adam_denominator,
    adam_direction,
    bias_correction,
    ema,
    l2_gradient,
)

OURS = {"SGD": SGD, "Adam": Adam, "AdamW": AdamW}
SHAPES = [(3, 4), (5,), (), (2, 0), (2, 3, 2)]
SETTINGS = [
    ("SGD", {}),
    ("SGD", {"lr": 0.1, "weight_decay": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.4, "weight_decay": 0.3}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.3}),
    ("Adam", {}),
    ("Adam", {"lr": 0.1, "weight_decay": 0.3}),
    ("Adam", {"lr": 0.1, "betas": (0.5, 0.7), "eps": 1e-2}),
    ("Adam", {"lr": 0.1, "betas": (0.0, 0.0), "weight_decay": 0.3, "amsgrad": True}),
    ("Adam", {"lr": 0.1, "betas": (0.3, 0.4), "amsgrad": True}),
    ("AdamW", {}),
    ("AdamW", {"lr": 0.1, "weight_decay": 0}),
    ("AdamW", {"lr": 0.1, "weight_decay": 0.3}),
    ("AdamW", {"lr": 0.1, "weight_decay": 0.3, "betas": (0.5, 0.7), "eps": 1e-2}),
    ("AdamW", {"lr": 0.1, "weight_decay": 0.3, "betas": (0.3, 0.4), "amsgrad": True}),
]
TOLERANCE = {
    torch.float64: {"rtol": 1e-12, "atol": 1e-12},
    torch.float32: {"rtol": 1e-5, "atol": 1e-6},
    torch.bfloat16: {"rtol": 2**-7, "atol": 2**-7},
}


def named(setting):
    return setting if isinstance(setting, str) else ",".join(f"{k}={v}" for k, v in setting.items())


def make_params(dtype=torch.float64, device="cpu", seed=0):
    generator = torch.Generator().manual_seed(seed)
    values = [torch.randn(shape, generator=generator, dtype=torch.float64) for shape in SHAPES]
    return [value.to(device, dtype).requires_grad_() for value in values]


def loss_of(params, step):
    """A bumpy loss whose gradient depends on the parameters and changes with the step."""
    return sum((torch.sin(3 * p + step) + (p - 0.5) ** 2 / (1 + step % 3)).sum() for p in params)


def set_gradients(params, step, without=()):
    for i, param in enumerate(params):
        param.grad = None
        if i not in without:
            param.grad = torch.autograd.grad(loss_of([param], step), param)[0]


def assert_same(ours, theirs, dtype=torch.float64):
    """Parameters and every state tensor agree; the states have the same names."""
    for group, group_ in zip(ours.param_groups, theirs.param_groups, strict=True):
        for param, param_ in zip(group["params"], group_["params"], strict=True):
            assert_close(param, param_, **TOLERANCE[dtype])
            state, state_ = ours.state.get(param, {}), theirs.state.get(param_, {})
            assert state.keys() == state_.keys()
            for key in state:
                assert_close(state[key], state_[key], **TOLERANCE[dtype])


def pair(name, options, dtype=torch.float64, device="cpu"):
    ours = OURS[name](make_params(dtype, device), **options)
    theirs = getattr(torch.optim, name)(make_params(dtype, device), foreach=False, **options)
    return ours, theirs


def step_both(optimizers, step, without=()):
    for optimizer in optimizers:
        params = [p for group in optimizer.param_groups for p in group["params"]]
        set_gradients(params, step, without)
        optimizer.step()


# --- Step for step with torch.optim ---------------------------------------------------------


@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_equals_torch(name, options, dtype):
    both = pair(name, options, dtype)
    for step in range(30):
        step_both(both, step)
        assert_same(*both, dtype)


unit = st.floats(0, 0.999)
sizes = st.floats(-20, 20).map(lambda x: 10.0**x) | st.just(0.0)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["Adam", "AdamW"]),
    lr=st.floats(0, 1),
    betas=st.tuples(unit, unit),
    eps=st.floats(1e-12, 1),
    weight_decay=st.floats(0, 1),
    amsgrad=st.booleans(),
    grads=st.lists(st.tuples(sizes, sizes.map(lambda x: -x)), min_size=1, max_size=6),
)
def test_equals_torch_anywhere(name, grads, **options):
    params = [torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True) for _ in range(2)]
    ours = OURS[name]([params[0]], **options)
    theirs = getattr(torch.optim, name)([params[1]], foreach=False, **options)
    for grad in grads:
        for optimizer, param in zip((ours, theirs), params, strict=True):
            param.grad = torch.tensor(grad, dtype=torch.float64)
            optimizer.step()
        assert_same(ours, theirs)


@settings(max_examples=40, deadline=None)
@given(
    lr=st.floats(0, 1),
    momentum=st.floats(0.1, 1.5),
    dampening=st.floats(0, 1),
    weight_decay=st.floats(0, 1),
    nesterov=st.booleans(),
)
def test_sgd_equals_torch_anywhere(nesterov, dampening, **options):
    both = pair("SGD", {**options, "dampening": 0 if nesterov else dampening, "nesterov": nesterov})
    for step in range(5):
        step_both(both, step)
        assert_same(*both)


SCHEDULES = {
    "step": lambda o: lr_scheduler.StepLR(o, step_size=3, gamma=0.5),
    "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=10),
    "warmup": lambda o: lr_scheduler.LambdaLR(o, lambda t: min(1.0, t / 5)),
    "one cycle": lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.2, total_steps=21),
}


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("name", OURS)
def test_equals_torch_under_a_schedule(name, schedule):
    # "one cycle" also moves momentum or beta1 at every step.
    momentum = {"momentum": 0.9} if name == "SGD" else {}
    both = pair(name, {"lr": 0.1, "weight_decay": 0.3, **momentum})
    schedulers = [SCHEDULES[schedule](optimizer) for optimizer in both]
    rates = set()
    for step in range(20):
        step_both(both, step)
        assert_same(*both)
        for scheduler in schedulers:
            scheduler.step()
        rates.add(both[0].param_groups[0]["lr"])
    assert len(rates) > 3


GROUPS = {
    "SGD": [{}, {"lr": 0.01, "momentum": 0.5}, {"weight_decay": 0.7, "momentum": 0.9}],
    "Adam": [{}, {"lr": 0.01, "betas": (0.2, 0.9)}, {"weight_decay": 0.7, "amsgrad": True}],
    "AdamW": [{}, {"lr": 0.01, "eps": 0.1}, {"weight_decay": 0.7, "amsgrad": True}],
}


@pytest.mark.parametrize("name", OURS)
def test_equals_torch_with_groups_that_join_later(name):
    def first_groups():
        first, second, third, *rest = make_params()
        groups = [[first], [second, third], rest]
        return [{"params": p, **g} for p, g in zip(groups, GROUPS[name], strict=True)]

    both = (
        OURS[name](first_groups(), lr=0.1),
        getattr(torch.optim, name)(first_groups(), lr=0.1, foreach=False),
    )
    for step in range(20):
        if step == 7:
            for optimizer in both:
                optimizer.add_param_group({"params": make_params(seed=1), "weight_decay": 0.2})
        step_both(both, step)
        assert_same(*both)
    assert [g["lr"] for g in both[0].param_groups] == [0.1, 0.01, 0.1, 0.1]


@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_equals_torch_where_gradients_are_missing(name, options):
    both = pair(name, options)
    untouched = both[0].param_groups[0]["params"][1].detach().clone()
    for step in range(12):
        step_both(both, step, without={0: (1, 2), 1: (1, 4)}.get(step % 3, (1,)))
        assert_same(*both)
    assert_close(both[0].param_groups[0]["params"][1].detach(), untouched, rtol=0, atol=0)


def test_equals_torch_on_transposed_memory():
    def params():
        return [p.t().detach().requires_grad_() for p in make_params()[:1]]

    both = AdamW(params(), lr=0.1), torch.optim.AdamW(params(), lr=0.1, foreach=False)
    for step in range(5):
        step_both(both, step)
        assert_same(*both)
    (param,) = both[0].param_groups[0]["params"]
    assert not param.is_contiguous()
    assert both[0].state[param]["exp_avg_sq"].stride() == param.stride()


@pytest.mark.parametrize("name", OURS)
def test_closure_is_run_with_gradients_and_its_loss_returned(name):
    both = pair(name, {"lr": 0.1})
    for step in range(5):
        losses = []
        for optimizer in both:
            params = optimizer.param_groups[0]["params"]

            def closure(optimizer=optimizer, params=params, step=step):
                optimizer.zero_grad()
                loss = loss_of(params, step)
                loss.backward()
                return loss

            losses.append(optimizer.step(closure))
        assert_close(losses[0], losses[1])
        assert losses[0].requires_grad
        assert_same(*both)
    assert both[0].step() is None


# --- States travel ---------------------------------------------------------------------------


def saved(optimizer):
    buffer = io.BytesIO()
    torch.save(optimizer.state_dict(), buffer)
    buffer.seek(0)
    return torch.load(buffer, weights_only=True)


@pytest.mark.parametrize("direction", ["ours to torch", "torch to ours", "ours to ours"])
@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_state_dict_travels(name, options, direction):
    ours, theirs = pair(name, options)
    source, reference = (theirs, ours) if direction == "torch to ours" else (ours, theirs)
    for step in range(7):
        step_both((source, reference), step)
    params = [p.detach().clone().requires_grad_() for p in source.param_groups[0]["params"]]
    maker = getattr(torch.optim, name) if direction == "ours to torch" else OURS[name]
    target = maker(params, lr=0.5)
    for _ in range(2):  # loading twice is loading once
        target.load_state_dict(saved(source))
    for step in range(7, 14):
        step_both((target, reference), step)
        pairs = (reference, target) if direction == "torch to ours" else (target, reference)
        assert_same(*pairs)


def test_state_dict_goes_there_and_back():
    both = pair("AdamW", {"lr": 0.1, "weight_decay": 0.3, "amsgrad": True})
    for step in range(12):
        step_both(both, step)
        states = [saved(optimizer) for optimizer in both]
        for optimizer, state in zip(both, reversed(states), strict=True):
            optimizer.load_state_dict(state)
    assert_same(*both)


def test_deepcopy_continues_alone():
    ours, theirs = pair("AdamW", {"lr": 0.1})
    step_both((ours, theirs), 0)
    twin = copy.deepcopy(ours)
    step_both((ours, theirs), 1)
    assert_same(ours, theirs)
    step_both((twin,), 1)
    assert_same(twin, theirs)


def test_step_is_counted_beyond_what_bfloat16_can_hold():
    param = torch.ones(1, dtype=torch.bfloat16, requires_grad=True)
    optimizer = Adam([param])
    param.grad = torch.ones_like(param)
    for _ in range(260):
        optimizer.step()
    assert optimizer.state[param]["step"] == 260


# --- The formulas ----------------------------------------------------------------------------


def assert_is(function, formula, **points):
    """`function` has the values and the gradients of a sympy formula at the given points."""
    symbols = {symbol.name: symbol for symbol in formula.free_symbols}
    names = [symbols[name] for name in points]
    inputs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in points.values()]
    value = function(*inputs)
    gradients = torch.autograd.grad(value.sum(), inputs)
    at = [dict(zip(names, row, strict=True)) for row in zip(*points.values(), strict=True)]
    expected = [float(formula.subs(point)) for point in at]
    assert_close(value.detach(), torch.tensor(expected, dtype=torch.float64), rtol=1e-12, atol=0)
    for name, gradient in zip(names, gradients, strict=True):
        slope = [float(sp.diff(formula, name).subs(point)) for point in at]
        slope = torch.tensor(slope, dtype=torch.float64)
        assert_close(gradient, slope, rtol=1e-10, atol=1e-12, msg=lambda m, n=name: f"{n}: {m}")


M, V, G, W = [-0.7, 0.2, 3.0], [0.4, 1e-4, 2.0], [1.0, -2.0, 0.5], [0.3, -1.1, 5.0]
BETA1, BETA2, STEP, EPS = [0.9, 0.5, 0.1], [0.999, 0.7, 0.95], [1.0, 3.0, 50.0], [1e-8, 0.1, 1.0]


def test_bias_correction_is_its_formula():
    beta, step = sp.symbols("beta step", positive=True)
    assert_is(bias_correction, (1 - beta**step), beta=BETA1, step=STEP)
    assert bias_correction(0.9, 1) == pytest.approx(0.1)
    assert bias_correction(0, 1) == 1


def test_ema_is_its_formula():
    average, value, beta = sp.symbols("average value beta")
    assert_is(ema, beta * average + (1 - beta) * value, average=M, value=G, beta=BETA1)


def test_ema_writes_only_where_told():
    average, value = torch.tensor([1.0, 2.0]), torch.tensor([3.0, -2.0])
    out = torch.empty(2)
    assert ema(average, value, 0.75, out=out) is out
    assert_close(out, torch.tensor([1.5, 1.0]))
    assert_close(average, torch.tensor([1.0, 2.0]), rtol=0, atol=0)
    assert ema(average, value, 0.75, out=average) is average


def test_denominator_is_its_formula():
    v, step, beta2, eps = sp.symbols("v step beta2 eps", positive=True)
    formula = sp.sqrt(v / (1 - beta2**step)) + eps
    assert_is(adam_denominator, formula, v=V, step=STEP, beta2=BETA2, eps=EPS)


def test_direction_is_its_formula():
    m, v, step, beta1, beta2, eps = sp.symbols("m v step beta1 beta2 eps", positive=True)
    m_hat, v_hat = m / (1 - beta1**step), v / (1 - beta2**step)
    assert_is(
        lambda m, v, step, beta1, beta2, eps: adam_direction(m, v, step, (beta1, beta2), eps),
        m_hat / (sp.sqrt(v_hat) + eps),
        **{"m": M, "v": V, "step": STEP, "beta1": BETA1, "beta2": BETA2, "eps": EPS},
    )


def test_direction_leaves_the_moments_alone():
    exp_avg, exp_avg_sq = torch.tensor(M), torch.tensor(V)
    adam_direction(exp_avg, exp_avg_sq, 3, (0.9, 0.999), 1e-8)
    assert exp_avg._version == exp_avg_sq._version == 0


def test_l2_gradient_is_the_gradient_of_the_penalised_loss():
    param = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    loss = (param**3).sum()
    (grad,) = torch.autograd.grad(loss, param, retain_graph=True)
    (expected,) = torch.autograd.grad(loss + 0.3 / 2 * param.square().sum(), param)
    assert_close(l2_gradient(grad, param.detach(), 0.3), expected)
    assert l2_gradient(grad, param, 0) is grad


@pytest.mark.parametrize("amsgrad", [False, True])
def test_a_step_is_lr_times_the_direction(amsgrad):
    param = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    optimizer = Adam([param], lr=0.1, betas=(0.8, 0.9), eps=1e-3, amsgrad=amsgrad)
    for step in range(1, 8):
        before = param.detach().clone()
        param.grad = torch.tensor(G, dtype=torch.float64) / step
        optimizer.step()
        state = optimizer.state[param]
        exp_avg_sq = state["max_exp_avg_sq" if amsgrad else "exp_avg_sq"]
        direction = adam_direction(state["exp_avg"], exp_avg_sq, step, (0.8, 0.9), 1e-3)
        assert_close(param.detach(), before - 0.1 * direction, rtol=1e-13, atol=1e-13)


# --- The theory ------------------------------------------------------------------------------


def descend(maker, grads, start=0.0, **options):
    """The iterates of an optimiser that is fed the rows of `grads`, shape (T + 1, n)."""
    param = torch.full_like(grads[0], start).requires_grad_()
    optimizer = maker([param], **options)
    iterates = [param.detach().clone()]
    for grad in grads:
        param.grad = grad
        optimizer.step()
        iterates.append(param.detach().clone())
    return torch.stack(iterates)


def noise(steps, n=4, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(steps, n, dtype=torch.float64, generator=generator)


@pytest.mark.parametrize("maker", [Adam, AdamW])
@given(betas=st.tuples(unit, unit), eps=st.floats(0, 1), g=st.floats(1e-6, 1e6))
@settings(max_examples=25, deadline=None)
def test_first_step_is_the_sign_of_the_gradient(maker, betas, eps, g):
    grad = torch.tensor([[g, -g]], dtype=torch.float64)
    moved = descend(maker, grad, lr=0.1, betas=betas, eps=eps, weight_decay=0)[-1]
    assert_close(moved, -0.1 * grad[0] / (g + eps), rtol=1e-9, atol=0)


def test_constant_gradient_is_averaged_without_bias():
    grad = torch.tensor([-3.0, 0.01, 200.0], dtype=torch.float64)
    iterates = descend(Adam, grad.expand(50, 3), lr=0.1, betas=(0.9, 0.99), eps=0)
    steps = torch.arange(51, dtype=torch.float64)[:, None]
    assert_close(iterates, -0.1 * steps * grad.sign(), rtol=1e-10, atol=1e-10)


def test_spike_after_silence():
    grads = torch.zeros(20001, 1, dtype=torch.float64)
    grads[-1] = 5.0
    iterates = descend(Adam, grads, lr=1.0, eps=0.0 + 1e-300)
    assert_close(-iterates[-1].item(), (1 - 0.9) / math.sqrt(1 - 0.999), rtol=1e-8, atol=0)


def test_scale_of_the_loss_is_lost_on_adamw_but_not_on_adam_with_l2():
    grads, options = noise(100), {"lr": 0.1, "eps": 0, "weight_decay": 0.1, "start": 1.0}
    assert_close(descend(AdamW, 100 * grads, **options), descend(AdamW, grads, **options))
    gap = descend(Adam, 100 * grads, **options) - descend(Adam, grads, **options)
    assert gap.abs().max() > 0.01
    options["weight_decay"] = 0
    assert_close(descend(Adam, 100 * grads, **options), descend(Adam, grads, **options))


def test_l2_is_decay_for_sgd():
    grads, lr, decay = noise(50), 0.1, 0.3
    iterates = descend(SGD, grads, lr=lr, weight_decay=decay, start=1.0)
    for before, grad, after in zip(iterates, grads, iterates[1:], strict=False):
        assert_close(after, (1 - lr * decay) * before - lr * grad)


def test_without_decay_adamw_is_adam():
    grads = noise(50)
    assert_close(descend(AdamW, grads, weight_decay=0), descend(Adam, grads), rtol=0, atol=0)


def test_adamw_shrinks_by_the_same_factor_at_every_step():
    silence = torch.zeros(100, 3, dtype=torch.float64)
    iterates = descend(AdamW, silence, start=2.0, lr=0.1, weight_decay=0.3)
    factors = (1 - 0.1 * 0.3) ** torch.arange(101, dtype=torch.float64)
    assert_close(iterates, 2.0 * factors[:, None].expand(101, 3), rtol=1e-12, atol=0)


def test_adamw_shrinks_with_the_schedule():
    param = torch.ones(1, dtype=torch.float64, requires_grad=True)
    optimizer = AdamW([param], lr=0.1, weight_decay=0.5)
    schedule = lr_scheduler.CosineAnnealingLR(optimizer, T_max=50)
    expected = 1.0
    for _ in range(50):
        expected *= 1 - optimizer.param_groups[0]["lr"] * 0.5
        param.grad = torch.zeros_like(param)
        optimizer.step()
        schedule.step()
    assert param.item() == pytest.approx(expected, rel=1e-12)
    assert expected > 1.5 * (1 - 0.1 * 0.5) ** 50


GRADIENT = torch.tensor([-3.0, -0.3, -0.03, 0.3], dtype=torch.float64)


def test_adamw_goes_to_the_sign_of_the_gradient_over_the_decay():
    iterates = descend(AdamW, GRADIENT.expand(3000, 4), lr=0.1, weight_decay=0.1, eps=0)
    shrink = (1 - 0.1 * 0.1) ** torch.arange(3001, dtype=torch.float64)[:, None]
    assert_close(iterates, -GRADIENT.sign() / 0.1 * (1 - shrink), rtol=1e-9, atol=1e-9)
    limit = torch.tensor([10.0, 10, 10, -10], dtype=torch.float64)
    assert_close(iterates[-1], limit, rtol=1e-9, atol=0)


def test_adam_with_l2_goes_to_the_gradient_over_the_decay():
    param = torch.zeros(4, dtype=torch.float64, requires_grad=True)
    optimizer = Adam([param], lr=0.3, weight_decay=0.1)
    schedule = lr_scheduler.ExponentialLR(optimizer, 0.998)
    param.grad = GRADIENT.clone()
    for _ in range(6000):
        optimizer.step()
        schedule.step()
    limit = torch.tensor([30.0, 3, 0.3, -3], dtype=torch.float64)
    assert_close(param.detach(), limit, rtol=1e-4, atol=0)


def play_reddi(amsgrad, c=4.0, rounds=9000, lr=0.5):
    """Reddi, Kale and Kumar 2018, theorem 1: slope c at every third round, else -1, on [-1, 1].

    The best fixed point is -1, since c > 2.
    """
    param = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = Adam([param], betas=(0.0, 1 / (1 + c**2)), eps=0, amsgrad=amsgrad)
    for t in range(1, rounds + 1):
        optimizer.param_groups[0]["lr"] = lr / math.sqrt(t)
        param.grad = torch.full_like(param, c if t % 3 == 1 else -1.0)
        optimizer.step()
        with torch.no_grad():
            param.clamp_(-1, 1)
    return param.item()


def test_adam_goes_to_the_worst_point_of_reddis_game_and_amsgrad_to_the_best():
    assert play_reddi(amsgrad=False) > 0.99
    assert play_reddi(amsgrad=True) < -0.98


# --- Nothing leaks ---------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_gradients_are_read_only(name, options):
    params = make_params()
    optimizer = OURS[name](params, **options)
    for step in range(3):
        set_gradients(params, step)
        before = [(p.grad, p.grad.clone(), p.grad._version) for p in params]
        optimizer.step()
        for param, (grad, value, version) in zip(params, before, strict=True):
            assert param.grad is grad
            assert grad._version == version
            assert_close(grad, value, rtol=0, atol=0)
            shared = [s for s in optimizer.state[param].values() if s.numel()]
            assert all(s.data_ptr() != grad.data_ptr() for s in shared)


@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_no_graph_is_kept(name, options):
    params = make_params()
    optimizer = OURS[name](params, **options)
    for step in range(3):
        optimizer.zero_grad()
        grads = torch.autograd.grad(loss_of(params, step), params, create_graph=True)
        for param, grad in zip(params, grads, strict=True):
            param.grad = grad
        optimizer.step()
    for param in params:
        assert param.is_leaf
        assert param.requires_grad
        for tensor in optimizer.state[param].values():
            assert tensor.grad_fn is None
            assert not tensor.requires_grad


# --- Bad input -------------------------------------------------------------------------------


NAN, INF = math.nan, math.inf
BAD = [
    (maker, options, error, message)
    for makers, options, error, message in [
        ((SGD, Adam, AdamW), {"lr": -0.1}, ValueError, r"lr must .* \[0, inf\), got -0\.1"),
        ((SGD, Adam, AdamW), {"lr": NAN}, ValueError, r"lr must .* got nan"),
        ((SGD, Adam, AdamW), {"lr": INF}, ValueError, r"lr must .* got inf"),
        ((SGD, Adam, AdamW), {"lr": "0.1"}, TypeError, r"lr must be a number .* got '0\.1'"),
        ((SGD, Adam, AdamW), {"lr": torch.tensor(0.1)}, TypeError, r"lr must .* tensor\(0\.1"),
        ((SGD, Adam, AdamW), {"lr": True}, TypeError, r"lr must be a number .* got True"),
        ((SGD, Adam, AdamW), {"weight_decay": -1}, ValueError, r"weight_decay must .* got -1"),
        ((SGD, Adam, AdamW), {"weight_decay": NAN}, ValueError, r"weight_decay must .* got nan"),
        ((SGD,), {"momentum": -0.5}, ValueError, r"momentum must .* got -0\.5"),
        ((SGD,), {"dampening": NAN}, ValueError, r"dampening must .* got nan"),
        ((SGD,), {"nesterov": True}, ValueError, r"nesterov=True needs .* got momentum=0"),
        (
            (SGD,),
            {"nesterov": True, "momentum": 0.9, "dampening": 0.1},
            ValueError,
            r"nesterov=True needs .* dampening=0\.1",
        ),
        ((SGD,), {"nesterov": 1}, TypeError, r"nesterov must be True or False, got 1"),
        ((Adam, AdamW), {"eps": -1e-8}, ValueError, r"eps must .* got -1e-08"),
        ((Adam, AdamW), {"eps": NAN}, ValueError, r"eps must .* got nan"),
        ((Adam, AdamW), {"amsgrad": "no"}, TypeError, r"amsgrad must be True or False, got 'no'"),
        (
            (Adam, AdamW),
            {"betas": (1.0, 0.9)},
            ValueError,
            r"betas\[0\] must .* \[0, 1\), got 1\.0",
        ),
        ((Adam, AdamW), {"betas": (0.9, -0.1)}, ValueError, r"betas\[1\] must .* got -0\.1"),
        ((Adam, AdamW), {"betas": (0.9, NAN)}, ValueError, r"betas\[1\] must .* got nan"),
        ((Adam, AdamW), {"betas": 0.9}, TypeError, r"betas must be a pair of numbers, got 0\.9"),
        ((Adam, AdamW), {"betas": (0.9,)}, TypeError, r"betas must be a pair .* got \(0\.9,\)"),
    ]
    for maker in makers
]


@pytest.mark.parametrize(("maker", "options", "error", "message"), BAD)
def test_bad_hyperparameters_are_named(maker, options, error, message):
    with pytest.raises(error, match=message):
        maker(make_params(), **options)
    with pytest.raises(error, match=message):
        maker([{"params": make_params(), **options}])
    optimizer = maker(make_params())
    with pytest.raises(error, match=message):
        optimizer.add_param_group({"params": make_params(), **options})
    assert len(optimizer.param_groups) == 1


@pytest.mark.parametrize("maker", OURS.values())
def test_bad_parameters_get_torchs_errors(maker):
    with pytest.raises(ValueError, match="empty parameter list"):
        maker([])
    with pytest.raises(TypeError, match="can only optimize Tensors"):
        maker(["weight"])
    with pytest.raises(ValueError, match="non-leaf"):
        maker([make_params()[0] * 2])
    with pytest.raises(TypeError, match="must be a dict"):
        maker(make_params()).add_param_group(make_params())


@pytest.mark.parametrize("maker", OURS.values())
def test_sparse_and_complex_gradients_are_refused(maker):
    param = torch.ones(3, requires_grad=True)
    param.grad = torch.ones(3).to_sparse()
    with pytest.raises(TypeError, match=r"dense and real, got torch\.sparse_coo"):
        maker([param]).step()
    param = torch.ones(3, dtype=torch.complex64, requires_grad=True)
    param.grad = torch.ones_like(param)
    with pytest.raises(TypeError, match=r"dense and real, got .*complex64"):
        maker([param]).step()


def test_foreign_states_are_refused():
    adam, sgd = Adam(make_params()), SGD(make_params())
    with pytest.raises(ValueError, match=r"state_dict must be Adam's: it has no \['amsgrad', 'bet"):
        adam.load_state_dict(sgd.state_dict())
    with pytest.raises(ValueError, match=r"state_dict must be SGD's: it has no \['dampening'"):
        sgd.load_state_dict(adam.state_dict())
    ascent = torch.optim.Adam(make_params(), maximize=True)
    with pytest.raises(ValueError, match="maximize must be False, got True"):
        adam.load_state_dict(ascent.state_dict())
    with pytest.raises(ValueError, match="must be Adam's: its weight decay is decoupled"):
        adam.load_state_dict(AdamW(make_params()).state_dict())
    with pytest.raises(ValueError, match="must be AdamW's: its weight decay is L2"):
        AdamW(make_params()).load_state_dict(adam.state_dict())
    state = adam.state_dict()
    state["param_groups"][0]["lr"] = -1.0
    with pytest.raises(ValueError, match=r"lr must .* got -1"):
        adam.load_state_dict(state)


@pytest.mark.skipif(
    "decoupled_weight_decay" not in torch.optim.Adam(make_params()).defaults,
    reason="this torch does not say in a state which of the two decays it holds",
)
def test_states_of_torch_with_the_other_decay_are_refused():
    l2 = torch.optim.Adam(make_params(), weight_decay=0.1)
    decoupled = torch.optim.Adam(make_params(), decoupled_weight_decay=True)
    for other in (decoupled, torch.optim.AdamW(make_params())):
        with pytest.raises(ValueError, match="must be Adam's: its weight decay is decoupled"):
            Adam(make_params()).load_state_dict(other.state_dict())
    with pytest.raises(ValueError, match="must be AdamW's: its weight decay is L2"):
        AdamW(make_params()).load_state_dict(l2.state_dict())
    AdamW(make_params()).load_state_dict(decoupled.state_dict())


# --- On a GPU --------------------------------------------------------------------------------


def accelerator():
    if torch.cuda.is_available():
        return "cuda", torch.float64
    if torch.backends.mps.is_available():
        return "mps", torch.float32
    pytest.skip("no CUDA or MPS device")


@pytest.mark.gpu
@pytest.mark.parametrize(("name", "options"), SETTINGS, ids=named)
def test_gpu_equals_torch_and_the_cpu(name, options):
    device, dtype = accelerator()
    both, cpu = pair(name, options, dtype, device), OURS[name](make_params(dtype), **options)
    for step in range(20):
        step_both((*both, cpu), step)
        assert_same(*both, dtype)
    for param, param_ in zip(
        both[0].param_groups[0]["params"], cpu.param_groups[0]["params"], strict=True
    ):
        assert_close(param.cpu(), param_, **TOLERANCE[dtype])
        if "step" in both[0].state[param]:
            assert both[0].state[param]["step"].device.type == "cpu"


@pytest.mark.gpu
def test_gpu_state_of_the_fused_peer_can_be_continued():
    device, dtype = accelerator()
    ours, theirs = pair("AdamW", {"lr": 0.1}, dtype, device)
    fused = torch.optim.AdamW(make_params(dtype, device), lr=0.1, fused=True)
    for step in range(5):
        step_both((ours, theirs, fused), step)
    params = [p.detach().clone().requires_grad_() for p in fused.param_groups[0]["params"]]
    target = AdamW(params)
    target.load_state_dict(saved(fused))
    for step in range(5, 10):
        step_both((target, theirs), step)
    for param, param_ in zip(params, theirs.param_groups[0]["params"], strict=True):
        assert_close(param, param_, rtol=1e-5, atol=1e-6)
