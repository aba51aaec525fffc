"""The data files of the book, and what is refused in them."""

import pytest
import yaml

from tests.book import samples
from tools.model.catalogue import catalogue
from tools.model.chapter import ROOT, finished
from tools.model.errors import BookError
from tools.model.terms import Term

DESIGNED = "foundations language transformers vision faces video multimodal generative rl systems"


@pytest.fixture
def root(tmp_path):
    return samples.book(tmp_path)


def test_the_book_holds_49_chapters_in_ten_parts():
    book = catalogue(ROOT)
    assert " ".join(book.order) == DESIGNED
    assert len(book.entries) == len({entry.name for entry in book.entries.values()}) == 49
    first, *_, last = book.entries
    assert (first, last) == ("foundations/directional_derivative", "systems/tf_export")
    assert all(entry.terms for entry in book.entries.values())


def test_every_file_is_read_again_when_it_changed(root):
    before = catalogue(root)
    assert catalogue(root) is before
    change(root, "vision", lambda part: part["chapters"]["yolo"].update(title="Boxes"))
    assert catalogue(root).entries["vision/yolo"].title == "Boxes"


def change(root, name, spoil):
    """Spoils the data file of a part, or `book`."""
    folder = root / "book" if name == "book" else root / "book" / "parts"
    content = yaml.safe_load((folder / f"{name}.yml").read_text("utf-8"))
    spoil(content)
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    (folder / f"{name}.yml").write_text(text, "utf-8")


def yolo(**fields):
    return lambda part: part["chapters"]["yolo"].update(fields)


REFUSED = {
    "a title that is no text": ("vision", yolo(title=3), "title is 3: expected text"),
    "an empty title": ("vision", yolo(title=" "), "title is ' ': expected text"),
    "a title of two lines": ("vision", yolo(title="a\nb"), "expected text"),
    "a title in English only": ("vision", yolo(title_zh="YOLO"), "expected text in Chinese"),
    "no question": ("vision", yolo(question="Boxes."), "expected a question, with its mark"),
    "an unknown key": ("vision", yolo(titel="x"), "yolo.titel is 'x': expected no such key, but"),
    "prerequisites in one word": ("vision", yolo(prerequisites="bert"), "a list of names"),
    "a prerequisite twice": ("vision", yolo(prerequisites=["bert", "bert"]), "each once"),
    "a term without a meaning": ("vision", yolo(terms={"box": ["框"]}), "terms.box is ['框']"),
    "a term that is no text": ("vision", yolo(terms={False: ["框", "A."]}), "put it in quotes"),
    "terms in a list": ("vision", yolo(terms=["box"]), "terms is ['box']: expected a block"),
    "an unknown prerequisite": (
        "vision",
        yolo(prerequisites=["alchemy"]),
        "chapters.yolo: prerequisite 'alchemy': expected the name of a chapter",
    ),
    "a later chapter": (
        "vision",
        yolo(prerequisites=["detr"]),
        "chapters.detr: a circle, detr needs yolo needs detr: expected no way back",
    ),
    "a later part": (
        "vision",
        yolo(prerequisites=["clip"]),
        "chapters.yolo: prerequisite 'clip' comes later: expected an earlier one",
    ),
    "itself": ("vision", yolo(prerequisites=["yolo"]), "a circle, yolo needs yolo"),
    "a title twice": (
        "vision",
        yolo(title="DETR"),
        "chapters.detr: the title 'DETR' is taken by vision/yolo: expected another",
    ),
    "a term twice": (
        "vision",
        yolo(terms={"gradient": ["梯度", "A vector."]}),
        "chapters.yolo: the term 'gradient' is taken by foundations/directional_derivative",
    ),
    "a name twice": (
        "vision",
        lambda part: part["chapters"].update(clip=part["chapters"].pop("yolo")),
        "the name 'clip' is taken by vision/clip",
    ),
    "a part without chapters": (
        "vision",
        lambda part: part.pop("chapters"),
        "chapters is missing: expected title, title_zh, chapters",
    ),
    "a part without a file": (
        "book",
        lambda book: book["parts"].append("alchemy"),
        "parts is 'alchemy': expected parts that have a file, such as book/parts/alchemy.yml",
    ),
    "a part that is not named": (
        "book",
        lambda book: book["parts"].remove("systems"),
        "book/parts/systems.yml: not among the parts of book/book.yml",
    ),
    "a goal that is no chapter": (
        "book",
        lambda book: book["paths"][1]["goals"].append("alchemy"),
        "paths[1].goals is 'alchemy': expected names of chapters",
    ),
    "hours in words": (
        "book",
        lambda book: book["paths"][0].update(hours="six"),
        "paths[0].hours is 'six': expected a whole number above zero",
    ),
    "pages in a block": ("book", lambda book: book.update(pages={}), "pages is {}"),
    "paths in a block": ("book", lambda book: book.update(paths={}), "expected a list of blocks"),
}


@pytest.mark.parametrize("name, spoil, words", REFUSED.values(), ids=REFUSED)
def test_a_mistake_in_a_data_file_is_told_with_file_key_and_remedy(root, name, spoil, words):
    change(root, name, spoil)
    with pytest.raises(BookError) as caught:
        catalogue(root)
    message = str(caught.value)
    assert message.startswith("book/") and words in message and "\n" not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: a\nb: [", "line 2: expected"),
        ("title: a\ntitle: b\n", "line 2: the key 'title' stands twice"),
        ("- a\n", "the file is ['a']: expected a block of keys"),
        ("? [a]\n: b\n", "vision.yml"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(root, text, words):
    (root / "book/parts/vision.yml").write_text(text, "utf-8")
    with pytest.raises(BookError, match=r"^book/parts/vision\.yml") as caught:
        catalogue(root)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_a_book_without_its_file_is_told(tmp_path):
    with pytest.raises(BookError, match=r"^book/book\.yml: there is no such file"):
        catalogue(tmp_path)


def test_drafts_and_strangers_are_not_finished(root):
    chapter = samples.chapter(root)
    assert finished(root) == [samples.NAME]
    chapter.nb.metadata["dlnotes"]["status"] = "draft"
    samples.stored(chapter)
    assert finished(root) == []
    stranger = root / "notebooks/foundations/alchemy.ipynb"
    stranger.write_text(chapter.path.read_text("utf-8"), "utf-8")
    assert finished(root) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Weight\ndecays", "Weight\ndecays"),
        ("weight-decay", "weight-decay"),
        ("a weight that decays", None),
        ("overweight decay", None),
    ],
)
def test_a_term_is_recognised(text, found):
    match = Term("weight decay", "", "").pattern.search(text)
    assert (match and match[0]) == found
