"""On another processor inexact results are a unit in the last place off; exact ones stay."""

import json
import math
import subprocess
import sys

import pytest

from tools import kernel, processor

FACTS = """
import json, math, warnings
import numpy as np
import torch

warnings.simplefilter("error", RuntimeWarning)
torch.manual_seed(0)
x = torch.rand(200, dtype=torch.float64).requires_grad_()
single = torch.rand(200, dtype=torch.float32)
a = np.linspace(0.1, 3, 200)
k = torch.arange(6.0).reshape(2, 3)


def train():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    inputs = torch.rand(20, 3)
    for _ in range(20):
        optimizer.zero_grad()
        (net(inputs) ** 2).mean().backward()
        optimizer.step()
    return [p.grad.double().flatten().tolist() for p in net.parameters()]


out = torch.empty(200, dtype=torch.float64)
torch.exp(x.detach(), out=out)
INEXACT = {
    "math.exp": [math.exp(v) for v in a],
    "math.pow": [math.pow(v, 0.3) for v in a],
    "np.exp": np.exp(a),
    "np.exp of numbers": [float(np.exp(v)) for v in a],
    "np.exp, single": np.exp(a.astype(np.float32)),
    "np.power": np.power(a, 0.3),
    "np.cumsum": np.cumsum(a),
    "a.sum": [a[:n].sum() for n in range(3, 200)],
    "np.dot": [np.dot(a[:n], a[:n]) for n in range(3, 200)],
    "np.linalg.norm": [np.linalg.norm(a[:n]) for n in range(3, 200)],
    "exp": torch.exp(x),
    "exp, single": torch.exp(single),
    "exp, half": torch.exp(single.half()),
    "x.sin": x.sin(),
    "exp_": x.detach().clone().exp_(),
    "exp, out": out,
    "x ** 0.3": x**0.3,
    "mm": x.detach().view(20, 10) @ x.detach().view(10, 20),
    "conv": torch.nn.functional.conv1d(x.detach().view(1, 1, -1), torch.rand(4, 1, 5).double()),
    "sum": x.detach().view(20, 10).sum(0),
    "softmax": torch.softmax(x, 0),
    "randn": torch.randn(200),
    "complex": torch.view_as_real(torch.exp(torch.complex(x.detach(), x.detach()))),
    "foreach": torch.stack(torch._foreach_exp([x.detach()])),
    "backward": torch.autograd.grad(torch.tanh(x).sum(), x)[0],
    "vmap": torch.func.vmap(torch.sin)(x.detach()),
    "func.grad": torch.func.vmap(torch.func.grad(torch.sin))(x.detach()),
    "jvp": torch.func.jvp(torch.exp, (x.detach(),), (torch.ones_like(x),))[1],
    "second derivative": torch.func.vmap(torch.func.grad(torch.func.grad(torch.sin)))(x.detach()),
    "training": [v for values in train() for v in values],
}
EXACT = {
    "math": [math.exp(0), math.log(1), math.log2(8), math.pow(2, 10), math.cos(0), math.tanh(99)],
    "math, not finite": [math.exp(-math.inf), math.log(math.inf), math.exp(math.nan)],
    "np": np.exp([0.0, -np.inf, np.inf, np.nan]),
    "np, whole": [int(np.sum(np.arange(10))), int(np.dot([1, 2], [3, 4])), int(np.power(3, 4))],
    "np, truth": [bool(np.prod([True, False])), bool(np.sum([True]))],
    "np.sqrt": np.sqrt(a),
    "np, arithmetic": a * 0.3 + a / 7 - a,
    "torch": torch.exp(torch.tensor([0.0, -math.inf, math.inf, math.nan])),
    "torch, whole": torch.arange(10).sum(),
    "sqrt": torch.sqrt(x),
    "square": x**2,
    "reciprocal": x**-1,
    "arithmetic": x * 0.3 + x / 7 - x,
    "uniform": torch.rand(5),
    "matrices of whole numbers": k @ k.T,
    "sum of whole numbers": k.sum(),
    "saturated": torch.tanh(torch.tensor([50.0, -50.0])),
    "nothing": [len(np.exp([])), torch.exp(torch.rand(0)).numel()],
}
SHAPES = [
    str(np.exp(1.0).dtype), str(np.exp(np.float32(1)).dtype), np.exp.__name__, np.exp.nin,
    np.power.outer([1.0, 2.0], [2.0, 3.0, 4.0]).shape, np.power.reduce([2.0, 3.0]),
    np.exp(np.ma.masked_invalid([1.0, np.nan])).mask.tolist(), np.log(a, out=a) is a,
]


def plain(value):
    value = value.detach() if isinstance(value, torch.Tensor) else value
    return np.ravel(np.asarray(value, dtype=float)).tolist()


SAME = [torch.equal(torch.exp(x), torch.exp(x)), bool((np.exp(a) == np.exp(a)).all())]
SAME += [math.exp(0.3) == math.exp(0.3)]
found = {"inexact": INEXACT, "exact": EXACT}
found = {kind: {n: plain(v) for n, v in facts.items()} for kind, facts in found.items()}
print(json.dumps(found | {"shapes": SHAPES, "same": SAME}))
"""
SETTINGS = """
import json, math, socket, sys
import numpy as np
import torch

moves = None
if "last_place" in sys.modules:
    from last_place import tensors

    digits = torch.rand(30000).view(torch.int32)
    moves = torch.bincount(tensors.noise(digits).long() + 1).tolist()
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
    network = "answers"
except ConnectionRefusedError as error:
    network = str(error)
print(json.dumps({
    "capability": torch.backends.cpu.get_cpu_capability(),
    "simd": np.show_config(mode="dicts")["SIMD Extensions"].get("found", []),
    "threads": torch.get_num_threads(),
    "powers": [math.exp(v / 7) for v in range(1, 50)],
    "moves": moves,
    "network": network,
}))
"""
EPSILON = {"single": 2**-22, "half": 2**-9, "randn": 2**-22, "training": 1e-3}


