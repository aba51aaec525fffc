"""SGD, Adam and AdamW: each formula a function, each optimiser a few lines that compose them.

Sources: Kingma and Ba 2014 (Adam), Loshchilov and Hutter 2017 (AdamW), Reddi, Kale and Kumar 2018
(AMSGrad). Signatures, state names and results are those of `torch.optim`; state dicts can be
exchanged with it. Left out: sparse and complex gradients, `maximize`, and learning rates that are
tensors.
"""

import torch
from torch.optim import Optimizer

from dlnotes.checks import check_flags, check_numbers


def bias_correction(beta, step):
    """1 - beta^step, the total weight in an average that started at zero (section 3 of Adam)."""
    return 1 - beta**step


def ema(average, value, beta, out=None):
    """The exponential moving average, beta * average + (1 - beta) * value."""
    return torch.lerp(average, value, 1 - beta, out=out)


def adam_denominator(exp_avg_sq, step, beta2, eps):
    """The root mean square of the gradient, freed of its bias: sqrt(v_hat) + eps."""
    return (exp_avg_sq**0.5).div_(bias_correction(beta2, step) ** 0.5).add_(eps)


def adam_direction(exp_avg, exp_avg_sq, step, betas, eps):
    """The mean gradient over its root mean square: m_hat / (sqrt(v_hat) + eps).

    Args:
        exp_avg, exp_avg_sq: the two moments after `step` steps (counted from 1), any shape.
        betas: their decay rates.
        eps: added outside the root; in the units of the gradient.
    """
    mean = exp_avg / bias_correction(betas[0], step)
    return mean / adam_denominator(exp_avg_sq, step, betas[1], eps)


def l2_gradient(grad, param, weight_decay):
    """The gradient of loss + weight_decay / 2 * |param|^2, given the gradient of the loss."""
    return grad.add(param, alpha=weight_decay) if weight_decay else grad


