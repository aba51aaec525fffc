"""The values that controls have, and what their rows say of them."""

import random
from math import log

from dlnotes.explore.controls.rows import value_text


def at_step(control, step):
    """The value that lies some steps from the low end, with the digits that are told."""
    low, high, steps = (control[name] for name in ("min", "max", "steps"))
    if step in (0, steps):
        return high if step else low
    value = along(control, step / steps)
    return float(f"{value:.{3 if control['log'] else 10}g}")


def step_of(control, value):
    """The step that is nearest to a value."""
    low, high, steps = (control[name] for name in ("min", "max", "steps"))
    share = log(value / low) / log(high / low) if control["log"] else (value - low) / (high - low)
    return round(steps * share)


def along(control, share):
    """The value at a share of the way from the low end to the high one."""
    low, high = control["min"], control["max"]
    return low * (high / low) ** share if control["log"] else low + share * (high - low)


def words(control, value):
    """What the row of a control says at a value."""
    return f"{value_text(control, value)} {control['unit']}".strip()


def first_setting(spec):
    """{name: value} as the explorer starts."""
    return {control["name"]: control["value"] for control in spec["sliders"]}


def random_settings(spec, count):
    """`count` settings between the ends: a place among names, letters of a world."""
    chance = random.Random(spec["id"])
    return [{c["name"]: any_value(c, chance) for c in spec["sliders"]} for _ in range(count)]


def any_value(control, chance):
    kind = control.get("kind")
    if kind == "cells":
        letters = control["letters"]
        return "".join(c if c == "/" else chance.choice(letters) for c in control["value"])
    value = along(control, chance.random())
    return value if kind is None else round(value)
