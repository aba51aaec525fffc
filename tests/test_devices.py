import doctest
import random

import numpy as np
import pytest
import torch

from dlnotes import devices
from dlnotes.devices import available, device, seed


@pytest.fixture(autouse=True)
def no_request(monkeypatch):
    monkeypatch.delenv("DLNOTES_DEVICE", raising=False)


@pytest.fixture
def machine(monkeypatch):
    """Pretends that the machine has these accelerators."""

    def pretend(cuda=0, mps=False):
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    return pretend


def test_doctests():
    assert doctest.testmod(devices).failed == 0


@pytest.mark.parametrize(
    ("cuda", "mps", "names", "chosen"),
    [
        (0, False, ("cpu",), "cpu"),
        (0, True, ("mps", "cpu"), "mps"),
        (2, False, ("cuda:0", "cuda:1", "cpu"), "cuda:0"),
        (1, True, ("cuda:0", "mps", "cpu"), "cuda:0"),
    ],
)
def test_fastest_device_is_chosen(machine, cuda, mps, names, chosen):
    machine(cuda, mps)
    assert available() == names
    assert device() == torch.device(chosen)


def test_environment_overrides_the_choice_and_the_argument_overrides_both(machine, monkeypatch):
    machine(cuda=1, mps=True)
    monkeypatch.setenv("DLNOTES_DEVICE", "mps")
    assert device() == torch.device("mps")
    assert device("cpu") == torch.device("cpu")
    monkeypatch.setenv("DLNOTES_DEVICE", "")
    assert device() == torch.device("cuda:0")


@pytest.mark.parametrize(
    "name", ["cuda", "cuda:1", torch.device("cuda", 1), "mps", "mps:0", "cpu:0"]
)
def test_named_device_that_is_there(machine, name):
    machine(cuda=2, mps=True)
    assert device(name) == torch.device(name)


@pytest.mark.parametrize("name", ["cuda:2", "mps:1", "cpu:1", "meta", "tpu", "gpu", "cuda:x", ""])
def test_device_that_is_not_there_names_what_is(machine, name):
    machine(cuda=2, mps=True)
    with pytest.raises(ValueError, match=rf"name='{name}' .*cuda:0, cuda:1, mps, cpu"):
        device(name)


def test_bad_environment_variable_is_named(machine, monkeypatch):
    machine()
    monkeypatch.setenv("DLNOTES_DEVICE", "cuda")
    with pytest.raises(ValueError, match=r"DLNOTES_DEVICE='cuda' is not on this machine.*: cpu$"):
        device()


def test_device_of_another_type():
    with pytest.raises(TypeError, match=r"name must be a str or torch\.device, got 0"):
        device(0)


def test_same_seed_same_numbers():
    first, weights = torch.randn(50, generator=seed(7)), torch.nn.Linear(5, 5).weight
    second, again = torch.randn(50, generator=seed(7)), torch.nn.Linear(5, 5).weight
    assert first.equal(second)
    assert weights.equal(again)


def test_other_seed_other_numbers():
    first, weights = torch.randn(50, generator=seed(7)), torch.nn.Linear(5, 5).weight
    second, other = torch.randn(50, generator=seed(8)), torch.nn.Linear(5, 5).weight
    assert not first.equal(second)
    assert not weights.equal(other)


def test_generator_is_the_plain_one_of_that_seed():
    generator = seed(3)
    assert generator.device == torch.device("cpu")
    assert torch.rand(9, generator=generator).equal(
        torch.rand(9, generator=torch.Generator().manual_seed(3))
    )


def test_weights_are_not_the_noise_over_again():
    noise = torch.randn(2000, generator=seed(0))
    assert torch.corrcoef(torch.stack([noise, torch.randn(2000)]))[0, 1].abs() < 0.1


def test_python_and_numpy_are_left_alone():
    states = random.getstate(), np.random.get_state()[1].copy()
    seed(1)
    assert random.getstate() == states[0]
    assert (np.random.get_state()[1] == states[1]).all()


@pytest.mark.parametrize("value", [-1, 2**63])
def test_seed_out_of_range(value):
    with pytest.raises(ValueError, match=f"value must lie in .*got {value}"):
        seed(value)


@pytest.mark.parametrize("value", [1.0, "1", None, True])
def test_seed_of_another_type(value):
    with pytest.raises(TypeError, match="value must be an int"):
        seed(value)


def test_largest_seed():
    assert seed(2**63 - 1).initial_seed() == 2**63 - 1


@pytest.mark.gpu
def test_accelerator_holds_tensors():
    if len(available()) == 1:
        pytest.skip("no CUDA or MPS device")
    assert torch.ones(3, device=device()).sum().item() == 3
