"""Two drawings are alike when they show the same, whatever the last digit of a coordinate."""

import pytest

from tools.drawings import differences

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" role="img">
<g clip-path="url(#c)"><path d="M10 20.5L30.2,40V5A3 3 0 0 1 7 8Z" stroke="#0b3d91"/></g>
<polygon points="1,2 3.5,4.5" fill="#fff"/><circle cx="5" cy="6" r="3"/>
<g transform="translate(10 20)"><g transform="rotate(0.3)"><g transform="scale(2)"/></g></g>
<text x="7" y="8" text-anchor="end">the <tspan dy="-3">loss</tspan> at 0.5</text></svg>"""

ALIKE = {
    "the same": ("", ""),
    "a digit at an edge": ("20.5L", "20.6L"),
    "half a pixel": ("20.5L", "21L"),
    "another form of a number": ("20.5L", "2.05e1L"),
    "a bound": ('cy="6"', 'cy="6.4"'),
    "a corner": ("3.5,4.5", "3.4,4.6"),
    "a shift": ("translate(10 20)", "translate(10.2 19.8)"),
    "below zero": ('y="8"', 'y="7.9"'),
    "a raised word": ('dy="-3"', 'dy="-2.9"'),
    "blanks between words": ("the <tspan", "the\n  <tspan"),
    "order of attributes": ('cx="5" cy="6"', 'cy="6" cx="5"'),
}
OTHER = {
    "beyond half a pixel": ("20.5L", "21.1L", "path 1: d: "),
    "another command": ("L30.2", "M30.2", "path 1: d: "),
    "the other arc": ("0 0 1 7", "0 0 0 7", "path 1: d: "),
    "a point more": ("V5A", "L1 2V5A", "path 1: d: "),
    "no number": ("M10 ", "Mnan ", "path 1: d: "),
    "a corner less": (" 3.5,4.5", "", "polygon 1: points: "),
    "another turn": ("rotate(0.3)", "rotate(0.4)", "g 3: transform: "),
    "another scale": ("scale(2)", "scale(2.1)", "g 4: transform: "),
    "another colour": ('stroke="#0b3d91"', 'stroke="#0b3d92"', "path 1: stroke: "),
    "other words": ("at 0.5<", "at 0.6<", "tspan 1: words: "),
    "another word inside": ("loss", "gain", "tspan 1: words: "),
    "another view": ("0 0 640 400", "0 0 640.1 400", "svg 1: viewBox: "),
    "an attribute less": (' stroke="#0b3d91"', "", "path 1: stroke: "),
    "an attribute more": ("<circle ", '<circle opacity="0" ', "circle 1: opacity: None"),
    "an element less": ('<circle cx="5" cy="6" r="3"/>', "", "elements: "),
    "an element more": ("<text", "<rect/><text", "elements: "),
    "another element": ("polygon", "polyline", "elements: "),
    "another order": ("<g clip", "<circle/><g clip", "elements: "),
    "not inside any more": ("</g>\n<polygon", "\n<polygon", "elements: "),
}


@pytest.mark.parametrize("name", ALIKE)
def test_alike(name):
    old, new = ALIKE[name]
    assert differences(SVG, _changed(old, new)) == [] == differences(_changed(old, new), SVG)


@pytest.mark.parametrize("name", OTHER)
def test_other(name):
    old, new, told = OTHER[name]
    changed = _changed(old, new)
    if name == "not inside any more":  # the group now ends behind the polygon
        changed = changed.replace('fill="#fff"/>', 'fill="#fff"/></g>')
    found = differences(SVG, changed)
    assert found and found[0].startswith(told)
    assert differences(changed, SVG)


def _changed(old, new):
    assert old in SVG
    return SVG.replace(old, new, 1)


def test_two_elements_that_change_places_differ():
    first, second = '<rect x="1" fill="#111"/>', '<rect x="9" fill="#222"/>'
    assert differences(f"<svg>{first}{second}</svg>", f"<svg>{second}{first}</svg>")


def test_steps_from_the_last_point_add_up_and_so_are_compared_exactly():
    path = '<svg><path d="M0 0{}1 1"/></svg>'
    assert differences(path.format("l"), path.format("l").replace("1 1", "1 1.1"))
    assert differences(path.format("L"), path.format("L").replace("1 1", "1 1.1")) == []


def test_an_exponent_is_no_step():
    svg = '<svg><path d="M1e-3 0L2 2"/></svg>'
    assert differences(svg, svg.replace("1e-3", "2e-3")) == []


def test_the_tolerance_is_the_callers():
    svg = '<svg><circle cx="5"/></svg>'
    assert differences(svg, svg.replace("5", "5.1"), tolerance=0.05)
    assert differences(svg, svg.replace("5", "7"), tolerance=2) == []
