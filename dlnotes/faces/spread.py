"""How well angles tell classes apart: spread within a class, distance between, ranking of pairs."""

import torch

from dlnotes.checks import check_indices, check_rows
from dlnotes.faces.angles import check_directions, unit
from dlnotes.precision import raised

ANY_CLASS = torch.iinfo(torch.int64).max


def class_centers(embeddings, labels):
    """Direction of the mean unit embedding of each class, shape (C, d); float32 for half precision.

    Args:
        embeddings: shape (N, d), no zero rows.
        labels: int64, shape (N,); every class from 0 to the largest label has a row.
    """
    check_rows(embeddings=embeddings)
    check_indices(len(embeddings), ANY_CLASS, labels=labels)
    counts = labels.bincount()
    if (counts == 0).any():
        missing = int((counts == 0).nonzero()[0])
        raise ValueError(f"labels must have every class up to the largest, got no {missing}")
    directions = unit(raised(embeddings))
    check_directions(directions, embeddings=embeddings)
    sums = directions.new_zeros(len(counts), directions.shape[1])
    return unit(sums.index_add(0, labels, directions))


def within_class_angle(embeddings, labels):
    """Mean angle, in radians, between an embedding and the center of its class."""
    centers = class_centers(embeddings, labels)[labels]  # (N, d)
    cosine = (unit(raised(embeddings)) * centers).sum(dim=1)
    return torch.acos(cosine.clamp(-1, 1)).mean()


def between_class_angle(embeddings, labels):
    """Mean angle, in radians, between the center of a class and the nearest other center."""
    centers = class_centers(embeddings, labels)
    if len(centers) < 2:
        raise ValueError("labels must have two classes or more, got only 0")
    cosine = (centers @ centers.T).fill_diagonal_(-1)  # (C, C)
    return torch.acos(cosine.max(dim=1).values.clamp(-1, 1)).mean()


def pair_ranking(embeddings, labels):
    """Chance that two of one class have a larger cosine than two of different classes (the AUC).

    0.5 is guessing, 1 is perfect: some threshold on the cosine then says "same" or "different"
    without an error. Ties count half. Both kinds of pairs must occur.
    """
    check_rows(embeddings=embeddings)
    check_indices(len(embeddings), ANY_CLASS, labels=labels)
    directions = unit(raised(embeddings))
    check_directions(directions, embeddings=embeddings)
    rows, columns = torch.triu_indices(len(labels), len(labels), offset=1, device=labels.device)
    cosine = (directions @ directions.T)[rows, columns]
    same = labels[rows] == labels[columns]
    if not same.any() or same.all():
        raise ValueError(f"labels must make pairs of both kinds, got {labels.tolist()[:20]}")
    different = cosine[~same].sort().values
    below = torch.searchsorted(different, cosine[same])
    up_to = torch.searchsorted(different, cosine[same], right=True)
    return (below + up_to).to(cosine.dtype).mean() / (2 * len(different))
