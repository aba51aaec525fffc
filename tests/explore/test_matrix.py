"""Matrices in Python: against numpy, in the picture, and what is refused."""

import re

import numpy as np
import pytest
import sympy as sp

from dlnotes.explore import Explorer, Matrix, Slider
from dlnotes.explore.page import page
from dlnotes.explore.panels.matrix.values import matrix_values
from dlnotes.explore.picture import picture
from tests.explore.gallery import matrix as gallery

A, B, I, J = sp.symbols("a b i j", real=True)  # noqa: E741
NAMES = ["x", "y", "z"]


def explorer(*panels):
    return Explorer(
        "shown",
        sliders=[Slider(A, 0, 2, value=1)],
        panels=list(panels),
        alt="Cells and their numbers.",
    )


def shown(panel, **settings):
    spec = explorer(panel).spec
    return matrix_values(spec["panels"][0], spec["parts"], {"a": 1, **settings})


def test_cells_are_their_formulas():
    found = shown(Matrix([[A, 2 * A, 3], [0, -A, A**2]], ["r", "s"], NAMES), a=3)
    np.testing.assert_array_equal(found, [[3, 6, 3], [0, -3, 9]])
    of_sympy = shown(Matrix(A * sp.eye(3), NAMES, NAMES), a=0.5)
    np.testing.assert_array_equal(of_sympy, 0.5 * np.eye(3))


def test_one_formula_sees_the_place_of_its_cell():
    found = shown(Matrix(10 * I + A * J, ["r", "s"], NAMES, index=(I, J)), a=0.5)
    np.testing.assert_array_equal(found, [[0, 0.5, 1], [10, 10.5, 11]])
    constant = shown(Matrix(A, ["r", "s"], NAMES, index=(I, J)))
    np.testing.assert_array_equal(constant, np.ones((2, 3)))


@pytest.mark.parametrize("causal", [0, 1])
def test_the_attention_of_the_gallery_is_a_softmax(causal):
    spec = gallery.attention().spec
    found = matrix_values(spec["panels"][0], spec["parts"], {"m": 0.7, "causal": causal})
    rows, columns = np.indices((6, 6))
    seen = (columns <= rows) | (causal == 0)
    weights = np.where(seen, np.exp(-0.7 * abs(rows - columns)), 0)
    wanted = np.where(seen, weights / weights.sum(1, keepdims=True), np.nan)
    np.testing.assert_allclose(found, wanted, rtol=1e-12)


def test_the_picture_has_numbers_and_leaves_masked_cells_empty():
    spec = gallery.attention().spec
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    text = picture(spec["panels"][0], spec["parts"], values, (640, 400))
    assert text.count("<rect") == 1 + 1 + 36  # the card, the clip and the cells
    assert text.count('fill="none" style') == 15 and ">0.62</text>" in text
    open_text = picture(spec["panels"][0], spec["parts"], {**values, "causal": 0}, (640, 400))
    assert open_text.count('fill="none" style') == 0


def test_small_cells_carry_no_numbers_and_wide_labels_are_slanted():
    many = [f"a long name {k}" for k in range(20)]
    spec = explorer(Matrix(I * J + A, many, many, index=(I, J))).spec
    text = picture(spec["panels"][0], spec["parts"], {"a": 1}, (420, 300))
    assert text.count("rotate(-45)") == 20 and ">11</text>" not in text
    assert "row ↓  column →" in text


def test_equal_cells_have_a_colour():
    spec = explorer(Matrix([[A, A, A]], ["r"], NAMES)).spec
    assert "nan" not in picture(spec["panels"][0], spec["parts"], {"a": 1}, (420, 300))
    assert page(explorer(Matrix([[A, A, A]], ["r"], NAMES)).spec).count("<img") == 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Matrix([[A]], [], ["x"]), "Matrix: 0 rows: expected 1 to 32 labels"),
        (lambda: Matrix([[A]], ["r"], list(range(40))), "Matrix: 40 columns"),
        (lambda: Matrix([[A, A]], ["r"], NAMES), "rows of [2]: expected (1, 3)"),
        (lambda: Matrix(sp.eye(2), NAMES, NAMES), "rows of [2, 2]: expected (3, 3)"),
        (lambda: Matrix([[A]], ["r"], ["x"], digits=0), "digits=0: expected 1 to 6"),
        (lambda: explorer(Matrix([[A, B, A]], ["r"], NAMES)), "cell [0, 1] of the matrix: b is"),
        (lambda: explorer(Matrix(B * I, ["r"], NAMES, index=(I, J))), "cell [i, j] of the matrix"),
        (lambda: explorer(Matrix([[sp.log(-A)]], ["r"], ["x"])), "every cell of the matrix is no"),
        (lambda: Matrix([[A]], ["r"], ["x"], limits=(1, 0)), "z axis: range=(1, 0)"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_the_places_are_symbols():
    with pytest.raises(TypeError, match="Matrix: index: 'i': expected sympy symbols"):
        Matrix(A, ["r"], ["x"], index=("i", "j"))
