import io
import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.pylabtools import print_figure
from matplotlib import colors
from PIL import Image
from scipy.optimize import isotonic_regression

from dlnotes import plotting
from dlnotes.plotting import CARD, COLORS, INK, MUTED, WIDTH, alt, figure, label_lines, use_style

DARK_PAGE = "#121212"
PHONE = 358  # CSS pixels left for a figure on a screen 390 wide

# Colour vision without one kind of cone, for linear RGB: Machado, Oliveira and Fernandes 2009.
VISION = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.fixture(autouse=True)
def style():
    backend = plt.get_backend()
    plt.switch_backend("agg")
    with plt.rc_context():
        use_style()
        yield
    plt.close("all")
    plt.switch_backend(backend)


def linear(color):
    rgb = np.array(colors.to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    dark, light = sorted(linear(color) @ [0.2126, 0.7152, 0.0722] for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """CIELAB of linear sRGB."""
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    x, y, z = np.cbrt(np.maximum(matrix @ np.clip(rgb, 0, 1) / [0.9505, 1, 1.089], 1e-4))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_the_contrast_formula_knows_its_ends():
    assert contrast("white", "black") == pytest.approx(21)
    assert contrast(INK, INK) == pytest.approx(1)
    assert contrast("#777777", "white") == pytest.approx(4.48, abs=0.01)


def test_no_grey_would_do_on_both_pages():
    greys = [str(level) for level in np.linspace(0, 1, 256)]
    best = max(min(contrast(grey, "white"), contrast(grey, DARK_PAGE)) for grey in greys)
    assert 4.2 < best < 4.4


@pytest.mark.parametrize("color", [*COLORS, MUTED])
def test_text_in_every_colour_can_be_read_on_the_card(color):
    assert contrast(color, CARD) >= 4.5


@pytest.mark.parametrize("vision", VISION)
def test_colours_can_be_told_apart(vision):
    seen = [lab(VISION[vision] @ linear(color)) for color in COLORS]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 18


def test_text_can_be_read_on_a_phone():
    for size in ("font.size", "axes.titlesize", "xtick.labelsize", "ytick.labelsize"):
        assert plt.rcParams[size] / 72 / WIDTH * PHONE >= 9


def draw_curves():
    _, ax = figure()
    steps, noise = np.arange(2000), np.random.default_rng(0)
    for name, time in [("Adam", 300), ("AdamW", 280), ("SGD", 500), ("with momentum", 400)]:
        ax.plot(steps, np.exp(-steps / time) + noise.normal(0, 0.01, 2000), label=name)
    ax.set(xlabel="step", ylabel="loss", title="Four losses")
    label_lines(ax)


def draw_panels():
    _, axes = figure(2, sharex=True)
    x = np.linspace(0, 6, 300)
    for ax in axes:
        ax.plot(x, np.sin(x), label="sine")
        ax.plot(x, np.cos(x), label="cosine")
        label_lines(ax)


def draw_points():
    _, ax = figure(panel_height=3)
    points = np.random.default_rng(0).normal(size=(2, 1000))
    ax.scatter(*points, s=6)


def draw_heat_map():
    picture, ax = figure(panel_height=3)
    x, y = np.meshgrid(np.linspace(-2, 2, 200), np.linspace(-2, 2, 200))
    picture.colorbar(ax.imshow(x**2 + 3 * y**2))


@pytest.mark.parametrize("draw", [draw_curves, draw_panels, draw_points, draw_heat_map])
def test_stored_picture_is_a_small_opaque_card(draw):
    draw()
    stored = print_figure(plt.gcf(), bbox_inches="tight")  # as a notebook stores it
    pixels = np.array(Image.open(io.BytesIO(stored)))  # (H, W, 4)
    assert len(stored) <= 80_000
    assert pixels.shape[1] <= 680
    assert (pixels[..., 3] == 255).all()
    assert pixels[0, 0, :3].tolist() == [round(255 * value) for value in colors.to_rgb(CARD)]


def test_curves_take_the_colours_in_order():
    _, ax = figure()
    lines = [ax.plot([0, 1])[0].get_color() for _ in COLORS]
    assert lines == list(COLORS)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 1), (1, 3), (3, 2)])
def test_figure_has_one_width_whatever_the_grid(rows, columns):
    picture, axes = figure(rows, columns, panel_height=1.5)
    assert picture.get_size_inches().tolist() == [WIDTH, 1.5 * rows]
    assert np.size(axes) == rows * columns


def test_figure_passes_options_on():
    _, (upper, lower) = figure(2, sharex=True)
    upper.set_xlim(3, 5)
    assert lower.get_xlim() == (3, 5)


@pytest.mark.parametrize("grid", [{"rows": 0}, {"columns": 0}, {"rows": -1}])
def test_figure_without_axes(grid):
    with pytest.raises(ValueError, match="rows and columns must be at least 1"):
        figure(**grid)


@pytest.mark.parametrize("height", [0, -1, float("inf"), float("nan")])
def test_figure_without_height(height):
    with pytest.raises(ValueError, match="panel_height must be finite and above 0"):
        figure(panel_height=height)


def extents(ax):
    """Text -> box in pixels, in the final layout."""
    ax.figure.draw_without_rendering()
    return {text.get_text(): text.get_window_extent() for text in ax.texts}