def python(source, surroundings):
    done = subprocess.run(
        [sys.executable, "-c", source], env=surroundings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def plain():
    """The facts, and the settings, of this processor."""
    return python(FACTS + SETTINGS, kernel.environment()).splitlines()


@pytest.fixture(scope="module")
def here(plain):
    return json.loads(plain[0])


@pytest.fixture(scope="module")
def there():
    """The same facts with results moved, and nothing else about the processor changed."""
    path = processor.other(0)["PYTHONPATH"]
    return json.loads(python(FACTS, kernel.environment() | {"PYTHONPATH": path}))


@pytest.fixture(scope="module")
def settings(plain):
    """{"here" or "there": the settings on this processor, on the other one}"""
    there = python(SETTINGS, processor.other(0))
    return {"here": json.loads(plain[1]), "there": json.loads(there)}


def names(kind):
    block = FACTS.partition(f"\n{kind.upper()} = {{")[2].partition("\n}")[0]
    return [line.split('"')[1] for line in block.splitlines() if line.startswith('    "')]


@pytest.mark.parametrize("name", names("inexact"))
def test_inexact_results_move_by_one_unit(here, there, name):
    before, after = here["inexact"][name], there["inexact"][name]
    moved = [a != b for a, b in zip(before, after, strict=True)]
    assert 0.2 < sum(moved) / len(moved) <= 1
    epsilon = EPSILON.get(name.rpartition(", ")[2], 2**-50)
    assert all(
        math.isclose(a, b, rel_tol=epsilon, abs_tol=epsilon)
        for a, b in zip(before, after, strict=True)
    )


@pytest.mark.parametrize("name", names("exact"))
def test_exact_results_stay(here, there, name):
    before, after = here["exact"][name], there["exact"][name]
    assert [repr(v) for v in before] == [repr(v) for v in after]


def test_all_facts_are_looked_at(here):
    assert names("inexact") == list(here["inexact"]) and names("exact") == list(here["exact"])


def test_types_shapes_and_methods_stay(here, there):
    assert here["shapes"] == there["shapes"]


def test_a_call_repeated_gives_what_it_gave(there):
    assert all(there["same"])


def test_the_moves_are_the_same_in_every_process(there):
    path = processor.other(0)["PYTHONPATH"]
    again = python(FACTS, kernel.environment(hash_seed=7) | {"PYTHONPATH": path})
    assert json.loads(again)["inexact"] == there["inexact"]


def test_moves_up_down_and_none_are_equally_frequent(settings):
    assert settings["here"]["moves"] is None
    counts = settings["there"]["moves"]
    assert len(counts) == 3 and all(9500 < count < 10500 for count in counts)


def test_both_start_up_files_run(settings):
    assert settings["there"]["powers"] != settings["here"]["powers"]
    for place in settings.values():
        assert "a chapter runs without the network" in place["network"]


def test_the_libraries_are_held_to_older_instructions(settings):
    there = settings["there"]
    held = (there["capability"], there["simd"]) == ("DEFAULT", [])
    assert held or there["capability"] == "NO AVX"
    assert (settings["here"]["threads"], there["threads"]) == (1, 2)
