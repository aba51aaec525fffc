"""From noise to data: a denoiser, a start, and the levels to pass through.

Each sampler is a generator `name_path(denoise, x, sigmas, ...)`, which yields x after every step;
`name(...)` returns the last of them. Their common arguments:

- `denoise(x, sigma)` estimates x0 from x = x0 + sigma * eps; sigma is a tensor without dimensions.
- `x` is the start, of shape (B, ...), at the level `sigmas[0]`: usually `sigmas[0]` times a normal
  draw. Dtype and device are those of x; levels are float32 where x has half precision.
- `sigmas` decrease; the last may be 0. N + 1 levels make N steps.

Levels that rise, repeat or are negative raise a ValueError; an x without floating point a
TypeError. Randomness comes from `generator`, on the CPU the same for every device.
"""

from dlnotes.generative.diffusion.samplers.ancestral import (
    ddim,
    ddim_path,
    ddpm_ancestral,
    ddpm_ancestral_path,
)
from dlnotes.generative.diffusion.samplers.deterministic import (
    dpmpp_2m,
    dpmpp_2m_path,
    euler,
    euler_in_time,
    euler_in_time_path,
    euler_path,
    heun,
    heun_in_time,
    heun_in_time_path,
    heun_path,
)
from dlnotes.generative.diffusion.samplers.stochastic import (
    euler_maruyama,
    euler_maruyama_path,
    stochastic_heun,
    stochastic_heun_path,
)

__all__ = [
    "ddim",
    "ddim_path",
    "ddpm_ancestral",
    "ddpm_ancestral_path",
    "dpmpp_2m",
    "dpmpp_2m_path",
    "euler",
    "euler_in_time",
    "euler_in_time_path",
    "euler_maruyama",
    "euler_maruyama_path",
    "euler_path",
    "heun",
    "heun_in_time",
    "heun_in_time_path",
    "heun_path",
    "stochastic_heun",
    "stochastic_heun_path",
]