ENDS = {
    "apart": [0.0, 0.5, 1.0],
    "all at the bottom": [0.0, 0.0, 0.001, 0.002],
    "all at the top": [1.0, 1.0, 0.999],
    "two pairs": [0.2, 0.21, 0.8, 0.79],
    "many": list(np.linspace(0.4, 0.5, 8)),
}


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("ends", ENDS.values(), ids=ENDS.keys())
def test_labels_do_not_overlap_and_keep_the_order_of_the_ends(ends, scale):
    picture, ax = figure()
    for i, end in enumerate(ends):
        ax.plot([1, 2, 3], [2, 1.5, end + 0.01], label=f"line {i}")
    ax.set(yscale=scale, ylim=(0.01, 2))
    label_lines(ax)
    boxes = extents(ax)
    centres = [(boxes[f"line {i}"].y0 + boxes[f"line {i}"].y1) / 2 for i in range(len(ends))]
    assert all(
        a < b for (_, a), (_, b) in itertools.pairwise(sorted(zip(ends, centres, strict=True)))
    )
    for one, other in itertools.combinations(boxes.values(), 2):
        assert one.y0 >= other.y1 - 1e-6 or other.y0 >= one.y1 - 1e-6
    for box in boxes.values():
        assert box.y0 >= ax.bbox.y0 - 1e-6
        assert box.y1 <= ax.bbox.y1 + 1e-6
        assert box.x1 <= picture.bbox.x1


def test_a_label_with_room_stands_at_its_end_in_its_colour():
    _, ax = figure()
    (line,) = ax.plot([0, 1, 2], [0, 3, 1], label="it")
    ax.plot([0, 2], [3, 3])
    label_lines(ax)
    box = extents(ax)["it"]
    x, y = ax.transData.transform((2, 1))
    assert (box.y0 + box.y1) / 2 == pytest.approx(y, abs=0.5)
    assert box.x0 == pytest.approx(x + plotting.GAP * ax.figure.dpi / 72, abs=1.5)
    assert ax.texts[0].get_color() == line.get_color()


def test_lines_without_a_label_get_none():
    _, ax = figure()
    ax.plot([0, 1], [0, 1])
    ax.plot([0, 1], [1, 0], label="named")
    label_lines(ax)
    assert list(extents(ax)) == ["named"]


@pytest.mark.parametrize(
    ("values", "end"),
    [([0, 1, np.nan], (1, 1)), ([0, 1, np.inf], (1, 1)), ([0, 1, 50], (1, 1)), ([0, 1, 2], (2, 2))],
    ids=["nan", "inf", "out of view", "on the edge"],
)
def test_the_end_is_the_last_point_that_can_be_seen(values, end):
    _, ax = figure()
    ax.plot([0, 1, 2], values, label="line")
    ax.set(xlim=(0, 2), ylim=(0, 2))
    label_lines(ax)
    assert tuple(ax.texts[0].xy) == end


def test_a_horizontal_line_across_the_axes():
    _, ax = figure()
    ax.plot([0, 10], [0, 10])
    ax.axhline(4, label="limit")
    label_lines(ax)
    box = extents(ax)["limit"]
    assert (box.y0 + box.y1) / 2 == pytest.approx(ax.transData.transform((0, 4))[1], abs=0.5)
    assert box.x0 > ax.bbox.x1


def test_label_lines_with_nothing_to_label():
    _, ax = figure()
    ax.plot([0, 1])
    with pytest.raises(ValueError, match=r"lines drawn with label="):
        label_lines(ax)


def test_label_of_a_line_out_of_view():
    _, ax = figure()
    ax.plot([0, 1], [5, 6], label="far")
    ax.set_ylim(0, 1)
    with pytest.raises(ValueError, match="line 'far' has no point inside the limits"):
        label_lines(ax)


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(1, 20)),
        min_size=1,
        max_size=8,
    )
)
def test_moves_are_the_least_squares_ones(boxes):
    centres, heights = map(np.array, zip(*sorted(boxes), strict=True))
    placed = plotting._spread(centres, heights, -1e6, 1e6)
    least = np.concatenate([[0], np.cumsum((heights[1:] + heights[:-1]) / 2)])
    np.testing.assert_allclose(placed, isotonic_regression(centres - least).x + least, atol=1e-9)


def test_boxes_that_do_not_fit_start_at_the_bottom():
    placed = plotting._spread(np.zeros(4), np.full(4, 10.0), 0, 20)
    assert placed.tolist() == [5, 15, 25, 35]


def test_alt_is_kept_as_the_label_of_the_current_figure(capsys):
    first, _ = figure()
    second, _ = figure()
    assert alt("AdamW ends lower than Adam.") is None
    assert second.get_label() == "AdamW ends lower than Adam."
    assert first.get_label() == ""
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["x" * 20, "x" * 400])
def test_alt_of_allowed_length(text):
    picture, _ = figure()
    alt(text)
    assert picture.get_label() == text


@pytest.mark.parametrize("text", ["", "too short", "x" * 19, "x" * 401, " " * 50])
def test_alt_of_wrong_length(text):
    figure()
    with pytest.raises(ValueError, match="text must have 20 to 400 characters, got"):
        alt(text)


@pytest.mark.parametrize("text", [None, 3, b"bytes that are long enough"])
def test_alt_of_another_type(text):
    figure()
    with pytest.raises(TypeError, match="text must be a str"):
        alt(text)


def test_alt_without_a_figure():
    with pytest.raises(ValueError, match="there is none"):
        alt("Nothing has been drawn so far.")
    assert plt.get_fignums() == []
