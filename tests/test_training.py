import doctest
import itertools

import pytest
import torch
from torch.nn.functional import cross_entropy

from dlnotes import training
from dlnotes.data.digits import digits
from dlnotes.training import Step, accuracy, minibatches, train


def generator(value=0):
    return torch.Generator().manual_seed(value)


def test_doctests():
    assert doctest.testmod(training).failed == 0


def quadratic(lr):
    """w from 1 on w^2 / 2: the gradient is w, so each SGD step multiplies w by 1 - lr."""
    w = torch.ones((), dtype=torch.float64, requires_grad=True)
    return w, torch.optim.SGD([w], lr=lr)


def test_losses_and_parameters_are_those_of_the_closed_form():
    w, optimizer = quadratic(lr=0.1)
    for step, loss in train(optimizer, lambda: w**2 / 2, [()] * 20):
        before, after = 0.9 ** (step - 1), 0.9**step
        assert loss == pytest.approx(before**2 / 2, rel=1e-12)
        assert w.item() == pytest.approx(after, rel=1e-12)
        assert w.grad.item() == pytest.approx(before, rel=1e-12)
    assert step == 20


def test_yields_named_steps_one_a_batch():
    w, optimizer = quadratic(lr=0.5)
    steps = list(train(optimizer, lambda: w**2 / 2, [()] * 3))
    assert steps == [Step(1, 0.5), Step(2, 0.125), Step(3, 0.03125)]
    assert isinstance(steps[0].loss, float)


def test_batches_reach_the_loss_as_arguments():
    w, optimizer = quadratic(lr=1.0)
    batches = [(torch.tensor(2.0), torch.tensor(3.0)), (torch.tensor(5.0), torch.tensor(7.0))]
    for _ in train(optimizer, lambda a, b: w * a * b, batches):
        pass
    assert w.item() == 1 - 6 - 35


def test_leaving_the_loop_stops_the_updates():
    w, optimizer = quadratic(lr=0.1)
    steps = itertools.islice(train(optimizer, lambda: w**2 / 2, itertools.repeat(())), 5)
    assert len(list(steps)) == 5
    assert w.item() == pytest.approx(0.9**5, rel=1e-12)


def test_nothing_runs_before_the_first_step_is_asked_for():
    w, optimizer = quadratic(lr=0.1)
    train(optimizer, lambda: w**2 / 2, [()])
    assert w.item() == 1


def test_scheduler_steps_after_each_update():
    w, optimizer = quadratic(lr=0.4)
    halve = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    values = [w.item() for _ in train(optimizer, lambda: w**2 / 2, [()] * 3, halve)]
    assert values == pytest.approx([0.6, 0.6 * 0.8, 0.6 * 0.8 * 0.9], rel=1e-12)


def test_bare_tensor_as_batch():
    _, optimizer = quadratic(lr=0.1)
    with pytest.raises(TypeError, match=r"batches must yield tuples of tensors.*write \(tensor,\)"):
        next(train(optimizer, lambda x: x, [torch.ones(3)]))


def test_loss_must_be_a_scalar_tensor():
    w, optimizer = quadratic(lr=0.1)
    with pytest.raises(ValueError, match=r"loss must return a scalar, got shape \(1,\)"):
        next(train(optimizer, lambda: w[None], [()]))
    with pytest.raises(TypeError, match=r"loss must return a tensor, got 1\.0"):
        next(train(optimizer, lambda: 1.0, [()]))


@pytest.mark.parametrize("batch_size", [1, 3, 10, 25])
def test_every_epoch_holds_each_row_once(batch_size):
    x, y = torch.arange(10), 10 * torch.arange(10)
    batches = list(minibatches((x, y), batch_size, generator(), epochs=3))
    a_epoch = -(-10 // batch_size)
    assert len(batches) == 3 * a_epoch
    orders = []
    for start in range(0, len(batches), a_epoch):
        xs, ys = map(torch.cat, zip(*batches[start : start + a_epoch], strict=True))
        assert xs.sort().values.equal(x)
        assert ys.equal(10 * xs)
        orders.append(xs.tolist())
    assert orders[0] != orders[1] != orders[2]


def test_last_batch_has_what_remains():
    assert [len(x) for (x,) in minibatches((torch.zeros(10, 2),), 4, generator())] == [4, 4, 2]


def test_same_generator_same_order():
    x = torch.arange(50)
    first, again, other = (next(minibatches((x,), 50, generator(s)))[0] for s in (0, 0, 1))
    assert first.equal(again)
    assert not first.equal(other)


def test_no_epoch_no_batch():
    assert list(minibatches((torch.zeros(3),), 1, generator(), epochs=0)) == []


@pytest.mark.parametrize(
    ("words", "change"),
    [
        (r"tensors must have one .* got \[3, 4\]", {"tensors": (torch.zeros(3), torch.zeros(4))}),
        (r"got \[0\]", {"tensors": (torch.zeros(0),)}),
        (r"got \[\]", {"tensors": ()}),
        ("batch_size must be a whole number of at least 1, got 0", {"batch_size": 0}),
        ("epochs must be a whole number of at least 0, got -1", {"epochs": -1}),
    ],
)
def test_bad_minibatches_are_refused_at_once(words, change):
    arguments = {"tensors": (torch.zeros(3),), "batch_size": 2, "generator": generator()}
    with pytest.raises(ValueError, match=words):
        minibatches(**(arguments | change))


def test_minibatches_of_a_bare_tensor():
    with pytest.raises(TypeError, match=r"tensors must be a tuple of tensors"):
        minibatches(torch.zeros(3), 1, generator())


def test_accuracy_counts_right_rows():
    logits = torch.tensor([[3.0, 1, 2], [0, 1, 5], [9, 8, 7], [0, 2, 1]])
    assert accuracy(logits, torch.tensor([0, 2, 1, 1])) == 0.75
    assert accuracy(logits, logits.argmax(1)) == 1


@pytest.mark.parametrize(
    ("rows", "labels"), [((4, 3), (3,)), ((4,), (4,)), ((4, 3), (4, 1)), ((0, 3), (0,))]
)
def test_accuracy_of_shapes_that_do_not_fit(rows, labels):
    with pytest.raises(ValueError, match=r"logits must have shape \(N, C\) and labels \(N,\)"):
        accuracy(torch.zeros(rows), torch.zeros(labels, dtype=torch.int64))


def test_softmax_regression_learns_the_digits():
    images, labels = digits("train")
    weight = torch.zeros(10, 64, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=0.5)
    batches = minibatches((images.flatten(1), labels), 64, generator(), epochs=5)
    losses = [
        step.loss for step in train(optimizer, lambda x, y: cross_entropy(x @ weight.T, y), batches)
    ]
    assert losses[0] == pytest.approx(torch.tensor(10.0).log().item(), rel=1e-5)
    assert sum(losses[-10:]) / 10 < 0.5
    test = digits("test")
    assert accuracy(test.images.flatten(1) @ weight.T, test.labels) > 0.85