class ParameterwiseOptimizer(Optimizer):
    """A step updates every parameter that has a gradient, by itself; subclasses say how."""

    def __init__(self, params, **hyperparameters):
        super().__init__(params, hyperparameters)

    @torch.no_grad()
    def step(self, closure=None):
        """Update the parameters; return the loss if a `closure` computes it."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for param in group["params"]:
                if param.grad is not None:
                    self.update(param, dense(param.grad), group)
        return loss

    def add_param_group(self, param_group):
        """Add parameters with hyper-parameters of their own; torch calls it at construction too."""
        if isinstance(param_group, dict):
            check_hyperparameters(self.defaults | param_group)
        super().add_param_group(param_group)

    def load_state_dict(self, state_dict):
        """Continue from a state dict of this class or of its namesake in `torch.optim`."""
        name, decoupled = type(self).__name__, self.defaults.get("decoupled_weight_decay")
        for group in state_dict["param_groups"]:
            # torch adds "differentiable" by itself, and the other one in later versions only.
            left_out = {"differentiable", "decoupled_weight_decay"}
            if missing := sorted(self.defaults.keys() - group.keys() - left_out):
                raise ValueError(f"state_dict must be {name}'s: it has no {missing}")
            if group.get("decoupled_weight_decay", decoupled) != decoupled:
                kind = "L2, not decoupled" if decoupled else "decoupled, no L2 term"
                raise ValueError(f"state_dict must be {name}'s: its weight decay is {kind}")
            check_hyperparameters(group)
        super().load_state_dict(state_dict)


class SGD(ParameterwiseOptimizer):
    """Gradient descent with momentum; `weight_decay` is an L2 term, which here is a decay.

    As in `torch.optim.SGD`, the learning rate multiplies the momentum buffer instead of entering
    it, and the first gradient fills the buffer undampened.
    """

    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False):
        super().__init__(
            params,
            lr=lr,
            momentum=momentum,
            dampening=dampening,
            weight_decay=weight_decay,
            nesterov=nesterov,
        )

    def update(self, param, grad, group):
        grad = l2_gradient(grad, param, group["weight_decay"])
        if group["momentum"]:
            grad = self.accelerate(param, grad, group)
        param.sub_(grad, alpha=group["lr"])

    def accelerate(self, param, grad, group):
        """Fold the gradient into the momentum buffer; return the direction to go."""
        state, momentum = self.state[param], group["momentum"]
        if state.get("momentum_buffer") is None:
            state["momentum_buffer"] = grad.clone()
        else:
            state["momentum_buffer"].mul_(momentum).add_(grad, alpha=1 - group["dampening"])
        buffer = state["momentum_buffer"]
        return grad.add(buffer, alpha=momentum) if group["nesterov"] else buffer


class Adam(ParameterwiseOptimizer):
    """Adam (Kingma and Ba 2014, algorithm 1) with weight decay coupled to the gradient.

    The decay is an L2 term in the loss (Loshchilov and Hutter 2017, algorithm 2, line 6): it enters
    both moments. `amsgrad=True` divides by the largest second moment so far (Reddi, Kale and Kumar
    2018, algorithm 2); as in torch, the maximum is taken before the bias is corrected.
    """

    decoupled = False

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False
    ):
        super().__init__(
            params,
            lr=lr,
            betas=betas,
            eps=eps,
            weight_decay=weight_decay,
            amsgrad=amsgrad,
            decoupled_weight_decay=self.decoupled,
        )

    def update(self, param, grad, group):
        grad = l2_gradient(grad, param, group["weight_decay"])
        self.descend(param, grad, group)

    def descend(self, param, grad, group):
        """param <- param - lr * adam_direction(...), the two moments brought up to date."""
        beta1, beta2 = group["betas"]
        exp_avg, exp_avg_sq, step = self.moments(param, grad, group)
        denominator = adam_denominator(exp_avg_sq, step, beta2, group["eps"])
        param.addcdiv_(exp_avg, denominator, value=-group["lr"] / bias_correction(beta1, step))

    def moments(self, param, grad, group):
        """Average the gradient and its square into the state; return both and the step's number."""
        beta1, beta2 = group["betas"]
        state = self.state[param] or self.start(param, group["amsgrad"])
        state["step"] += 1
        exp_avg = ema(state["exp_avg"], grad, beta1, out=state["exp_avg"])
        # The same average of grad^2, written so that grad^2 needs no memory of its own.
        exp_avg_sq = state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        if group["amsgrad"]:
            largest = state["max_exp_avg_sq"]
            exp_avg_sq = torch.maximum(largest, exp_avg_sq, out=largest)
        return exp_avg, exp_avg_sq, float(state["step"])

    def start(self, param, amsgrad):
        """The state before the first step: every moment zero."""
        state = self.state[param]
        state["step"] = torch.tensor(0.0, dtype=torch.float32)
        for name in ("exp_avg", "exp_avg_sq") + ("max_exp_avg_sq",) * amsgrad:
            state[name] = torch.zeros_like(param)
        return state


class AdamW(Adam):
    """Adam with decoupled weight decay (Loshchilov and Hutter 2017, algorithm 2, line 12).

    The decay leaves the loss and takes no part in the two moments. As in torch it is multiplied by
    the learning rate, so the paper's lambda is lr * weight_decay at the base learning rate.
    """

    decoupled = True

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False
    ):
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad)

    def update(self, param, grad, group):
        param.mul_(1 - group["lr"] * group["weight_decay"])
        self.descend(param, grad, group)


def check_hyperparameters(group):
    """Raise where a value makes no sense; `group` may hold more of torch's options."""
    numbers = ("lr", "momentum", "dampening", "weight_decay", "eps")
    check_numbers("[0, inf)", **{name: group.get(name, 0) for name in numbers})
    check_flags(**{name: group.get(name, False) for name in ("nesterov", "amsgrad")})
    check_betas(group.get("betas", (0, 0)))
    if group.get("nesterov") and (group["momentum"] == 0 or group["dampening"] != 0):
        raise ValueError(
            "nesterov=True needs momentum > 0 and dampening = 0, "
            f"got momentum={group['momentum']}, dampening={group['dampening']}"
        )
    if group.get("maximize"):
        raise ValueError("maximize must be False, got True: negate the loss instead")


def check_betas(betas):
    """Raise unless `betas` are two numbers in [0, 1)."""
    if not isinstance(betas, tuple | list) or len(betas) != 2:
        raise TypeError(f"betas must be a pair of numbers, got {betas!r}")
    check_numbers("[0, 1)", **{f"betas[{i}]": beta for i, beta in enumerate(betas)})


def dense(grad):
    """The gradient itself; raise where it is sparse or complex."""
    if grad.layout is not torch.strided or grad.is_complex():
        raise TypeError(f"gradients must be dense and real, got {grad.layout}, {grad.dtype}")
    return grad
