"""Lint of explorers: every formula that moves names what it shows."""

from tools.lints.fields import shaped
from tools.model.widgets import widgets


def shown(chapter):
    """Each curve, bar, step and readout names an equation or code, or is a drawing for a reason."""
    messages = []
    explorers = [(n, spec) for n, spec in widgets(chapter.nb) if spec["kind"] == "explorer"]
    for n, spec in explorers if shaped(chapter) else []:
        if "shows" not in spec:
            messages.append(
                f"{chapter.at(n)}: explorer {spec['id']!r} names nothing that it shows: write "
                "shows= in its panels and readouts"
            )
        messages += [
            f"{chapter.at(n)}: explorer {spec['id']!r}: {place} shows nothing that was checked: "
            "name it in shows=, or say why with drawing(...)"
            for place, said in spec.get("shows", [])
            if not said
        ]
    return messages


LINTS = [shown]
