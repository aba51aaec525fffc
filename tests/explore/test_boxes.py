"""Boxes in Python: their corners, the picture behind them, and what is refused."""

import io
import re
from base64 import b64decode

import matplotlib.image
import numpy as np
import pytest
import sympy as sp

from dlnotes.explore import Box, Boxes, Explorer, Slider
from dlnotes.explore.panels.boxes.raster import data_uri
from dlnotes.explore.panels.boxes.values import box_values
from dlnotes.explore.picture import picture
from tests.explore.gallery import boxes as gallery

A, B = sp.symbols("a b", real=True)
PLANE = ((0, 10), (0, 5))


def explorer(panel):
    sliders = [Slider(A, 0, 10, value=4)]
    return Explorer("shown", sliders=sliders, panels=[panel], alt="Boxes in a plane, one moves.")


def corners(box, **settings):
    spec = explorer(Boxes(PLANE, {"box": box})).spec
    return box_values(spec["panels"][0], spec["parts"], {"a": 4, **settings})[0].tolist()


def test_both_forms_give_corners():
    assert corners(Box((A, 1, A + 2, 3))) == [4, 1, 6, 3]
    assert corners(Box((A, 3, 2, 4), form="cxcywh"), a=5) == [4, 1, 6, 5]


def test_sliders_are_dragged_and_formulas_stay():
    spec = explorer(Boxes(PLANE, {"box": Box((A, 1, A + 2, 3))})).spec["panels"][0]
    assert spec["boxes"][0]["drag"] == ["a", None, None, None]
    assert spec["picture"] is None and spec["lines"] is None


@pytest.mark.parametrize("shape", [(1, 1), (5, 7), (4, 3, 3), (100, 100)])
def test_a_picture_is_an_image_of_its_numbers(shape):
    pixels = np.random.default_rng(1).integers(0, 256, shape)
    uri = data_uri(pixels)
    assert uri.startswith("data:image/png;base64,") and uri == data_uri(pixels.tolist())
    read = matplotlib.image.imread(io.BytesIO(b64decode(uri.partition(",")[2])), format="png")
    read = np.round(255 * read).astype(int)
    np.testing.assert_array_equal(read[..., 0] if read.ndim > len(shape) else read, pixels)


def test_the_picture_draws_scene_and_boxes_inside_the_plane():
    box = Box((A - 8, 1, A + 2, 30))
    spec = explorer(Boxes(PLANE, {"wide": box}, picture=[[0, 255]], lines=(4, 2), title="T")).spec
    text = picture(spec["panels"][0], spec["parts"], {"a": 4}, (640, 400))
    number = r'="([\d.]+)"'
    found = re.search(f'x{number} y{number} width{number} height{number} fill="#0b3d91"', text)
    x, y, width, height = map(float, found.groups())
    assert (x, y, width) == (8, pytest.approx(30 + 62.4, abs=0.1), pytest.approx(374.4, abs=0.1))
    assert y + height == pytest.approx(30 + 312, abs=0.2)
    assert text.count("<image") == 1 and ">T<" in text
    assert text.count("v312") == 3 and text.count("h624") == 1


def test_the_overlap_of_the_gallery_is_that_of_areas():
    spec = gallery.overlap().spec
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    truth, found = box_values(spec["panels"][0], spec["parts"], values)
    assert truth.tolist() == [3, 2, 7, 6] and found.tolist() == [4, 3, 9, 7]


def test_a_box_that_is_no_number_is_left_out():
    spec = explorer(Boxes(PLANE, {"box": Box((sp.log(A), 1, A, 3))})).spec
    text = picture(spec["panels"][0], spec["parts"], {"a": 0}, (420, 300))
    assert ">box<" not in text and "nan" not in text


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Box((1, 2, 3)), "Box: coordinates=(1, 2, 3): expected four formulas"),
        (lambda: Box((1, 2, 3, 4), form="xywh"), "form='xywh': expected one of xyxy, cxcywh"),
        (lambda: Boxes(PLANE, {}), "Boxes: 0 of them"),
        (lambda: Boxes(((1, 0), (0, 1)), {"b": Box((1, 2, 3, 4))}), "x axis: range=(1, 0)"),
        (lambda: Boxes(PLANE, {"b": Box((1, 2, 3, 4))}, lines=(0, 2)), "lines=(0, 2)"),
        (lambda: explorer(Boxes(PLANE, {"b": Box((1, 2, B, 4))})), "coordinate 2 of box 'b': b is"),
        (lambda: explorer(Boxes(PLANE, {"b": Box([sp.log(-A)] * 4)})), "box 'b' is nowhere a fin"),
        (lambda: data_uri([1, 2]), "picture of shape (2,)"),
        (lambda: data_uri(np.zeros((2, 2, 4), int)), "picture of shape (2, 2, 4)"),
        (lambda: data_uri(np.zeros((200, 200), int)), "40000 numbers: expected at most 10000"),
        (lambda: data_uri([[0.5]]), "expected whole numbers from 0 to 255"),
        (lambda: data_uri([[256]]), "expected whole numbers from 0 to 255"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_what_is_no_box_is_refused():
    with pytest.raises(TypeError, match=re.escape("Boxes: 'b' is (1, 2, 3, 4): expected a Box")):
        Boxes(PLANE, {"b": (1, 2, 3, 4)})
