"""A right answer to a question and a wrong one, from what its page holds."""

from base64 import b64decode
from itertools import combinations

from dlnotes.exercise.answers import digest


def examples(spec):
    """(right, wrong): numbers as a reader writes them, or places among the choices.

    Raises:
        ValueError: no choice is right.
    """
    return of_choices(spec) if spec["choices"] else of_number(spec)


def of_number(spec):
    low, high = map(float, b64decode(spec["secret"]).split())
    return f"{(low + high) / 2:.12g}", f"{2 * high - low + abs(high) / 10 + 1:.12g}"


def of_choices(spec):
    places = range(len(spec["choices"]))
    most = len(places) if spec["several"] else 1
    tries = [list(some) for count in range(1, most + 1) for some in combinations(places, count)]
    right = [some for some in tries if digest(spec["id"], joined(some)) == spec["secret"]]
    if len(right) != 1:
        raise ValueError(f"{spec['id']}: {len(right)} of its choices are right: expected one")
    return right[0], next([place] for place in places if [place] != right[0])


def joined(places):
    return "+".join(map(str, places))
