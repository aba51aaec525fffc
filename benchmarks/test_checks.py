"""What argument checks cost: calls with them and without, at the sizes that chapters use.

Without means the same function with every `check_...` of the package replaced by nothing. The peers
are the formulas as one would write them in plain torch, with levels that are tensors already.
"""

import functools
import math
import statistics
import sys
import time
from contextlib import contextmanager
from itertools import pairwise

import pytest
import torch
from torch import nn

from dlnotes.faces.margins import ArcFaceLoss, SphereFaceLoss, margin_logits
from dlnotes.foundations.directional import directional_derivative, gradient
from dlnotes.foundations.optimizers import SGD, AdamW
from dlnotes.generative.conversions import eps_from_x0
from dlnotes.generative.diffusion import ddpm, samplers
from dlnotes.generative.diffusion.preconditioning import Preconditioned
from dlnotes.generative.mixtures import GaussianMixture
from dlnotes.generative.networks import MLPDenoiser
from dlnotes.generative.schedules import alphas_bar, karras_sigmas, linear_betas, vp_schedule
from dlnotes.generative.sde import VPSDE

ROUNDS = 30


def draw(*shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(0))


X, EPS, NOISE = draw(500, 64), draw(500, 64) * 0.9, draw(500, 64) * 1.1
POINTS = draw(500, 2)
T = torch.linspace(0.1, 0.9, 500)
LEVELS = torch.tensor(0.3), torch.tensor(0.6)
COSINE, LABELS = torch.tanh(draw(256, 1000)), torch.arange(256)
SMALL, DIGITS = torch.tanh(draw(344, 10)), torch.arange(344) % 10
VP, SIGMAS = VPSDE(), karras_sigmas(18).float()
MIXTURE = GaussianMixture(None, draw(3, 2), 0.3)
LAYERS = nn.Sequential(nn.Linear(1, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 1))
BATCH, BARS = (draw(256, 1), torch.arange(256) % 200, draw(256, 1)), alphas_bar(linear_betas(200))
DENOISE = Preconditioned(MLPDenoiser(64))


def network(xt, steps):
    return LAYERS(xt)


def bowl(p):
    return (p**2).sum()


def loss_of(loss):
    return functools.partial(loss(2, 10), draw(344, 2), DIGITS)


CALLS = {
    "ddpm.simple_loss, 256 x 1": lambda: ddpm.simple_loss(network, *BATCH, BARS),
    "ddpm.forward_step, one level": lambda: ddpm.forward_step(X, LEVELS[0], EPS),
    "ddpm.noisy, a level a member": lambda: ddpm.noisy(X, T, EPS),
    "ddpm.reverse_step": lambda: ddpm.reverse_step(X, EPS, *LEVELS, 0.1, NOISE),
    "ddpm.ddim_step": lambda: ddpm.ddim_step(X, EPS, *LEVELS, 0.5, NOISE),
    "ddpm.ddim_step, a level a member": lambda: ddpm.ddim_step(X, EPS, T / 2, T, 0.5, NOISE),
    "eps_from_x0": lambda: eps_from_x0(X, EPS, T),
    "VPSDE.reverse_drift": lambda: VP.reverse_drift(X, T, EPS),
    "vp_schedule": lambda: vp_schedule(T),
    "GaussianMixture.score": lambda: MIXTURE.score(POINTS, 0.5),
    "Preconditioned": lambda: DENOISE(X, T),
    "heun, 18 steps": lambda: samplers.heun(halved, X, SIGMAS),
    "margin_logits, 344 x 10": lambda: margin_logits(SMALL, DIGITS, m2=0.5, scale=64.0),
    "margin_logits, 256 x 1000": lambda: margin_logits(COSINE, LABELS, m2=0.5, scale=64.0),
    "ArcFaceLoss, 344 x 10": loss_of(ArcFaceLoss),
    "SphereFaceLoss, 344 x 10": loss_of(SphereFaceLoss),
    "gradient": lambda: gradient(bowl, X[0]),
    "directional_derivative": lambda: directional_derivative(bowl, X[0], EPS[0]),
}


@contextmanager
def unchecked():
    """Every `check_...` of the package's modules does nothing inside."""
    names = [
        (module, name, value)
        for key, module in list(sys.modules.items())
        if key.startswith("dlnotes.")
        for name, value in list(vars(module).items())
        if name.startswith("check_")
    ]
    for module, name, _ in names:
        setattr(module, name, lambda *args, **options: None)
    try:
        yield
    finally:
        for module, name, value in names:
            setattr(module, name, value)


