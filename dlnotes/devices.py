"""The device to run on, and seeding.

A chapter asks for the device once and passes it on; reference code follows the device of its
inputs. Nothing here moves tensors or models.
"""

import os

import torch


def available() -> tuple[str, ...]:
    """Names of the devices on this machine, the fastest first; "cpu" is always the last."""
    cuda = [f"cuda:{index}" for index in range(torch.cuda.device_count())]
    mps = ["mps"] if torch.backends.mps.is_available() else []
    return (*cuda, *mps, "cpu")


def device(name: str | torch.device | None = None) -> torch.device:
    """The device to run on: the one named, else `DLNOTES_DEVICE`, else the fastest one found.

    Args:
        name: "cpu", "cuda", "cuda:1", "mps", ... . Without it the environment variable
            `DLNOTES_DEVICE` is read, in the same form; unset or empty, the choice is the first of
            cuda, mps, cpu that is there.

    Raises:
        TypeError: `name` is neither a string nor a `torch.device`.
        ValueError: the name is not that of a device, or the device is not there.

    >>> device("cpu")
    device(type='cpu')
    """
    if name is not None:
        return _checked("name", name)
    wanted = os.environ.get("DLNOTES_DEVICE", "")
    return _checked("DLNOTES_DEVICE", wanted) if wanted else torch.device(available()[0])


def seed(value: int) -> torch.Generator:
    """Make a run repeatable: a new CPU generator, and torch's own generator fixed as well.

    Pass the returned generator to everything that draws random numbers. Layers cannot take one and
    draw their weights from torch's global generator, so that one is seeded too, with another number
    made from `value`: with the same number, the first noise drawn would be the weights over again.
    Python's `random` and numpy's global state are left alone; this book uses neither.

    The generator lives on the CPU, so that the same numbers come out whatever the device: move the
    tensors, not the generator.

    Args:
        value: 0 to 2**63 - 1.

    Raises:
        TypeError: `value` is not an int.
        ValueError: `value` is out of range.

    >>> torch.rand(3, generator=seed(0)).equal(torch.rand(3, generator=seed(0)))
    True
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"value must be an int, got {value!r} of type {type(value).__name__}")
    if not 0 <= value < 2**63:
        raise ValueError(f"value must lie in 0 .. 2**63 - 1, got {value}")
    generator = torch.Generator().manual_seed(value)
    torch.manual_seed(torch.randint(2**62, (), generator=generator).item())
    return generator.manual_seed(value)


def _checked(source: str, name: str | torch.device) -> torch.device:
    """`name` as a device that is there; `source` says in the error where the name came from."""
    if not isinstance(name, str | torch.device):
        raise TypeError(f"{source} must be a str or torch.device, got {name!r}")
    names = available()
    shown, here = str(name), ", ".join(names)
    try:
        chosen = torch.device(name)
    except RuntimeError as error:
        raise ValueError(f"{source}={shown!r} is not a device; available here: {here}") from error
    if f"{chosen.type}:{chosen.index or 0}" not in {*names, *(f"{name}:0" for name in names)}:
        raise ValueError(f"{source}={shown!r} is not on this machine; available here: {here}")
    return chosen
