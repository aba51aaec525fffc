"""The surface behind a panel's lines: a formula of two symbols, as colours and level lines."""

from dlnotes.explore.formulas import Formula


def surface_checked(kind, plane, surface):
    """Refuses a surface without its two symbols, and the other way round."""
    if (plane is None) != (surface is None):
        raise ValueError(f"{kind}: a surface needs its plane, two symbols, and a plane a surface")


def surface_spec(surface, plane, levels, log=False):
    """JSON data of a surface, or None where there is none."""
    if surface is None:
        return None
    return {
        "plane": [symbol.name for symbol in plane],
        "value": Formula(surface, "surface", plane),
        "levels": levels,
        "log": log,
    }
