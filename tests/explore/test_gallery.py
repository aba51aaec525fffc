"""The gallery is complete: it has whatever explorers offer, and whatever chapters use."""

import inspect

import pytest

import dlnotes.explore
from tests.exercise.questions import QUESTIONS
from tests.explore.gallery import KINDS
from tests.explore.rows import ROWS
from tests.explore.specs import SPECS
from tools import notebooks
from tools.model.widgets import widgets


def test_every_kind_of_panel_has_a_file_and_an_example():
    offered = {
        item.kind
        for item in vars(dlnotes.explore).values()
        if inspect.isclass(item) and "kind" in vars(item)
    }
    assert {"curves", "paths", "layers"} <= offered == set(KINDS)
    for name, kind in KINDS.items():
        specs = [SPECS[make.__name__.replace("_", "-")] for make in kind.EXAMPLES]
        assert any(panel["kind"] == name for spec in specs for panel in spec["panels"]), name


def test_an_example_is_named_after_its_function():
    assert {name: spec["id"] for name, spec in SPECS.items()} == {name: name for name in SPECS}


def test_every_kind_of_control_has_a_hand_and_an_example():
    rows = [c for spec in SPECS.values() for c in spec["sliders"] if not c["hidden"]]
    assert {control.get("kind", "slider") for control in rows} == set(ROWS)


CONTROLS = {
    "linear": lambda control: not control["log"],
    "logarithmic": lambda control: control["log"],
    "of names": lambda control: "names" in control,
    "with a unit": lambda control: control["unit"],
    "hidden behind a point": lambda control: control["hidden"],
}


@pytest.mark.parametrize("form", CONTROLS)
def test_every_form_of_control_has_an_example(form):
    assert any(CONTROLS[form](control) for spec in SPECS.values() for control in spec["sliders"])


def test_points_are_dragged_along_both_axes_and_along_one():
    markers = [
        marker
        for spec in SPECS.values()
        for panel in spec["panels"]
        for marker in panel.get("markers", [])
    ]
    found = {tuple(name is None for name in m["drag"]) if m["drag"] else None for m in markers}
    assert {None, (False, False), (False, True)} <= found


def test_chapters_use_nothing_that_the_gallery_lacks():
    questions = [make().spec for make in QUESTIONS.values()]
    tried = set().union(*map(features, [*SPECS.values(), *questions]))
    for name in notebooks.toc():
        for _, spec in widgets(notebooks.find(name).nb):
            lacking = features(spec) - tried
            assert not lacking, f"{name}, {spec['id']}: the examples lack {lacking}"


def features(spec):
    """What a widget makes use of: "curves.bands is given", "slider.log is true"."""
    if spec["kind"] == "question":
        return set(of_part("question", spec))
    parts = [(panel["kind"], panel) for panel in spec["panels"]]
    parts += [(control.get("kind", "slider"), control) for control in spec["sliders"]]
    parts += [("readout", readout) for readout in spec["readouts"]]
    return {feature for name, part in parts for feature in of_part(name, part)}


def of_part(name, part):
    for key, value in part.items():
        path = f"{name}.{key}"
        items = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
        nested = [item for item in items if isinstance(item, dict)]
        yield f"{path} is {state(value)}"
        for item in nested:
            yield from of_part(f"{path} {item.get('kind', '')}".strip(), item)


def state(value):
    if isinstance(value, bool):
        return str(value).lower()
    return "empty" if value in (None, "", [], {}) else "given"


def test_features_are_told_apart():
    spec = SPECS["band"]
    plain = SPECS["bias-correction"]
    assert "curves.bands is given" in features(spec) - features(plain)
    assert "curves.x.log is true" in features(plain) - features(spec)
    assert "plane.shapes arrow.x is given" in features(SPECS["bare"])
    assert "question.several is true" in features(QUESTIONS["momentum"]().spec)
