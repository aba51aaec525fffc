"""Training loops as generators: they yield after each update, the notebook collects and plots.

No trainer and no callbacks: to stop early, leave the `for` loop; to watch the weights, look at them
inside it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import torch

from dlnotes.checks import check_counts


class Step(NamedTuple):
    """One update.

    Attributes:
        step: 1 for the first update, 2 for the second, ...
        loss: the batch's loss with the parameters as they were before this update.
    """

    step: int
    loss: float


def train(
    optimizer: torch.optim.Optimizer,
    loss: Callable[..., torch.Tensor],
    batches: Iterable[tuple],
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
) -> Iterator[Step]:
    """One update a batch; yields a `Step` after each.

    When a step is yielded the parameters are already updated and `.grad` still holds the gradients
    that did it. The loss closes over the model, so that the same loop trains two numbers on a hill
    and a diffusion model:

        for step, loss in train(optimizer, lambda x, y: cross_entropy(model(x), y), batches): ...

    Args:
        optimizer: holds the parameters.
        loss: called with the tensors of a batch as separate arguments; returns a scalar tensor.
        batches: tuples of tensors, for example from `minibatches`; as many updates as batches.
        scheduler: a torch scheduler of this optimizer, stepped after every update.

    Raises:
        TypeError: a batch is a bare tensor, or the loss no tensor.
        ValueError: the loss is not a scalar.
    """
    for step, batch in enumerate(batches, start=1):
        if isinstance(batch, torch.Tensor):
            raise TypeError("batches must yield tuples of tensors, got a tensor; write (tensor,)")
        optimizer.zero_grad()
        value = _checked_loss(loss(*batch))
        value.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        yield Step(step, value.item())


def minibatches(
    tensors: tuple[torch.Tensor, ...],
    batch_size: int,
    generator: torch.Generator,
    epochs: int = 1,
) -> Iterator[tuple[torch.Tensor, ...]]:
    """Shuffled batches: each epoch goes through all rows once, in a new order.

    Args:
        tensors: tensors of equal length N, cut along their first dimension with the same order.
        batch_size: rows in a batch; the last batch of an epoch has what remains.
        generator: the order comes from it; on the CPU, the order is the same for tensors anywhere.
        epochs: how often to go through the rows; 0 gives no batch.

    Raises:
        TypeError: `tensors` is a bare tensor.
        ValueError: no tensors, different lengths, `batch_size` below 1 or `epochs` below 0.
    """
    if isinstance(tensors, torch.Tensor):
        raise TypeError("tensors must be a tuple of tensors, got a tensor; write (tensor,)")
    lengths = [len(tensor) for tensor in tensors]
    if len(set(lengths)) != 1 or lengths[0] == 0:
        raise ValueError(f"tensors must have one and the same length above 0, got {lengths}")
    check_counts(1, batch_size=batch_size)
    check_counts(0, epochs=epochs)
    return _minibatches(tuple(tensors), batch_size, generator, epochs)


def accuracy(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """Share of rows whose largest logit is that of the label, 0 to 1.

    Args:
        logits: (N, C).
        labels: (N,), whole numbers 0 to C - 1.

    Raises:
        ValueError: the shapes do not fit, or there are no rows.

    >>> accuracy(torch.tensor([[0.1, 0.9], [0.8, 0.2]]), torch.tensor([1, 1]))
    0.5
    """
    if logits.ndim != 2 or labels.shape != logits.shape[:1] or len(labels) == 0:
        raise ValueError(
            "logits must have shape (N, C) and labels (N,) with N above 0, "
            f"got {tuple(logits.shape)} and {tuple(labels.shape)}"
        )
    return (logits.argmax(dim=1) == labels).float().mean().item()


def _minibatches(tensors, batch_size, generator, epochs):
    for _ in range(epochs):
        order = torch.randperm(len(tensors[0]), generator=generator, device=generator.device)
        for rows in order.split(batch_size):
            yield tuple(tensor[rows.to(tensor.device)] for tensor in tensors)


def _checked_loss(value):
    if not isinstance(value, torch.Tensor):
        raise TypeError(f"loss must return a tensor, got {value!r}")
    if value.ndim != 0:
        raise ValueError(f"loss must return a scalar, got shape {tuple(value.shape)}")
    return value
