"""The data of the gallery's examples, made once a process, and the few that stand for all.

What belongs to a control, a panel or a point, whatever formulas are shown, is tried on `FEW`: in
them every kind of control stands beside every kind of panel that any example has it with.
"""

from tests.explore.gallery import EXAMPLES

SPECS = {name: make().spec for name, make in EXAMPLES.items()}


def traits(spec):
    """What of the machinery an example uses: panels, what stands beside them, points, time."""
    panels = {panel["kind"] for panel in spec["panels"]}
    beside = {_control(control) for control in spec["sliders"] if not control["hidden"]}
    beside |= {"readout" for _ in spec["readouts"]}
    beside |= {"point" for p in spec["panels"] if any(m["drag"] for m in p.get("markers", []))}
    beside |= {"time" for panel in spec["panels"] if panel.get("play")}
    count = "several panels" if len(spec["panels"]) > 1 else "one panel"
    return {(panel, other) for panel in panels for other in (*beside, count)}


def _control(control):
    kind = control.get("kind", "slider")
    return f"{kind} of names" if "names" in control and kind == "slider" else kind


def few(specs):
    """Names of examples that together have all traits: each time the one that adds most."""
    missing, chosen = set().union(*map(traits, specs.values())), []
    while missing:
        name = max(specs, key=lambda name: len(traits(specs[name]) & missing))
        chosen.append(name)
        missing -= traits(specs[name])
    return chosen


FEW = few(SPECS)
