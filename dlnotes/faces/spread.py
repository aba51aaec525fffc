"""How well angles tell classes apart: spread within a class, distance between, ranking of pairs."""

import torch

from dlnotes.faces.angles import unit
from dlnotes.faces.checks import check_directions, check_labels, check_rows


def class_centers(embeddings, labels):
    """Direction of the mean unit embedding of each class, shape (C, d).

    Args:
        embeddings: shape (N, d), no zero rows.
        labels: int64, shape (N,); every class from 0 to the largest label has a row.
    """
    check_rows("embeddings", embeddings)
    check_directions("embeddings", embeddings)
    check_labels(labels, len(embeddings), torch.iinfo(torch.int64).max)
    counts = labels.bincount()
    if (counts == 0).any():
        missing = int((counts == 0).nonzero()[0])
        raise ValueError(f"labels must have every class up to the largest, got no {missing}")
    sums = embeddings.new_zeros(len(counts), embeddings.shape[1])
    return unit(sums.index_add(0, labels, unit(embeddings)))


def within_class_angle(embeddings, labels):
    """Mean angle, in radians, between an embedding and the center of its class."""
    centers = class_centers(embeddings, labels)[labels]  # (N, d)
    cosine = (unit(embeddings) * centers).sum(dim=1)
    return torch.acos(cosine.clamp(-1, 1)).mean()


def between_class_angle(embeddings, labels):
    """Mean angle, in radians, between the center of a class and the nearest other center."""
    centers = class_centers(embeddings, labels)
    cosine = (centers @ centers.T).fill_diagonal_(-1)  # (C, C)
    return torch.acos(cosine.max(dim=1).values.clamp(-1, 1)).mean()


def pair_ranking(embeddings, labels):
    """Chance that two of one class have a larger cosine than two of different classes (the AUC).

    0.5 is guessing, 1 is perfect: some threshold on the cosine then says "same" or "different"
    without an error. Ties count half.
    """
    check_rows("embeddings", embeddings)
    check_directions("embeddings", embeddings)
    rows, columns = torch.triu_indices(len(labels), len(labels), offset=1)
    directions = unit(embeddings)
    cosine = (directions @ directions.T)[rows, columns]
    same = labels[rows] == labels[columns]
    different = cosine[~same].sort().values
    below = torch.searchsorted(different, cosine[same])
    up_to = torch.searchsorted(different, cosine[same], right=True)
    return (below + up_to).to(cosine.dtype).mean() / (2 * len(different))
