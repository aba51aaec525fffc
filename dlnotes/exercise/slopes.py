"""Gradients of whatever a function returns, as numbers to compare."""

import torch


def slopes(value, arguments):
    """Gradients in those arguments that are tensors and require one.

    A result with many entries is first summed with fixed unequal weights, so that no entry's error
    hides behind another's.

    Args:
        value: a tensor, or lists, tuples and dicts of them; other things have no gradient.
        arguments: what the function was called with.

    Returns:
        {place of the argument: gradient}; empty if the result does not depend on any by gradient.
    """
    leaves = {
        place: argument
        for place, argument in enumerate(arguments)
        if isinstance(argument, torch.Tensor) and argument.requires_grad
    }
    parts = [weighted(tensor) for tensor in tensors(value) if tensor.requires_grad]
    if not leaves or not parts:
        return {}
    found = torch.autograd.grad(sum(parts), list(leaves.values()), materialize_grads=True)
    return dict(zip(leaves, found, strict=True))


def tensors(value):
    if isinstance(value, torch.Tensor):
        yield value
    if isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from tensors(item)


def weighted(tensor):
    """The sum with weights 1, cos 1, cos 2, ...: a single number stays what it is."""
    places = torch.arange(tensor.numel(), device=tensor.device)
    return (places.cos().reshape(tensor.shape) * tensor).sum().real
