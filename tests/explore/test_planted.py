"""Faults planted into the browser's code: a test of the gallery fails for each of them."""

import pytest

from tests.explore import test_gallery_browser as gallery
from tests.explore import test_trees as trees
from tests.explore.conftest import load_module
from tests.explore.spoiling import Spoiler
from tests.explore.windows import Shown, Windows


@pytest.fixture
def spoiled(browser, site):
    """Makes a `show` whose pages load changed code; a text that is nowhere fails the test."""
    opened = []

    def make(changes):
        spoiler = Spoiler(changes)
        windows = Windows(browser, site.url, spoiler.watch)
        opened.append((spoiler, windows))

        def show(name, kind="desk"):
            explorer = Shown(windows.page(f"{name}.html", kind), site.examples[name].spec)
            explorer.reset()
            return explorer

        return show

    yield make
    for spoiler, windows in opened:
        windows.close()
        assert not spoiler.left


FAULTS = {
    "sine for cosine": (
        {"cos:Math.cos": "cos:Math.sin"},
        gallery.test_the_browser_agrees_with_python,
        "ellipse",
    ),
    "a slider without keys": (
        {'type:"range",id,min:0': 'type:"range",keydown:(e)=>e.preventDefault(),id,min:0'},
        gallery.test_the_keyboard_moves_every_control,
        "decay-factor",
    ),
    "one step instead of ten": (
        {"event.shiftKey?10:1": "1"},
        gallery.test_arrow_keys_move_a_point_by_a_step_and_with_shift_by_ten,
        "optimiser-paths",
    ),
    "a reset that forgets the points": (
        {"setting.set(setting.spec.value)": "setting.element&&setting.set(setting.spec.value)"},
        gallery.test_reset_brings_back_the_first_drawing,
        "ellipse",
    ),
    "words as light as paper": (
        {"--dlx-muted:#595959": "--dlx-muted:#dddddd"},
        lambda name, show: gallery.test_it_follows_the_theme_and_can_be_read(name, show, "light"),
        "heat",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(fault, spoiled):
    changes, test, name = FAULTS[fault]
    with pytest.raises(AssertionError):
        test(name, spoiled(changes))


@pytest.mark.parametrize("fault", FAULTS)
def test_without_it_the_same_test_passes(fault, spoiled):
    _, test, name = FAULTS[fault]
    test(name, spoiled({}))


POLES = {
    "a pole of 1/x as infinite": ('"-1":(a)=>(a===0?NaN:1/a)', '"-1":(a)=>1/a', -1),
    "a pole of a power as infinite": ("a===0&&b<0?NaN:Math.pow(a,b)", "Math.pow(a,b)", -2),
}


@pytest.mark.parametrize("fault", POLES)
def test_a_pole_drawn_as_infinite_is_noticed(fault, browser, site):
    old, new, exponent = POLES[fault]
    spoiler = Spoiler({old: new})
    with browser.new_context() as context:
        page = context.new_page()
        spoiler.watch(page)
        load_module(page, site)
        with pytest.raises(AssertionError):
            trees.test_powers_that_are_written_out_are_powers_and_a_pole_is_a_gap(page, exponent)
    assert not spoiler.left
