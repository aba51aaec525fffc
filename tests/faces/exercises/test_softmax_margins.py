"""The exercises' reference against the losses of the part."""

import pytest
import torch
from torch.testing import assert_close

from dlnotes.faces.exercises.softmax_margins import additive_target
from dlnotes.faces.margins import margin_logits


@pytest.mark.parametrize("margin", [0.0, 0.3, 0.5, 1.5])
def test_the_target_without_arccos(margin):
    cosine = torch.linspace(-0.999, 0.999, 201, dtype=torch.float64, requires_grad=True)
    labels = torch.zeros(201, dtype=torch.int64)
    expected = margin_logits(cosine[:, None], labels, m2=margin, scale=1.0)[:, 0]
    found = additive_target(cosine, margin)
    assert_close(found, expected, rtol=1e-12, atol=1e-12)
    ours, theirs = (torch.autograd.grad(t.sum(), cosine)[0] for t in (found, expected))
    assert_close(ours, theirs, rtol=1e-9, atol=1e-9)
