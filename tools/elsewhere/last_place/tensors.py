"""torch: every operation that reaches the CPU, below automatic differentiation.

A dispatch mode sees the operations of a backward pass, of `torch.func` and of optimisers, in place
or not. Functions of `torch` and methods of tensors, replaced one by one, would miss those.
"""

from functools import cache, lru_cache

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from last_place import HIGH, SEED, SPREAD_DIGITS, SPREAD_PLACE

SHIFTED = {
    # Elementary functions, from a library of vector functions or from the system's.
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos"),
    *("atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "sigmoid"),
    *("log_sigmoid_forward", "logit", "softplus", "gelu", "silu", "mish", "elu", "erf", "erfc"),
    *("erfinv", "lgamma", "digamma", "polygamma", "special_erfcx", "special_ndtr", "special_ndtri"),
    *("special_log_ndtr", "special_i0", "special_i1", "sinc", "pow", "rsqrt", "hypot", "xlogy"),
    *("special_xlog1py", "logaddexp", "logaddexp2"),
    # Sums, in an order of the processor's own.
    *("sum", "mean", "var", "std", "var_mean", "std_mean", "nansum", "prod", "cumsum", "cumprod"),
    *("logsumexp", "logcumsumexp", "softmax", "log_softmax", "norm", "linalg_vector_norm", "trace"),
    *("cdist_forward", "cdist", "mm", "bmm", "addmm", "addmv", "addbmm", "baddbmm", "mv", "dot"),
    *("vdot", "addr", "convolution", "mkldnn_convolution", "convolution_overrideable"),
    *("avg_pool2d", "adaptive_avg_pool2d", "upsample_bilinear2d", "native_layer_norm"),
    *("native_group_norm", "native_batch_norm", "native_dropout", "index_add", "scatter_add"),
    *("grid_sampler_2d", "binary_cross_entropy", "mse_loss", "smooth_l1_loss", "huber_loss"),
    "scaled_dot_product_flash_attention_for_cpu",
    # A product and a sum, in one rounding or in two.
    *("addcmul", "addcdiv", "lerp"),
    # Linear algebra.
    *("linalg_solve_ex", "linalg_inv_ex", "linalg_cholesky_ex", "linalg_eigh", "linalg_eigvalsh"),
    *("linalg_eig", "linalg_svd", "linalg_qr", "linalg_lstsq", "linalg_matrix_exp", "linalg_det"),
    *("linalg_slogdet", "cholesky_solve", "cholesky_inverse", "linalg_solve_triangular"),
    *("linalg_lu_factor_ex", "linalg_lu_solve"),
    # Random numbers that are not uniform are computed from some that are.
    *("randn", "normal", "normal_functional", "exponential", "log_normal", "cauchy"),
    "standard_gamma",
}
# Powers that are products, quotients or roots, rounded correctly.
EXACT_POWERS = (0.5, 1, 2, -1)
WHOLE = {2: torch.int16, 4: torch.int32, 8: torch.int64}
DIGITS = {torch.float16: 10, torch.bfloat16: 7, torch.float32: 23, torch.float64: 52}


class LastPlace(TorchDispatchMode):
    """While it is entered, results of `SHIFTED` operations are off, in their own precision."""

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if differs(function, args):
            move(args[0] if result is None else result)
        return result


def move(result):
    """Move every tensor in `result` by a unit in the last place, in place."""
    if isinstance(result, tuple | list):
        for item in result:
            move(item)
    elif isinstance(result, torch.Tensor) and result.device.type == "cpu":
        values = torch.view_as_real(result) if result.is_complex() else result
        if values.dtype in DIGITS:
            digits = values.view(WHOLE[values.element_size()])
            inexact = digits & (2 ** (DIGITS[values.dtype] // 2) - 1) != 0
            digits.add_(noise(digits).mul_(inexact))


def noise(digits):
    """-1, 0 or 1 for each of `digits`, by their value and place."""
    mixed = digits.bitwise_xor(places(digits.numel()).view(digits.shape)).mul_(SPREAD_DIGITS)
    return mixed.bitwise_right_shift_(HIGH).remainder_(3).sub_(1).to(digits.dtype)


@lru_cache(32)
def places(count):
    """What the places of an array contribute; kept, as training asks for few sizes, often."""
    return torch.arange(SEED, SEED + count).mul_(SPREAD_PLACE)


def differs(function, args):
    """Whether an operation may give another last place on another processor."""
    name = named(function)
    if name == "pow" and not isinstance(args[1], torch.Tensor | list | tuple):
        return args[1] not in EXACT_POWERS
    return name in SHIFTED


@cache
def named(function):
    """The plain name of an operation: training asks for the same ones, often."""
    return plain(function.overloadpacket.__name__)


def plain(name):
    """An operation's name without what says in place, of a list, backward: `_foreach_exp_`: `exp`.

    >>> plain("_foreach_exp_"), plain("_softmax"), plain("tanh_backward"), plain("_cdist_backward")
    ('exp', 'softmax', 'tanh', 'cdist')
    """
    bare = name.removeprefix("_foreach").strip("_").removesuffix("_data")
    for ending in ("_backward", "_with_indices"):
        bare = bare.removesuffix(ending)
    return bare


def shift():
    """Enter the mode for the life of this process, in the thread that runs the cells."""
    LastPlace().__enter__()
