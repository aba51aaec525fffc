"""Spread and ranking against hand-worked arrangements, brute force and scikit-learn."""

import math

import pytest
import torch
from sklearn.metrics import roc_auc_score

from dlnotes.faces.spread import (
    between_class_angle,
    class_centers,
    pair_ranking,
    within_class_angle,
)


def directions(*degrees, lengths=1.0):
    turn = torch.deg2rad(torch.tensor(degrees, dtype=torch.float64))
    return torch.stack([torch.cos(turn), torch.sin(turn)], 1) * torch.as_tensor(lengths)


LABELS = torch.tensor([0, 0, 1, 1, 2])
ROWS = directions(-10, 10, 60, 80, 180)


def test_a_worked_arrangement():
    """Centers at 0, 70 and 180 degrees; four rows are 10 degrees off, one is its own center."""
    centers = class_centers(ROWS, LABELS)
    expected = directions(0, 70, 180)
    torch.testing.assert_close(centers, expected, rtol=1e-12, atol=1e-12)
    assert math.degrees(within_class_angle(ROWS, LABELS)) == pytest.approx(8)
    assert math.degrees(between_class_angle(ROWS, LABELS)) == pytest.approx((70 + 70 + 110) / 3)
    assert pair_ranking(ROWS, LABELS) == 1


def test_lengths_and_turns_do_not_matter():
    other = directions(20, 40, 90, 110, 210, lengths=[[1.0], [5.0], [0.1], [2.0], [3.0]])
    for measure in (within_class_angle, between_class_angle, pair_ranking):
        assert measure(other, LABELS).item() == pytest.approx(measure(ROWS, LABELS).item())


@pytest.mark.parametrize("seed", range(3))
def test_ranking_is_the_area_under_the_roc(seed):
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(4, (40,), generator=generator)
    rows = torch.randn(40, 2, generator=generator, dtype=torch.float64)
    cosine = torch.nn.functional.cosine_similarity(rows[:, None], rows[None], dim=2)
    pairs = torch.triu(torch.ones(40, 40, dtype=torch.bool), diagonal=1)
    same = (labels[:, None] == labels)[pairs]
    expected = roc_auc_score(same, cosine[pairs])
    assert pair_ranking(rows, labels).item() == pytest.approx(expected, abs=1e-12)


def test_no_order_at_all_is_a_half():
    assert pair_ranking(torch.ones(6, 2), torch.tensor([0, 1, 0, 1, 0, 1])) == 0.5


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="every class up to the largest, got no 1"):
        class_centers(ROWS, torch.tensor([0, 0, 2, 2, 2]))
    with pytest.raises(ValueError, match=r"labels must be 0 to .* got -1 in row 4"):
        within_class_angle(ROWS, torch.tensor([0, 0, 1, 1, -1]))
    with pytest.raises(ValueError, match="embeddings must have no zero rows"):
        between_class_angle(torch.zeros(5, 2), LABELS)
    with pytest.raises(ValueError, match="embeddings must be finite"):
        pair_ranking(ROWS * math.nan, LABELS)
    for measure in (within_class_angle, between_class_angle, pair_ranking):
        with pytest.raises(ValueError, match=r"labels must have shape \(5,\), got \(4,\)"):
            measure(ROWS, LABELS[:4])
        with pytest.raises(ValueError, match=r"embeddings must not be empty, got shape \(0, 2\)"):
            measure(ROWS[:0], LABELS[:0])


def test_pairs_and_classes_must_exist():
    for labels in (torch.zeros(5, dtype=torch.int64), torch.arange(5)):
        with pytest.raises(ValueError, match="labels must make pairs of both kinds"):
            pair_ranking(ROWS, labels)
    with pytest.raises(ValueError, match="labels must make pairs of both kinds"):
        pair_ranking(ROWS[:1], LABELS[:1])
    with pytest.raises(ValueError, match="labels must have two classes or more"):
        between_class_angle(ROWS, torch.zeros(5, dtype=torch.int64))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_computed_in_float32(dtype):
    """A mean over counts of pairs overflows float16; small angles vanish in bfloat16."""
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(200) % 10
    turn = labels * 0.6 + 0.02 * torch.randn(200, generator=generator)
    rows = torch.stack([turn.cos(), turn.sin()], 1).to(dtype)
    for measure in (within_class_angle, between_class_angle, pair_ranking):
        found = measure(rows, labels)
        assert found.dtype == torch.float32
        assert found.item() == pytest.approx(measure(rows.double(), labels).item(), rel=1e-3)