def duration(call, repeats):
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats


def repeats_of(call):
    """How often to call for about 2 ms."""
    call()
    return max(1, math.ceil(2e-3 / duration(call, 3)))


def ratio(ours, theirs):
    """Median over rounds, taken in turns so that both meet the same machine, of ours / theirs."""
    repeats = repeats_of(ours)
    theirs()
    return statistics.median(
        duration(ours, repeats) / duration(theirs, repeats) for _ in range(ROUNDS)
    )


@pytest.mark.parametrize("name", CALLS)
def test_share_of_checks(name, measure):
    call = CALLS[name]

    repeats = repeats_of(call)
    shares = []
    for _ in range(ROUNDS):
        whole = duration(call, repeats)
        with unchecked():
            shares.append(1 - duration(call, repeats) / whole)
    measure(f"checks, {name}", 100 * statistics.median(shares), "% of it", 10)


def plain_ddim(xt, eps, a, b, eta, noise):
    variance = (1 - b) / (1 - a) * (b - a) / b
    x0 = (xt - (1 - a).sqrt() * eps) / a.sqrt()
    fresh = eta * variance.sqrt()
    return b.sqrt() * x0 + (1 - b - fresh**2).sqrt() * eps + fresh * noise


def plain_forward(x, beta, eps):
    return (1 - beta).sqrt() * x + beta.sqrt() * eps


def plain_heun(denoise, x, sigmas):
    for sigma, sigma_next in pairwise(sigmas):
        d = (x - denoise(x, sigma)) / sigma
        ahead = x + (sigma_next - sigma) * d
        if sigma_next == 0:
            return ahead
        d_next = (ahead - denoise(ahead, sigma_next)) / sigma_next
        x = x + (sigma_next - sigma) * (d + d_next) / 2
    return x


def plain_margin(cosine, labels, m2, scale):
    angle = torch.acos(cosine.gather(1, labels[:, None]).clamp(-1, 1)) + m2
    turns = torch.floor(angle / math.pi)
    return scale * cosine.scatter(1, labels[:, None], (-1) ** turns * angle.cos() - 2 * turns)


def halved(x, sigma):
    return x / 2


def steps(optimizer):
    """The step of an optimizer on 20 tensors of 2,500 numbers."""
    params = [torch.ones(50, 50, requires_grad=True) for _ in range(20)]
    for param in params:
        param.grad = torch.ones_like(param)
    return optimizer(params).step


PEERS = {
    "AdamW, torch foreach=False": lambda: (
        steps(AdamW),
        steps(functools.partial(torch.optim.AdamW, foreach=False)),
    ),
    "SGD with momentum, torch foreach=False": lambda: (
        steps(functools.partial(SGD, momentum=0.9)),
        steps(functools.partial(torch.optim.SGD, momentum=0.9, foreach=False)),
    ),
    "ddim_step, plain": lambda: (
        lambda: ddpm.ddim_step(X, EPS, *LEVELS, 0.5, NOISE),
        lambda: plain_ddim(X, EPS, *LEVELS, 0.5, NOISE),
    ),
    "forward_step, plain": lambda: (
        lambda: ddpm.forward_step(X, LEVELS[0], EPS),
        lambda: plain_forward(X, LEVELS[0], EPS),
    ),
    "heun, plain": lambda: (
        lambda: samplers.heun(halved, X, SIGMAS),
        lambda: plain_heun(halved, X, SIGMAS),
    ),
    "margin_logits 256 x 1000, plain": lambda: (
        lambda: margin_logits(COSINE, LABELS, m2=0.5, scale=64.0),
        lambda: plain_margin(COSINE, LABELS, 0.5, 64.0),
    ),
    "margin_logits 344 x 10, plain": lambda: (
        lambda: margin_logits(SMALL, DIGITS, m2=0.5, scale=64.0),
        lambda: plain_margin(SMALL, DIGITS, 0.5, 64.0),
    ),
}


@pytest.mark.parametrize("name", PEERS)
def test_time_against_a_plain_peer(name, measure):
    measure(f"time, {name}", ratio(*PEERS[name]()), "times", 1.1)
