"""Learning paths: what can be read in a number of hours, what is needed before what needs it."""

from dataclasses import dataclass
from statistics import mean

from dlnotes_site.layout import ancestors
from dlnotes_site.link import to_chapter
from dlnotes_site.map import needs_of, planned_badge
from dlnotes_site.refusal import Refusal
from dlnotes_site.tag import tag
from tools.model.catalogue import FILE

HOUR = 60


@dataclass(frozen=True)
class Path:
    """A way through the book: its chapters, in an order in which they can be read."""

    hours: int
    title: str
    about: str
    chapters: list


def read_paths(catalogue):
    """The book's ways through it, completed.

    Raises:
        Refusal: no goal of a way fits into its hours.
    """
    return [
        Path(way.hours, way.title, way.about, complete(way, catalogue)) for way in catalogue.paths
    ]


def complete(way, catalogue):
    """The goals in turn, each with all that it needs, as long as they fit into the hours."""
    needs, chosen = needs_of(catalogue), set()
    for goal in way.goals:
        more = chosen | {goal} | ancestors(needs, goal)
        if total(catalogue, more) <= way.hours * HOUR:
            chosen = more
    if not chosen:
        raise Refusal(f"{FILE}: paths: no goal of {way.title!r} fits into {way.hours} hours")
    return [chapter for name, chapter in catalogue.chapters.items() if name in chosen]


def minutes(catalogue, chapter):
    """Its reading time; that of a planned chapter is the mean of the written ones."""
    if chapter.notebook:
        return chapter.notebook.details["minutes"]
    known = [c.notebook.details["minutes"] for c in catalogue.written]
    return 5 * round(mean(known) / 5) if known else HOUR


def total(catalogue, names):
    return sum(minutes(catalogue, catalogue.chapters[name]) for name in names)


def path_nodes(env, document, catalogue):
    found = read_paths(catalogue)
    return [tag("div", *[path_node(env, catalogue, path) for path in found], classes=["dl-paths"])]


def path_node(env, catalogue, path):
    written = sum(minutes(catalogue, c) for c in path.chapters if c.notebook)
    whole = total(catalogue, [c.name for c in path.chapters])
    share = f"{hours(written)} of about {hours(whole)} are written."
    steps = [path_step(env, catalogue, chapter) for chapter in path.chapters]
    return tag(
        "section",
        tag("h3", f"{path.hours} hours: {path.title.lower()}"),
        tag("p", f"{path.about} ", tag("span", share, classes=["dl-detail"])),
        tag("ol", *steps),
        classes=["dl-nosearch"],
    )


def hours(count):
    """Minutes in words.

    >>> hours(45), hours(60), hours(150)
    ('45 minutes', '1 hour', '2.5 hours')
    """
    if count < HOUR:
        return f"{count} minutes"
    return "1 hour" if count == HOUR else f"{round(count / HOUR, 1):g} hours"


def path_step(env, catalogue, chapter):
    time = f"{minutes(catalogue, chapter)} minutes"
    end = tag("span", time, classes=["dl-detail"]) if chapter.notebook else planned_badge()
    return tag("li", to_chapter(env, chapter), " ", end)
